import { confusionOf, labelledGroups, scoreOf } from './binaryPerformance';
import { BinaryProfile, rowsOf, scoredCells } from './binaryProfile';
import { Calibration, fitCalibration } from './calibration';
import { confusionMetrics, ConfusionMatrix } from './confusionMatrix';
import { evaluateIsotonic } from './isotonicRegression';
import { MetricValue } from './performanceMetric';
import { rocArea, ScoreGroup } from './scoreGroups';

/** Sampling errors on either side of an estimate. */
const BAND_ERRORS = 3;

/** How much a figure varies by sampling alone: deviation of one row, and share of the rows that it is made of. @public */
export interface SamplingError {
  deviation: number;
  share: number;
}

/** What estimates take from the labelled baseline; plain JSON. @public */
export interface PerformanceEstimator {
  calibration?: Calibration;
  samplingErrors: Record<string, SamplingError>;
}

function ofShare(hits: number, of: number, rows: number): SamplingError {
  const share = hits / of;
  return { deviation: Math.sqrt(share * (1 - share)), share: of / rows };
}

function ofF1(matrix: ConfusionMatrix, rows: number): SamplingError {
  const { truePositives, falsePositives, falseNegatives } = matrix;
  const misses = falsePositives + falseNegatives;
  const relevant = truePositives + misses;
  const { deviation, share } = ofShare(truePositives, relevant, rows);
  return {
    deviation: (deviation * relevant) / (truePositives + misses / 2),
    share,
  };
}

function ofArea(
  groups: readonly ScoreGroup[],
  matrix: ConfusionMatrix,
  rows: number,
): SamplingError | undefined {
  const roc = rocArea(groups);
  if (!roc) {
    return undefined;
  }
  const positives = (matrix.truePositives + matrix.falseNegatives) / rows;
  return positives <= 0.5
    ? { deviation: roc.deviation.positives, share: positives }
    : { deviation: roc.deviation.negatives, share: 1 - positives };
}

/**
 * What is to be known of the baseline before performance can be estimated
 * without labels: how scores become probabilities, and how much each figure
 * varies by sampling alone (standard error of the mean; for ROC AUC of the
 * rarer class's share of beaten rows). Source: NannyML 0.13, documentation of
 * confidence-based performance estimation and of sampling error.
 *
 * @public
 */
export function fitPerformanceEstimator(
  baseline: BinaryProfile,
): PerformanceEstimator {
  const groups = labelledGroups(baseline);
  const matrix = confusionOf(baseline);
  const { truePositives, falsePositives, falseNegatives, trueNegatives } =
    matrix;
  const rows = truePositives + falsePositives + falseNegatives + trueNegatives;
  const errors: Record<string, SamplingError | undefined> = {
    accuracy: ofShare(truePositives + trueNegatives, rows, rows),
    precision: ofShare(truePositives, truePositives + falsePositives, rows),
    recall: ofShare(truePositives, truePositives + falseNegatives, rows),
    specificity: ofShare(trueNegatives, trueNegatives + falsePositives, rows),
    f1: ofF1(matrix, rows),
    rocAuc: ofArea(groups, matrix, rows),
  };
  const samplingErrors: Record<string, SamplingError> = {};
  for (const [metric, error] of Object.entries(errors)) {
    if (error && Number.isFinite(error.deviation) && error.share > 0) {
      samplingErrors[metric] = error;
    }
  }
  const calibration = fitCalibration(groups);
  return { ...(calibration && { calibration }), samplingErrors };
}

function withBand(
  { metric, value, reason }: MetricValue,
  error: SamplingError | undefined,
  rows: number,
): MetricValue {
  if (value === undefined) {
    return { metric, value, reason };
  }
  if (!error) {
    return {
      metric,
      value,
      reason: 'The labels of the baseline give no sampling error.',
    };
  }
  const half = (BAND_ERRORS * error.deviation) / Math.sqrt(rows * error.share);
  return {
    metric,
    value,
    low: Math.max(0, value - half),
    high: Math.min(1, value + half),
  };
}

/**
 * Performance of a window without its labels: every row counts as positive to
 * the degree of its calibrated score, which gives the expected confusion matrix
 * and the expected ROC curve (rows of one score in one step). Source: NannyML
 * 0.13, confidence-based performance estimation (CBPE). 0…1, lower is worse;
 * band: three sampling errors. It holds while the inputs drift, not when the
 * relation between inputs and label does.
 *
 * @public
 */
export function estimatePerformance(options: {
  estimator: PerformanceEstimator;
  current: BinaryProfile;
}): MetricValue[] {
  const { estimator, current } = options;
  const map = estimator.calibration?.map;
  const matrix: ConfusionMatrix = {
    truePositives: 0,
    falsePositives: 0,
    falseNegatives: 0,
    trueNegatives: 0,
  };
  const groups: ScoreGroup[] = [];
  let rows = 0;
  for (const cell of scoredCells(current)) {
    const ofCell = rowsOf(cell);
    if (ofCell > 0) {
      const predicted =
        cell.truePositives + cell.falsePositives + cell.unlabelledPositives;
      const score = scoreOf(cell, ofCell);
      const share = map && evaluateIsotonic(map, score);
      const truePositives =
        share === undefined ? cell.positiveScores : share * predicted;
      const falseNegatives =
        share === undefined
          ? cell.negativeScores
          : share * (ofCell - predicted);
      matrix.truePositives += truePositives;
      matrix.falsePositives += predicted - truePositives;
      matrix.falseNegatives += falseNegatives;
      matrix.trueNegatives += ofCell - predicted - falseNegatives;
      const positives = truePositives + falseNegatives;
      groups.push({ score, positives, negatives: ofCell - positives });
      rows += ofCell;
    }
  }
  const roc = rocArea(groups);
  const none = 'No row has a score between 0 and 1.';
  return [
    ...confusionMetrics(matrix).map(metric =>
      rows > 0 ? metric : { ...metric, reason: none },
    ),
    {
      metric: 'rocAuc',
      value: roc?.area,
      ...(!roc && {
        reason: rows > 0 ? 'Every row is expected to be of one class.' : none,
      }),
    },
  ].map(metric =>
    withBand(metric, estimator.samplingErrors[metric.metric], rows),
  );
}
