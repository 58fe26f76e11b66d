import { Band, wilsonBand } from './confidenceBands';
import { MetricValue } from './performanceMetric';

/** Rows by prediction and label; may be expected, not whole, numbers. @public */
export interface ConfusionMatrix {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
}

interface Ratio {
  hits: number;
  of: number;
  reason: string;
}

function ratiosOf(matrix: ConfusionMatrix): Record<string, Ratio> {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } =
    matrix;
  return {
    accuracy: {
      hits: truePositives + trueNegatives,
      of: truePositives + trueNegatives + falsePositives + falseNegatives,
      reason: 'No row has a label.',
    },
    precision: {
      hits: truePositives,
      of: truePositives + falsePositives,
      reason: 'Nothing was predicted positive.',
    },
    recall: {
      hits: truePositives,
      of: truePositives + falseNegatives,
      reason: 'No row is positive.',
    },
    specificity: {
      hits: trueNegatives,
      of: trueNegatives + falsePositives,
      reason: 'No row is negative.',
    },
  };
}

/**
 * Accuracy, precision, recall, specificity and F1. Source: Sokolova & Lapalme
 * (2009). 0…1, lower is worse. Bands by Wilson's score interval; that of F1 is
 * Wilson's for the share J of true positives among the rows that are positive
 * or predicted so, carried through F1 = 2J / (1 + J), which grows with J.
 */
export function confusionMetrics(matrix: ConfusionMatrix): MetricValue[] {
  const metrics = Object.entries(ratiosOf(matrix)).map(
    ([metric, { hits, of, reason }]): MetricValue =>
      of > 0
        ? { metric, value: hits / of, ...wilsonBand(hits, of) }
        : { metric, value: undefined, reason },
  );
  return [...metrics, f1Of(matrix)];
}

function f1Of(matrix: ConfusionMatrix): MetricValue {
  const { truePositives } = matrix;
  const misses = matrix.falsePositives + matrix.falseNegatives;
  const relevant = truePositives + misses;
  if (!(relevant > 0)) {
    return {
      metric: 'f1',
      value: undefined,
      reason: 'No row is positive and none was predicted so.',
    };
  }
  const band: Band = wilsonBand(truePositives, relevant);
  return {
    metric: 'f1',
    value: (2 * truePositives) / (2 * truePositives + misses),
    low: (2 * band.low) / (1 + band.low),
    high: (2 * band.high) / (1 + band.high),
  };
}
