import { NumericPair, SamplePair } from '../samples/samples';
import { TestResult } from '../tests/DriftTest';
import { binByEdges, referenceDeciles } from './referenceDeciles';

/** Shares of either side in the same bins or categories; each side sums to 1. */
export interface Shares {
  reference: Float64Array;
  current: Float64Array;
  bins: number;
  /** Bins that hold a row of either side; the others carry no chance of a difference. */
  occupied: number;
  referenceTotal: number;
  currentTotal: number;
}

/** The result of any test when a side has no rows. */
export function emptySide(pair: SamplePair): TestResult | undefined {
  if (pair.referenceTotal > 0 && pair.currentTotal > 0) {
    return undefined;
  }
  const side = pair.referenceTotal === 0 ? 'reference' : 'current window';
  return {
    statistic: undefined,
    reason: `The ${side} has no values to compare.`,
  };
}

/** The result of a test whose integral over the values leaves the range of a double. */
export function tooFarApart(): TestResult {
  return {
    statistic: undefined,
    reason:
      'The values are so far apart that their distance is no longer a number.',
  };
}

/** Categories as they are; numbers in the reference's decile bins. */
export function sharesOf(pair: SamplePair): Shares {
  const counts =
    pair.kind === 'numeric' ? binByEdges(pair, referenceDeciles(pair)) : pair;
  return {
    reference: counts.reference.map(count => count / pair.referenceTotal),
    current: counts.current.map(count => count / pair.currentTotal),
    bins: counts.reference.length,
    occupied: counts.reference.filter(
      (count, index) => count + counts.current[index] > 0,
    ).length,
    referenceTotal: pair.referenceTotal,
    currentTotal: pair.currentTotal,
  };
}

/** 1/n₁ + 1/n₂: the variance of the difference of two means, in units of the variance. */
export function inverseSizes(pair: {
  referenceTotal: number;
  currentTotal: number;
}): number {
  return 1 / pair.referenceTotal + 1 / pair.currentTotal;
}

/**
 * Integrals over the values of a pair: of a function of the gap between the
 * distribution functions, and of a function of the reference's.
 */
export function integrateSteps(
  pair: NumericPair,
  integrands: {
    ofGap(gap: number): number;
    ofShare(share: number): number;
  },
): { gaps: number; shares: number } {
  let below = 0;
  let belowCurrent = 0;
  let gaps = 0;
  let shares = 0;
  for (let i = 0; i + 1 < pair.values.length; i += 1) {
    below += pair.reference[i];
    belowCurrent += pair.current[i];
    const width = pair.values[i + 1] - pair.values[i];
    const share = below / pair.referenceTotal;
    const gap = share - belowCurrent / pair.currentTotal;
    gaps += integrands.ofGap(gap) * width;
    shares += integrands.ofShare(share) * width;
  }
  return { gaps, shares };
}
