import {
  PERFORMANCE_METRICS,
  formatFigures,
} from '@plumbline/backstage-plugin-drift-engine';
import { formatDay } from '../formatDay';
import type { Status } from '../records';
import {
  PerformanceKind,
  PerformanceMeasurement,
  PerformancePoint,
  PerformanceVerdict,
  StoredPerformanceWindow,
} from './performanceRecords';

/** What one window says: by its labels where they suffice, else by an estimate. */
export interface JudgedWindow {
  window: StoredPerformanceWindow;
  kind: PerformanceKind;
  status: Status;
  /** The worst figures first, in the order in which they are shown. */
  worse: PerformancePoint[];
}

const RANK: Record<Status, number> = {
  critical: 2,
  warn: 1,
  ok: 0,
  unknown: 0,
};
const COUNT = new Intl.NumberFormat('en');

const orderOf = (metric: string) =>
  PERFORMANCE_METRICS.findIndex(({ id }) => id === metric);

function judge(
  window: StoredPerformanceWindow,
  kind: PerformanceKind,
): JudgedWindow | undefined {
  const known = window.points.filter(
    point => point.kind === kind && point.status !== 'unknown',
  );
  if (known.length === 0) {
    return undefined;
  }
  const worse = known
    .filter(point => RANK[point.status] > 0)
    .sort(
      (a, b) =>
        RANK[b.status] - RANK[a.status] ||
        orderOf(a.metric) - orderOf(b.metric),
    );
  return { window, kind, status: worse[0]?.status ?? 'ok', worse };
}

/** The windows that say something, in the order in which they are given. */
export function judgeWindows(
  windows: readonly StoredPerformanceWindow[],
): JudgedWindow[] {
  return windows.flatMap(
    window => judge(window, 'realised') ?? judge(window, 'estimated') ?? [],
  );
}

function sinceOf(judged: readonly JudgedWindow[]): string | undefined {
  let since: string | undefined;
  for (const { status, window } of judged) {
    if (RANK[status] === 0) {
      break;
    }
    since = window.windowStart;
  }
  return since;
}

/** Verb and direction of a change for the worse. */
function describeChange(
  point: PerformancePoint,
  kind: PerformanceKind,
): string {
  const isBelow =
    point.thresholdLow !== undefined && point.value! < point.thresholdLow;
  const worse = PERFORMANCE_METRICS.find(
    ({ id }) => id === point.metric,
  )?.worse;
  const [before, after] = formatFigures(point.baseline!, point.value!);
  const figures = `from ${before} to ${after}`;
  if (kind === 'estimated') {
    return `is estimated to have ${isBelow ? 'fallen' : 'risen'} ${figures}`;
  }
  const verb = isBelow ? 'fell' : 'rose';
  return `${worse === 'either' ? 'moved' : verb} ${figures}`;
}

const titleOf = (metric: string) =>
  PERFORMANCE_METRICS.find(({ id }) => id === metric)?.title ?? metric;

function describeRows(judged: JudgedWindow, now: string): string {
  const { window, kind } = judged;
  const day = formatDay(window.windowStart, now);
  return kind === 'realised'
    ? `${COUNT.format(window.labelled)} labelled rows of ${day}`
    : `${COUNT.format(window.rows)} rows of ${day}, labels still to come`;
}

function describeWorse(
  judged: JudgedWindow,
  since: string | undefined,
  now: string,
): string {
  const [first, ...others] = judged.worse;
  const time = since === undefined ? '' : ` since ${formatDay(since, now)}`;
  const more =
    others.length === 0
      ? ''
      : `; ${others.length} other ${others.length === 1 ? 'figure is' : 'figures are'} worse too`;
  return `${titleOf(first.metric)} ${describeChange(first, judged.kind)}${time} (${describeRows(judged, now)})${more}.`;
}

function describeOk(judged: JudgedWindow, now: string): string {
  const point = judged.window.points
    .filter(({ kind, status }) => kind === judged.kind && status === 'ok')
    .sort((a, b) => orderOf(a.metric) - orderOf(b.metric))[0];
  const [value, baseline] = formatFigures(point.value!, point.baseline!);
  return `${titleOf(point.metric)} ${value}${
    judged.kind === 'estimated' ? ', estimated' : ''
  } (${describeRows(judged, now)}): no worse than the baseline's ${baseline}.`;
}

/** Messages of others end as they like. */
const ended = (message: string) => message.replace(/\.?$/, '.');

function describeUnjudged(windows: readonly StoredPerformanceWindow[]): string {
  const newest = windows.find(({ labelled }) => labelled > 0);
  if (!newest) {
    return windows.some(({ rows }) => rows > 0)
      ? 'No label has come for these windows yet, and nothing can be estimated.'
      : 'There were no predictions to measure.';
  }
  const reason = newest.points.find(point => point.reason)?.reason;
  return `Its performance is not known yet. ${reason ?? ''}`.trim();
}

/**
 * What performance says about a monitor: the newest window whose labels suffice,
 * or an estimate of a newer one where that is worse. A warning stays when a
 * measurement failed or no prediction came any more; a good answer does not.
 *
 * @param options - `windows` the newest first
 */
export function performanceVerdict(options: {
  windows: readonly StoredPerformanceWindow[];
  measurement: PerformanceMeasurement | undefined;
  now: string;
}): PerformanceVerdict {
  const { windows, measurement, now } = options;
  const { error, measuredAt } = measurement ?? {};
  const about = { error, measuredAt };
  const judged = judgeWindows(windows);
  const realised = judged.find(({ kind }) => kind === 'realised');
  const estimated = judged[0]?.kind === 'estimated' ? judged[0] : undefined;
  const decisive =
    realised && estimated
      ? [realised, estimated].sort((a, b) => RANK[b.status] - RANK[a.status])[0]
      : (realised ?? estimated);
  const failed =
    error === undefined
      ? ''
      : ` It could not be measured again: ${ended(error)}`;
  if (!decisive) {
    return {
      ...about,
      status: 'unknown',
      sentence:
        error === undefined
          ? describeUnjudged(windows)
          : `The performance could not be measured: ${ended(error)}`,
    };
  }
  const isWorse = RANK[decisive.status] > 0;
  const series = judged.filter(
    ({ kind }) => decisive.kind === 'estimated' || kind === 'realised',
  );
  const since = isWorse ? sinceOf(series) : undefined;
  const known = {
    ...about,
    since,
    windowEnd: decisive.window.windowEnd,
    kind: decisive.kind,
    metric: decisive.worse[0]?.metric,
  };
  if (isWorse) {
    return {
      ...known,
      status: decisive.status,
      sentence: `${describeWorse(decisive, since, now)}${failed}`,
    };
  }
  const silent = windows[0].rows > 0 ? '' : ' No prediction has come since.';
  return {
    ...known,
    // What was fine when it was measured last need not be fine now
    status: error === undefined && silent === '' ? 'ok' : 'unknown',
    sentence: `${describeOk(decisive, now)}${silent}${failed}`,
  };
}
