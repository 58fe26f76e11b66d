import type { MonitorDocument } from '@plumbline/backstage-plugin-drift-engine';
import { WindowStatus, decideAlert } from './alertDecision';
import { alertRuleOf } from './definition';
import { buildHeadline, describeUnknown } from './headline';
import { describeContract } from './withContract';
import {
  JudgedWindow,
  judgeWindows,
  performanceVerdict,
} from './performance/performanceVerdict';
import {
  PerformanceMeasurement,
  PerformanceVerdict,
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

const RANK: Record<Status, number> = {
  critical: 3,
  warn: 2,
  unknown: 1,
  ok: 0,
};

/** What the inputs of a window said. */
const inputStatusOf = (run: RunRecord): Status =>
  run.inputStatus ?? run.status ?? 'unknown';

/** The worse of two; performance that is not known leaves the inputs as they are. */
function worseOf(
  inputs: Status,
  performance: PerformanceVerdict | undefined,
): Status {
  return performance &&
    performance.status !== 'unknown' &&
    RANK[performance.status] > RANK[inputs]
    ? performance.status
    : inputs;
}

/** Since when the newest windows, newest first, have had the status of the first of them. */
function sinceOf(windows: readonly RunRecord[]): string {
  const status = inputStatusOf(windows[0]);
  let since = windows[0].windowStart;
  for (const window of windows) {
    if (inputStatusOf(window) !== status) {
      break;
    }
    since = window.windowStart;
  }
  return since;
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

function describeInputs(
  latest: RunRecord,
  options: { unanswered: string | undefined; since: string; now: string },
): string {
  const status = inputStatusOf(latest);
  if (status === 'unknown') {
    return options.unanswered ?? describeUnknown(latest.unknownReason);
  }
  const { contract, tested = 0, drifted = 0, worst } = latest;
  const drift = buildHeadline({
    status,
    tested,
    drifted,
    worst,
    // With a broken contract the time is of the contract
    since:
      status === 'ok' || contract?.status === 'broken'
        ? undefined
        : options.since,
    now: options.now,
  });
  switch (contract?.status) {
    case 'broken':
      return drifted > 0 ? `${contract.sentence} ${drift}` : contract.sentence;
    case 'unknown':
      return `${drift} ${contract.sentence}`;
    default:
      return drift;
  }
}

/** The worse of inputs and performance first; performance only where it got worse. */
function joinSentences(
  inputs: { status: Status; sentence: string },
  performance: PerformanceVerdict | undefined,
): string {
  if (!performance || RANK[performance.status] < RANK.warn) {
    return inputs.sentence;
  }
  return RANK[performance.status] > RANK[inputs.status]
    ? `${performance.sentence} ${inputs.sentence}`
    : `${inputs.sentence} ${performance.sentence}`;
}

function describeWindows(options: {
  windows: readonly RunRecord[];
  performance: PerformanceVerdict | undefined;
  /** What the newest run said of its inputs when it had no answer. */
  unanswered: string | undefined;
  now: string;
}): { monitor: Partial<MonitorRecord>; headline: string; status: Status } {
  const { windows, performance, unanswered, now } = options;
  const [latest] = windows;
  const inputs = inputStatusOf(latest);
  const status = worseOf(inputs, performance);
  const inputsSince = sinceOf(windows);
  // Of two reasons for the same status, the older one
  const since = [
    inputs === status ? inputsSince : undefined,
    performance?.status === status ? performance.since : undefined,
  ]
    .filter(time => time !== undefined)
    .sort()[0];
  const headline = joinSentences(
    {
      status: inputs,
      sentence: describeInputs(latest, {
        unanswered,
        since: inputsSince,
        now,
      }),
    },
    performance,
  );
  return {
    headline,
    status,
    monitor: {
      status,
      statusSince: since,
      headline,
      unknownReason: status === 'unknown' ? latest.unknownReason : undefined,
      lastRunId: latest.id,
      checkedAt: latest.finishedAt,
      performance,
    },
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
  const { monitor, headline, status } = describeWindows({
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
