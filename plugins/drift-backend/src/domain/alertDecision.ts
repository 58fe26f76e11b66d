import { AlertEvent, AlertRecord, Status } from './records';

/** Windows without the worse status in a row that an alert eases after, and closes after. */
const EASE_AFTER = 2;
const CLOSE_AFTER = 3;

/** What the newest windows of a monitor said, oldest first. */
export interface WindowStatus {
  status: Status;
  /** Names of the drifted columns, the worst first. */
  columns: string[];
  headline: string;
  /** When it came to say so, for windows that may change later. */
  changedAt?: string;
}

/** What happens to the alert of a monitor, and whether the owner is told. */
export interface AlertDecision {
  /** What is worst now. */
  cause: 'inputs' | 'performance';
  change: Partial<AlertRecord> &
    Pick<AlertRecord, 'state' | 'status' | 'summary' | 'columns' | 'updatedAt'>;
  events: AlertEvent[];
  /** The event that the owner is told about. */
  tell?: AlertEvent['action'];
}

/** An alert opens after so many windows of the newest so many. */
export interface OpenAfter {
  windows: number;
  of: number;
}

type Problem = 'warn' | 'critical';
const rank = (status: Status) =>
  ({ critical: 2, warn: 1 })[status as string] ?? 0;

/** The worst status that enough of the newest windows reach; unknown windows say nothing. */
function findProblem(
  known: readonly WindowStatus[],
  after: OpenAfter,
): Problem | undefined {
  const newest = known.slice(-after.of);
  return (['critical', 'warn'] as const).find(
    level =>
      newest.filter(window => rank(window.status) >= rank(level)).length >=
      after.windows,
  );
}

/** Whether the newest windows in a row all stayed below a level. */
function hasStayedBelow(
  known: readonly WindowStatus[],
  level: Problem,
  windows: number,
): boolean {
  return (
    known.length >= windows &&
    known.slice(-windows).every(window => rank(window.status) < rank(level))
  );
}

/** The worst that one of the series says: windows of the inputs, and of performance. */
function findWorstProblem(
  series: readonly (readonly WindowStatus[])[],
  after: OpenAfter,
): Problem | undefined {
  const problems = series.map(known => findProblem(known, after));
  return (['critical', 'warn'] as const).find(level =>
    problems.includes(level),
  );
}

/** After an alert was closed, what was known of performance by then opens none. */
function isNews(
  window: WindowStatus | undefined,
  previous: AlertRecord | undefined,
): boolean {
  return (
    previous?.closedAt === undefined ||
    window?.changedAt === undefined ||
    window.changedAt > previous.closedAt
  );
}

function open(options: {
  latest: WindowStatus;
  cause: AlertDecision['cause'];
  problem: Problem;
  previous: AlertRecord | undefined;
  coolDownMs: number;
  now: string;
}): AlertDecision {
  const { latest, cause, problem, previous, coolDownMs, now } = options;
  const isRecent =
    previous?.closedAt !== undefined &&
    Date.parse(now) - Date.parse(previous.closedAt) < coolDownMs;
  const wasTold =
    previous?.notifiedAt !== undefined &&
    Date.parse(now) - Date.parse(previous.notifiedAt) < coolDownMs;
  const action = isRecent ? 'reopened' : 'opened';
  const isWorse = isRecent && rank(problem) > rank(previous.status);
  return {
    cause,
    change: {
      // What is not said is what a new alert has
      id: isRecent ? previous.id : undefined,
      state: 'open',
      status: problem,
      summary: latest.headline,
      columns: latest.columns,
      updatedAt: now,
    },
    events: [{ at: now, action, note: latest.headline }],
    tell: isRecent && wasTold && !isWorse ? undefined : action,
  };
}

/**
 * What the newest window means for the alert of its monitor, which is one for its
 * inputs and for its performance.
 *
 * Enough of the newest windows open an alert, two of three by default; two in a row without critical ease it,
 * three in a row without drift close it. A window whose status is unknown
 * changes nothing. What comes back within the cool-down opens the same alert
 * again without telling, unless it is worse than before. Somebody who
 * acknowledged hears of it again when it escalates; a muted alert is silent
 * until its time is up.
 *
 * @param options - `windows` of the inputs, oldest first; `performance` those with
 *   enough labels and those that can only be estimated, oldest first;
 *   `previous` the newest alert of the monitor, open or closed
 */
export function decideAlert(options: {
  windows: readonly WindowStatus[];
  performance?: readonly (readonly WindowStatus[])[];
  previous: AlertRecord | undefined;
  after: OpenAfter;
  coolDownMs: number;
  now: string;
}): AlertDecision | undefined {
  const {
    windows,
    performance = [],
    previous,
    after,
    coolDownMs,
    now,
  } = options;
  const isKnown = (window: WindowStatus) => window.status !== 'unknown';
  const isBad = (window: WindowStatus | undefined) =>
    window !== undefined && rank(window.status) > 0;
  const newest = windows.at(-1);
  const measured = performance
    .flatMap(series => series.at(-1) ?? [])
    .sort((a, b) => rank(b.status) - rank(a.status))[0];
  const isPerformance =
    isBad(measured) &&
    rank(measured.status) > rank(newest?.status ?? 'unknown');
  const latest = isPerformance ? measured : newest;
  if (!latest || latest.status === 'unknown') {
    return undefined;
  }
  const cause = isPerformance ? 'performance' : 'inputs';
  const inputs = windows.filter(isKnown);
  const measurements = performance.map(series => series.filter(isKnown));
  if (!previous || previous.state === 'closed') {
    // What is over by now opens nothing
    const problem = findWorstProblem(
      [
        isBad(newest) ? inputs : [],
        ...measurements.filter(
          series => isBad(series.at(-1)) && isNews(series.at(-1), previous),
        ),
      ],
      after,
    );
    return (
      problem && open({ latest, cause, problem, previous, coolDownMs, now })
    );
  }
  const haveStayedBelow = (level: Problem, count: number) =>
    hasStayedBelow(inputs, level, count) &&
    // Performance that nobody measured is no reason to go on
    measurements.every(series =>
      hasStayedBelow(series, level, Math.min(count, series.length)),
    );
  const problem = findWorstProblem([inputs, ...measurements], after);

  const events: AlertEvent[] = [];
  const hasMuteEnded =
    previous.state === 'muted' &&
    previous.mutedUntil !== undefined &&
    previous.mutedUntil <= now;
  if (hasMuteEnded) {
    events.push({ at: now, action: 'unmuted' });
  }
  const state = hasMuteEnded ? 'open' : previous.state;
  const base = {
    state,
    status: previous.status,
    summary: rank(latest.status) > 0 ? latest.headline : previous.summary,
    columns: rank(latest.status) > 0 ? latest.columns : previous.columns,
    updatedAt: now,
    ...(hasMuteEnded ? { mutedUntil: undefined } : {}),
  };
  if (haveStayedBelow('warn', CLOSE_AFTER)) {
    return {
      cause,
      change: { ...base, state: 'closed', closedAt: now },
      events: [...events, { at: now, action: 'closed', note: latest.headline }],
      tell: state === 'open' ? 'closed' : undefined,
    };
  }
  if (problem === 'critical' && previous.status === 'warn') {
    return {
      cause,
      change: {
        ...base,
        state: state === 'muted' ? 'muted' : 'open',
        status: 'critical',
        ...(state === 'muted' ? {} : { acknowledgedBy: undefined }),
      },
      events: [
        ...events,
        { at: now, action: 'escalated', note: latest.headline },
      ],
      tell: state === 'muted' ? undefined : 'escalated',
    };
  }
  if (
    previous.status === 'critical' &&
    rank(latest.status) > 0 &&
    haveStayedBelow('critical', EASE_AFTER)
  ) {
    return {
      cause,
      change: { ...base, status: 'warn' },
      events: [...events, { at: now, action: 'eased', note: latest.headline }],
      tell: state === 'open' ? 'eased' : undefined,
    };
  }
  return {
    cause,
    change: base,
    events,
    tell: hasMuteEnded && rank(latest.status) > 0 ? 'unmuted' : undefined,
  };
}

/** What a person's action does to an alert; a string says why it cannot be done. */
export function applyAlertAction(options: {
  alert: AlertRecord;
  action: 'acknowledge' | 'mute' | 'unmute' | 'comment' | 'close';
  note?: string;
  until?: string;
  by: string;
  now: string;
}): { change: Partial<AlertRecord>; event: AlertEvent } | string {
  const { alert, action, note, until, by, now } = options;
  if (alert.state === 'closed' && action !== 'comment') {
    return 'The alert is closed';
  }
  const event = (done: AlertEvent['action']): AlertEvent => ({
    at: now,
    by,
    action: done,
    note,
    ...(until === undefined ? {} : { until }),
  });
  switch (action) {
    case 'acknowledge':
      return {
        change: { state: 'acknowledged', acknowledgedBy: by, updatedAt: now },
        event: event('acknowledged'),
      };
    case 'mute':
      if (until === undefined || until <= now) {
        return 'until must be in the future';
      }
      return {
        change: { state: 'muted', mutedUntil: until, updatedAt: now },
        event: event('muted'),
      };
    case 'unmute':
      if (alert.state !== 'muted') {
        return 'The alert is not muted';
      }
      return {
        change: {
          state: alert.acknowledgedBy ? 'acknowledged' : 'open',
          mutedUntil: undefined,
          updatedAt: now,
        },
        event: event('unmuted'),
      };
    case 'close':
      return {
        change: { state: 'closed', closedAt: now, updatedAt: now },
        event: event('closed'),
      };
    default:
      return { change: { updatedAt: now }, event: event('commented') };
  }
}
