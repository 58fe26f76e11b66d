import { BinaryProfile, ScoreCell, scoredCells } from './binaryProfile';
import { logitBand, normalBand } from './confidenceBands';
import { confusionMetrics, ConfusionMatrix } from './confusionMatrix';
import { Moments, standardError } from './moments';
import { MetricValue } from './performanceMetric';
import { averagePrecision, rocArea, ScoreGroup } from './scoreGroups';

/** Labelled rows of every cell, scored or not. */
export function confusionOf(profile: BinaryProfile): ConfusionMatrix {
  const matrix: ConfusionMatrix = {
    truePositives: 0,
    falsePositives: 0,
    falseNegatives: 0,
    trueNegatives: 0,
  };
  for (const cell of [profile.unscored, ...profile.cells.values()]) {
    matrix.truePositives += cell.truePositives;
    matrix.falsePositives += cell.falsePositives;
    matrix.falseNegatives += cell.falseNegatives;
    matrix.trueNegatives += cell.trueNegatives;
  }
  return matrix;
}

/** Mean score of a cell's rows; the score itself where they share one. */
export function scoreOf(cell: ScoreCell, rows: number): number {
  return cell.min === cell.max
    ? cell.min
    : (cell.positiveScores + cell.negativeScores) / rows;
}

/** Labelled rows by score, ascending. */
export function labelledGroups(profile: BinaryProfile): ScoreGroup[] {
  return scoredCells(profile)
    .map(cell => ({
      score: cell.min === cell.max ? cell.min : (cell.min + cell.max) / 2,
      positives: cell.truePositives + cell.falseNegatives,
      negatives: cell.falsePositives + cell.trueNegatives,
    }))
    .filter(group => group.positives + group.negatives > 0);
}

/** How far the area can be from the exact one because rows of a cell count as ties. */
function tieError(profile: BinaryProfile): number {
  let pairs = 0;
  let positives = 0;
  let negatives = 0;
  for (const cell of profile.cells.values()) {
    const ofPositive = cell.truePositives + cell.falseNegatives;
    const ofNegative = cell.falsePositives + cell.trueNegatives;
    positives += ofPositive;
    negatives += ofNegative;
    pairs += cell.min === cell.max ? 0 : ofPositive * ofNegative;
  }
  return pairs / 2 / (positives * negatives);
}

function rocMetric(
  profile: BinaryProfile,
  groups: readonly ScoreGroup[],
): MetricValue {
  const roc = rocArea(groups);
  if (!roc) {
    return {
      metric: 'rocAuc',
      value: undefined,
      reason: 'Needs labelled rows with a score of either class.',
    };
  }
  if (roc.standardError === undefined) {
    return {
      metric: 'rocAuc',
      value: roc.area,
      reason: 'One row of a class gives no confidence band.',
    };
  }
  const band = normalBand(roc.area, roc.standardError, [0, 1]);
  const error = tieError(profile);
  return {
    metric: 'rocAuc',
    value: roc.area,
    low: Math.max(0, band.low - error),
    high: Math.min(1, band.high + error),
  };
}

function precisionMetric(groups: readonly ScoreGroup[]): MetricValue {
  const value = averagePrecision(groups);
  const positives = groups.reduce((sum, group) => sum + group.positives, 0);
  return value === undefined
    ? {
        metric: 'averagePrecision',
        value,
        reason: 'No row with a score is positive.',
      }
    : { metric: 'averagePrecision', value, ...logitBand(value, positives) };
}

function meanMetric(
  metric: string,
  moments: Moments,
  range: readonly [number, number],
): MetricValue {
  if (moments.count === 0) {
    return { metric, value: undefined, reason: 'No labelled row has a score.' };
  }
  const error = standardError(moments);
  return {
    metric,
    value: moments.mean,
    ...(error !== undefined && normalBand(moments.mean, error, range)),
  };
}

/** What the labels of a window show. */
export function binaryPerformance(profile: BinaryProfile): MetricValue[] {
  const groups = labelledGroups(profile);
  return [
    ...confusionMetrics(confusionOf(profile)),
    rocMetric(profile, groups),
    precisionMetric(groups),
    meanMetric('logLoss', profile.logLoss, [0, Infinity]),
    meanMetric('brier', profile.squaredError, [0, 1]),
  ];
}
