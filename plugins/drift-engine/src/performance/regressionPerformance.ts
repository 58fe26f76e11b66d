import { normalBand } from './confidenceBands';
import {
  addToMoments,
  mergeMoments,
  Moments,
  noMoments,
  standardError,
} from './moments';
import { MetricValue } from './performanceMetric';

/** Beyond it the fourth power of an error, which its band needs, leaves the range of a double. */
const LARGEST = 1e70;

/** What a regressor did in a window, mergeable. @public */
export interface RegressionProfile {
  problem: 'regression';
  version: 1;
  rows: number;
  /** Labelled rows whose label or prediction is no number, or beyond ±1e70: they count as rows only. */
  invalid: number;
  /** Labelled rows whose label is zero or next to it: no percentage is defined for them. */
  zeroLabels: number;
  error: Moments;
  absoluteError: Moments;
  squaredError: Moments;
  shareError: Moments;
  label: Moments;
}

const MOMENTS = [
  'error',
  'absoluteError',
  'squaredError',
  'shareError',
  'label',
] as const;

/** A profile of no row. @public */
export function emptyRegressionProfile(): RegressionProfile {
  return {
    problem: 'regression',
    version: 1,
    rows: 0,
    invalid: 0,
    zeroLabels: 0,
    error: noMoments(),
    absoluteError: noMoments(),
    squaredError: noMoments(),
    shareError: noMoments(),
    label: noMoments(),
  };
}

/** Adds a row in place. @public */
export function addRegressionRow(
  profile: RegressionProfile,
  row: { predicted: number; label?: number },
): void {
  profile.rows += 1;
  if (row.label !== undefined) {
    labelRegressionRow(profile, { ...row, label: row.label });
  }
}

/** Gives a label, in place, to a row that was added without one. @public */
export function labelRegressionRow(
  profile: RegressionProfile,
  row: { predicted: number; label: number },
): void {
  const error = row.predicted - row.label;
  if (!(Math.abs(error) <= LARGEST && Math.abs(row.label) <= LARGEST)) {
    profile.invalid += 1;
    return;
  }
  addToMoments(profile.error, error);
  addToMoments(profile.absoluteError, Math.abs(error));
  addToMoments(profile.squaredError, error * error);
  addToMoments(profile.label, row.label);
  const share = Math.abs(error / row.label);
  if (share <= LARGEST) {
    addToMoments(profile.shareError, share);
  } else {
    profile.zeroLabels += 1;
  }
}

/** The profile of the rows of both. @public */
export function mergeRegressionProfiles(
  a: RegressionProfile,
  b: RegressionProfile,
): RegressionProfile {
  const merged: RegressionProfile = {
    ...a,
    rows: a.rows + b.rows,
    invalid: a.invalid + b.invalid,
    zeroLabels: a.zeroLabels + b.zeroLabels,
  };
  for (const name of MOMENTS) {
    merged[name] = mergeMoments(a[name], b[name]);
  }
  return merged;
}

function meanMetric(
  metric: string,
  moments: Moments,
  range: readonly [number, number],
): MetricValue {
  if (moments.count === 0) {
    return { metric, value: undefined, reason: 'No row has a label.' };
  }
  const error = standardError(moments);
  return {
    metric,
    value: moments.mean,
    ...(error !== undefined && normalBand(moments.mean, error, range)),
  };
}

function rootOf({ value, low, high, reason }: MetricValue): MetricValue {
  const root = (x: number | undefined) =>
    x === undefined ? undefined : Math.sqrt(x);
  return {
    metric: 'rmse',
    value: root(value),
    ...(low !== undefined && { low: root(low), high: root(high) }),
    ...(reason !== undefined && { reason }),
  };
}

/** Shares are of rows whose label is not zero; how many were left out is said. */
function percentageMetric(profile: RegressionProfile): MetricValue {
  const metric = meanMetric('mape', profile.shareError, [0, Infinity]);
  if (profile.zeroLabels === 0) {
    return metric;
  }
  return {
    ...metric,
    reason:
      metric.value === undefined
        ? 'Every label is zero.'
        : `Left out, because their label is zero: ${profile.zeroLabels} rows.`,
  };
}

function determination(profile: RegressionProfile): MetricValue {
  const { label, squaredError } = profile;
  if (label.count < 2 || !(label.squares > 0)) {
    return {
      metric: 'r2',
      value: undefined,
      reason: 'Needs labels that differ.',
    };
  }
  return {
    metric: 'r2',
    value: 1 - (squaredError.mean * squaredError.count) / label.squares,
  };
}

/**
 * Mean absolute, squared and root squared error, mean absolute percentage
 * error, mean error and R². Source: Hyndman & Koehler (2006); R²: Wright
 * (1921). Errors are predicted − actual; bands by the central limit theorem.
 */
export function regressionPerformance(
  profile: RegressionProfile,
): MetricValue[] {
  const squared = meanMetric('mse', profile.squaredError, [0, Infinity]);
  return [
    meanMetric('mae', profile.absoluteError, [0, Infinity]),
    squared,
    rootOf(squared),
    percentageMetric(profile),
    meanMetric('bias', profile.error, [-Infinity, Infinity]),
    determination(profile),
  ];
}
