import type { MonitorDocument } from '@plumbline/backstage-plugin-drift-engine';
import { WindowStatus, decideAlert } from './alertDecision';
import { alertRuleOf } from './definition';
import { buildHeadline } from './headline';
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
  monitor: Partial<MonitorRecord>;
  alert?: { record: AlertRecord; events: AlertEvent[]; notice?: Notice };
  retraining?: RetrainingRecord;
}

const TITLES: Partial<Record<AlertEvent['action'], string>> = {
  opened: 'Drift',
  reopened: 'Drift again',
  escalated: 'Drift is critical',
  eased: 'Drift eased',
  closed: 'Drift is over',
  unmuted: 'Drift goes on',
};

function severityOf(
  event: AlertEvent['action'],
  status: Status,
): Notice['severity'] {
  if (event === 'closed' || event === 'eased') {
    return 'normal';
  }
  return status === 'critical' ? 'critical' : 'high';
}

/** Since when the newest windows, newest first, have had the status of the first of them. */
function sinceOf(windows: readonly RunRecord[]): string {
  let since = windows[0].windowStart;
  for (const window of windows) {
    if ((window.status ?? 'unknown') !== windows[0].status) {
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
  const { columns: _, ...rest } = outcome;
  return { ...run, ...rest, finishedAt };
}

function describeWindows(
  windows: readonly RunRecord[],
  now: string,
): { monitor: Partial<MonitorRecord>; headline: string } {
  const [latest] = windows;
  const status = latest.status ?? 'unknown';
  const since = sinceOf(windows);
  const headline =
    status === 'unknown'
      ? (latest.headline ?? '')
      : buildHeadline({
          status,
          tested: latest.tested ?? 0,
          drifted: latest.drifted ?? 0,
          worst: latest.worst,
          since: status === 'ok' ? undefined : since,
          now,
        });
  return {
    headline,
    monitor: {
      status,
      statusSince: since,
      headline,
      unknownReason: status === 'unknown' ? latest.unknownReason : undefined,
      lastRunId: latest.id,
      checkedAt: latest.finishedAt,
    },
  };
}

/**
 * What the end of a run changes: what the monitor says, its alert, and whether
 * to propose another training. A backfilled window may lengthen "since", and
 * never opens, closes or tells anything.
 *
 * @param options - `windows` are those that ended before, the newest first, one
 *   per window; `createId` names what is new
 */
export function endRun(options: {
  run: RunRecord;
  outcome: RunOutcome;
  windows: readonly RunRecord[];
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
    return { monitor: {} };
  }
  const ended = applyOutcome(run, outcome, now);
  const all = [
    ended,
    ...windows.filter(window => window.windowEnd !== ended.windowEnd),
  ].sort((a, b) => (a.windowEnd > b.windowEnd ? -1 : 1));
  const { monitor, headline } = describeWindows(all, now);
  if (run.trigger === 'backfill' || !document || all[0].id !== run.id) {
    return { monitor };
  }
  const rule = alertRuleOf(document);
  const statuses: WindowStatus[] = all
    .filter(window => window.trigger !== 'backfill')
    .map(window => ({
      status: window.status ?? ('unknown' as const),
      columns: window.worst,
      headline: window.id === run.id ? headline : (window.headline ?? ''),
    }))
    .reverse();
  const decision = decideAlert({
    windows: statuses,
    previous: previousAlert,
    ...rule,
    now,
  });
  if (!decision) {
    return { monitor };
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
  const isReason =
    retrain && isBad && (record.status === 'critical' || retrain.on === 'warn');
  return {
    monitor,
    alert: {
      record,
      events: decision.events,
      notice: decision.tell && {
        id: createId(),
        alertId: record.id,
        monitorId: run.monitorId,
        title: `${TITLES[decision.tell] ?? 'Drift'}: ${options.monitor.entityRef.replace(/^.*\//, '')}`,
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
