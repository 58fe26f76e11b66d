import {
  BinaryProfile,
  MetricValue,
  MonitorDocument,
  PERFORMANCE_METRICS,
  PerformanceProfile,
  TimeSpan,
  addBinaryRow,
  addMulticlassRow,
  addRegressionRow,
  emptyPerformanceProfile,
  estimatePerformance,
  fitPerformanceEstimator,
  labelledRows,
  realisedPerformance,
} from '@plumbline/backstage-plugin-drift-engine';
import type { Performance } from '@plumbline/backstage-plugin-drift-common';

/** What a model said about one row, and what turned out. */
interface Row {
  time?: number;
  prediction?: string;
  score?: number;
  label?: string;
}

type Settings = NonNullable<MonitorDocument['spec']['performance']>;
type Point = Performance['points'][number];

/** Labels of a binary problem that mean yes when the document does not say. */
const YES = new Set(['1', '1.0', 'true', 'True', 'TRUE', 'yes']);
/** Fewest labelled rows of a baseline that calibrate an estimate. */
const MINIMUM_LABELLED = 100;

function profileRows(
  rows: readonly Row[],
  settings: Settings,
): PerformanceProfile {
  const profile = emptyPerformanceProfile(settings.problem);
  const positive =
    settings.positive === undefined ? undefined : String(settings.positive);
  const isYes = (value: string) =>
    positive === undefined ? YES.has(value) : value === positive;
  for (const { prediction, score, label } of rows) {
    if (prediction !== undefined) {
      if (profile.problem === 'binary') {
        addBinaryRow(profile, {
          predicted: isYes(prediction),
          score,
          label: label === undefined ? undefined : isYes(label),
        });
      } else if (profile.problem === 'multiclass') {
        addMulticlassRow(profile, { predicted: prediction, label });
      } else {
        addRegressionRow(profile, {
          predicted: Number(prediction),
          label: label === undefined ? undefined : Number(label),
        });
      }
    }
  }
  return profile;
}

/** Worse than the baseline by more than chance: their bands do not touch. Without a baseline or a band nobody can say. */
function judge(
  value: MetricValue,
  baseline: MetricValue | undefined,
): Point['status'] {
  if (value.value === undefined) {
    return 'unknown';
  }
  if (!baseline || value.low === undefined || value.high === undefined) {
    return 'unknown';
  }
  const worse = PERFORMANCE_METRICS.find(
    ({ id }) => id === value.metric,
  )?.worse;
  const low = baseline.low ?? baseline.value ?? value.low;
  const high = baseline.high ?? baseline.value ?? value.high;
  const isWorse = worse === 'higher' ? value.low > high : value.high < low;
  return isWorse ? 'warn' : 'ok';
}

/**
 * Performance by window: realised where labels came, estimated where the
 * baseline has labels to calibrate by.
 */
export function measurePerformance(options: {
  settings: Settings;
  baseline: readonly Row[];
  rows: readonly Row[];
  windows: readonly TimeSpan[];
}): Performance {
  const { settings, windows } = options;
  const reference = profileRows(options.baseline, settings);
  const hasLabels = labelledRows(reference) >= MINIMUM_LABELLED;
  const before = new Map(
    (hasLabels ? realisedPerformance(reference) : []).map(value => [
      value.metric,
      value,
    ]),
  );
  const estimator =
    hasLabels && reference.problem === 'binary' && settings.score !== undefined
      ? fitPerformanceEstimator(reference)
      : undefined;

  const points: Point[] = [];
  for (const { start, end } of windows) {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    const inside = options.rows.filter(
      ({ time }) => time !== undefined && time >= from && time < to,
    );
    const profile = profileRows(inside, settings);
    const labelled = labelledRows(profile);
    const add = (kind: Point['kind'], values: readonly MetricValue[]) => {
      for (const value of values) {
        points.push({
          windowStart: start,
          windowEnd: end,
          kind,
          metric: value.metric,
          value: value.value ?? null,
          low: value.low,
          high: value.high,
          labelled,
          rows: inside.length,
          status: judge(value, before.get(value.metric)),
          reason: value.reason,
        });
      }
    };
    if (labelled > 0) {
      add('realised', realisedPerformance(profile));
    }
    if (estimator && inside.length > 0) {
      add(
        'estimated',
        estimatePerformance({ estimator, current: profile as BinaryProfile }),
      );
    }
  }
  const measured = new Set(points.map(({ metric }) => metric));
  return {
    problem: settings.problem,
    metrics: PERFORMANCE_METRICS.filter(
      ({ problem, id }) => problem === settings.problem && measured.has(id),
    ).map(({ id, title, worse }) => ({
      metric: id,
      title,
      worse,
      baseline: before.get(id)?.value,
    })),
    points,
    reason:
      points.length === 0
        ? 'No label has come for these windows yet, and the baseline has none to estimate by.'
        : undefined,
  };
}
