import { buildHeadline, describeUnknown } from './headline';
import type { PerformanceVerdict } from './performance/performanceRecords';
import type { MonitorRecord, RunRecord, Status } from './records';

const RANK: Record<Status, number> = {
  critical: 3,
  warn: 2,
  unknown: 1,
  ok: 0,
};

/** What the inputs of a window said. */
export function inputStatusOf(run: RunRecord): Status {
  return run.inputStatus ?? run.status ?? 'unknown';
}

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
export function joinSentences(
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

/**
 * What a monitor says by its newest window: its status, since when, and why.
 *
 * @param options - `windows` the newest first, one per window
 */
export function describeMonitor(options: {
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
