import {
  BinaryProfile,
  MetricValue,
  MonitorDocument,
  PERFORMANCE_METRICS,
  PerformanceProfile,
  PolicySettings,
  TimeSpan,
  addBinaryRow,
  addMulticlassRow,
  addRegressionRow,
  emptyPerformanceProfile,
  estimatePerformance,
  fitPerformanceEstimator,
  judgePerformance,
  labelledRows,
  realisedPerformance,
} from '@plumbline/backstage-plugin-drift-engine';
import { PerformancePoint, PerformanceWindow } from './performanceRecords';

/** What a model said about one row, and what turned out. */
interface Row {
  time?: number;
  prediction?: string;
  score?: number;
  label?: string;
}

type Settings = NonNullable<MonitorDocument['spec']['performance']>;

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
  // A file may write 1 where JSON has true: they mean the same
  const isWord = positive === undefined || YES.has(positive);
  const isYes = (value: string) =>
    value === positive || (isWord && YES.has(value));
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

const finite = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

/** Judges what a window shows against what the baseline showed. */
function judge(options: {
  settings: Settings;
  policy: PolicySettings;
  kind: PerformancePoint['kind'];
  values: readonly MetricValue[];
  before: ReadonlyMap<string, MetricValue>;
  rows: number;
}): PerformancePoint[] {
  const { settings, policy, kind, values, before, rows } = options;
  return values.flatMap(now => {
    const metric = PERFORMANCE_METRICS.find(
      ({ problem, id }) => problem === settings.problem && id === now.metric,
    );
    const baseline = before.get(now.metric);
    return metric
      ? [
          {
            kind,
            metric: now.metric,
            value: finite(now.value),
            low: finite(now.low),
            high: finite(now.high),
            baseline: finite(baseline?.value),
            ...judgePerformance({
              ...policy,
              metric,
              kind,
              now,
              baseline,
              rows,
            }),
          },
        ]
      : [];
  });
}

/**
 * Performance by window: realised where labels came, estimated where the
 * baseline has labels to calibrate by. Rows without a time belong to the only
 * window there is.
 */
export function measurePerformance(options: {
  settings: Settings;
  policy: PolicySettings;
  baseline: readonly Row[];
  rows: readonly Row[];
  windows: readonly TimeSpan[];
  /** Rows have no times, and the only window has them all. */
  isUndated?: boolean;
}): PerformanceWindow[] {
  const { settings, policy, windows, rows, isUndated } = options;
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

  return windows.map(({ start, end }) => {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    const inside = isUndated
      ? rows
      : rows.filter(
          ({ time }) => time !== undefined && time >= from && time < to,
        );
    const profile = profileRows(inside, settings);
    const labelled = labelledRows(profile);
    const shared = { settings, policy, before };
    return {
      windowStart: start,
      windowEnd: end,
      rows: inside.length,
      labelled,
      points: [
        ...(labelled > 0
          ? judge({
              ...shared,
              kind: 'realised',
              values: realisedPerformance(profile),
              rows: labelled,
            })
          : []),
        ...(estimator && inside.length > 0
          ? judge({
              ...shared,
              kind: 'estimated',
              values: estimatePerformance({
                estimator,
                current: profile as BinaryProfile,
              }),
              rows: inside.length,
            })
          : []),
      ],
    };
  });
}
