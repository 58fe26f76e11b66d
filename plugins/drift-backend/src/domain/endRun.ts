import type { MonitorDocument } from '@plumbline/backstage-plugin-drift-engine';
import { WindowStatus, decideAlert } from './alertDecision';
import { alertRuleOf } from './definition';
import {
  describeMonitor,
  inputStatusOf,
  joinSentences,
} from './describeMonitor';
import { describeContract } from './withContract';
import {
  JudgedWindow,
  judgeWindows,
  performanceVerdict,
} from './performance/performanceVerdict';
import {
  PerformanceMeasurement,
  StoredPerformanceWindow,
} from './performance/performanceRecords';
import {
  AlertEvent,
  AlertRecord,
  MonitorRecord,
  Notice,
  RetrainingRecord,
  RunOutcome,
  RunRecord,
  Status,
} from './records';

/** What the end of a run means besides its results. */
export interface RunConsequences {
  /** The outcome with what performance says now, where the run is the newest. */
  outcome: RunOutcome;
  monitor: Partial<MonitorRecord>;
  alert?: { record: AlertRecord; events: AlertEvent[]; notice?: Notice };
  retraining?: RetrainingRecord;
}

const TITLES: Partial<Record<AlertEvent['action'], string>> = {
  opened: '',
  reopened: ' again',
  escalated: ' is critical',
  eased: ' eased',
  closed: ' is over',
  unmuted: ' goes on',
};
const CAUSES = { inputs: 'Drift', performance: 'Loss of performance' };
const BROKEN_CONTRACT = 'Broken contract';

function severityOf(
  event: AlertEvent['action'],
  status: Status,
): Notice['severity'] {
  if (event === 'closed' || event === 'eased') {
    return 'normal';
  }
  return status === 'critical' ? 'critical' : 'high';
}

/** Whether it is the contract, and not a distribution, that the owner is told about. */
function isBroken(
  cause: keyof typeof CAUSES,
  { contract, drifted = 0 }: RunRecord,
): boolean {
  return cause === 'inputs' && contract?.status === 'broken' && drifted === 0;
}

/** The run as it is when its outcome is written. */
function applyOutcome(
  run: RunRecord,
  outcome: RunOutcome,
  finishedAt: string,
): RunRecord {
  const { columns: _, contract, ...rest } = outcome;
  return {
    ...run,
    ...rest,
    contract: contract && {
      status: contract.status,
      sentence: describeContract(contract),
    },
    finishedAt,
  };
}

/**
 * What judged windows of performance mean for the alert, oldest first: those with
 * labels, and those that are estimated, which cannot calm what labels show.
 */
function toWindowStatuses(
  judged: readonly JudgedWindow[],
  latest: { columns: string[]; headline: string },
): WindowStatus[][] {
  return (['realised', 'estimated'] as const).map(kind =>
    judged
      .filter(window => window.kind === kind)
      .map(({ status, window }) => ({
        ...latest,
        status,
        changedAt: window.changedAt,
      }))
      .reverse(),
  );
}

/**
 * What the end of a run changes: what the monitor says, its alert, and whether
 * to propose another training. A backfilled window may lengthen "since", and
 * never opens, closes or tells anything.
 *
 * @param options - `windows` are those that ended before, the newest first, one
 *   per window; `performance` is what is known of it, the newest window first;
 *   `createId` names what is new
 */
export function endRun(options: {
  run: RunRecord;
  outcome: RunOutcome;
  windows: readonly RunRecord[];
  performance?: {
    windows: readonly StoredPerformanceWindow[];
    measurement: PerformanceMeasurement | undefined;
  };
  monitor: MonitorRecord;
  document: MonitorDocument | undefined;
  previousAlert: AlertRecord | undefined;
  mayPropose: boolean;
  now: string;
  createId: () => string;
}): RunConsequences {
  const { run, outcome, windows, document, previousAlert, now, createId } =
    options;
  if (outcome.state === 'cancelled') {
    return { outcome, monitor: {} };
  }
  const verdict =
    options.performance && performanceVerdict({ ...options.performance, now });
  const ended = applyOutcome(run, outcome, now);
  const all = [
    ended,
    ...windows.filter(window => window.windowEnd !== ended.windowEnd),
  ].sort((a, b) => (a.windowEnd > b.windowEnd ? -1 : 1));
  const isNewest = all[0].id === run.id;
  const { monitor, headline, status } = describeMonitor({
    windows: all,
    performance: verdict,
    unanswered: isNewest ? outcome.headline : options.monitor.headline,
    now,
  });
  const told: RunOutcome = isNewest
    ? {
        ...outcome,
        status,
        headline: joinSentences(
          { status: outcome.status, sentence: outcome.headline },
          verdict,
        ),
        inputStatus: outcome.status,
      }
    : { ...outcome, inputStatus: outcome.status };
  if (run.trigger === 'backfill' || !document || !isNewest) {
    return { outcome: told, monitor };
  }
  const rule = alertRuleOf(document);
  const statuses: WindowStatus[] = all
    .filter(window => window.trigger !== 'backfill')
    .map(window => ({
      status: inputStatusOf(window),
      columns: window.worst,
      headline: window.id === run.id ? headline : (window.headline ?? ''),
    }))
    .reverse();
  const decision = decideAlert({
    windows: statuses,
    performance: toWindowStatuses(
      judgeWindows(options.performance?.windows ?? []),
      { columns: ended.worst, headline },
    ),
    previous: previousAlert,
    ...rule,
    now,
  });
  if (!decision) {
    return { outcome: told, monitor };
  }
  const kept =
    previousAlert &&
    (previousAlert.state !== 'closed' ||
      decision.change.id === previousAlert.id)
      ? previousAlert
      : undefined;
  const record: AlertRecord = {
    monitorId: run.monitorId,
    openedAt: now,
    ...kept,
    ...decision.change,
    id: kept?.id ?? createId(),
    closedAt: decision.change.state === 'closed' ? now : undefined,
  };
  const isBad = decision.events.some(({ action }) =>
    ['opened', 'reopened', 'escalated'].includes(action),
  );
  const { retrain } = document.spec;
  // Rows that break their contract are nothing to train on
  const isReason =
    retrain &&
    ended.contract?.status !== 'broken' &&
    isBad &&
    (record.status === 'critical' || retrain.on === 'warn');
  return {
    outcome: told,
    monitor,
    alert: {
      record,
      events: decision.events,
      notice: decision.tell && {
        id: createId(),
        alertId: record.id,
        monitorId: run.monitorId,
        title: `${isBroken(decision.cause, ended) ? BROKEN_CONTRACT : CAUSES[decision.cause]}${TITLES[decision.tell] ?? ''}: ${options.monitor.entityRef.replace(/^.*\//, '')}`,
        description: headline,
        severity: severityOf(decision.tell, record.status),
        attempts: 0,
        createdAt: now,
      },
    },
    retraining:
      isReason && options.mayPropose
        ? {
            id: createId(),
            monitorId: run.monitorId,
            endpoint: retrain.webhook,
            state: 'proposed',
            reason: headline,
            runId: run.id,
            proposedAt: now,
            attempts: 0,
          }
        : undefined,
  };
}
