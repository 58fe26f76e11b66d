import { NumericPair } from '../samples/samples';
import { kolmogorovSmirnovPValue } from '../stats/tests/kolmogorovSmirnov';
import {
  AnyDriftTest,
  createTestRegistry,
  runTest,
} from '../stats/testRegistry';
import { TestResult } from '../tests/DriftTest';
import { edgeOf } from './grid';
import { isExactProfile } from './isExactProfile';
import { NumericProfile, totalOf } from './NumericProfile';
import {
  cumulativeShares,
  kolmogorovBounds,
  wassersteinBounds,
} from './profileBounds';

const SMALLEST_STD = 0.001;

/** Two profiles as a pair of samples: one value for each bin, and one for what lies on either side. */
export function pairOfProfiles(
  reference: NumericProfile,
  current: NumericProfile,
): NumericPair {
  const { grid } = reference;
  const values: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const push = (value: number, a: number, b: number) => {
    if (a + b > 0) {
      // Means of neighbours are in order; rounding must not undo that
      const last = values.length > 0 ? values[values.length - 1] : -Infinity;
      values.push(
        value > last
          ? value
          : last + Math.max(Number.MIN_VALUE, Math.abs(last) * 2 ** -52),
      );
      left.push(a);
      right.push(b);
    }
  };
  const outside = (side: 'below' | 'above') => {
    const count = reference[side].count + current[side].count;
    const sum = reference[side].sum + current[side].sum;
    push(sum / count, reference[side].count, current[side].count);
  };
  outside('below');
  for (let bin = 0; bin < grid.bins; bin += 1) {
    const a = reference.bins[bin];
    const b = current.bins[bin];
    const middle =
      a + b > 0
        ? (reference.sums[bin] + current.sums[bin]) / (a + b)
        : edgeOf(grid, bin);
    push(middle, a, b);
  }
  outside('above');
  return {
    kind: 'numeric',
    values: Float64Array.from(values),
    reference: Float64Array.from(left),
    current: Float64Array.from(right),
    referenceTotal: totalOf(reference).count,
    currentTotal: totalOf(current).count,
  };
}

/**
 * Results of the numeric tests from two profiles on one grid. The
 * Kolmogorov-Smirnov and Wasserstein statistics carry certified intervals; the
 * others are those of the bins and say so. Profiles that hold every value are
 * compared exactly.
 *
 * @public
 */
export function compareNumericProfiles(
  reference: NumericProfile,
  current: NumericProfile,
): Record<string, TestResult> {
  return resultsOfProfiles({
    reference,
    current,
    pair: pairOfProfiles(reference, current),
    tests: [...createTestRegistry().values()].filter(
      test => test.needs !== 'categorical',
    ),
  });
}

/** Results of some tests from two profiles and the pair of them. */
export function resultsOfProfiles(options: {
  reference: NumericProfile;
  current: NumericProfile;
  pair: NumericPair;
  tests: readonly AnyDriftTest[];
}): Record<string, TestResult> {
  const { reference, current, pair, tests } = options;
  const results: Record<string, TestResult> = {};
  for (const test of tests) {
    results[test.id] = runTest(test, pair);
  }
  if (
    pair.referenceTotal === 0 ||
    pair.currentTotal === 0 ||
    (isExactProfile(reference) && isExactProfile(current))
  ) {
    return results;
  }
  const estimate = `Estimated from ${reference.grid.bins.toLocaleString('en')} bins.`;
  for (const result of Object.values(results)) {
    result.reason ??= estimate;
  }
  if (results.ks) {
    const { low, high } = kolmogorovBounds(
      cumulativeShares(reference, current),
    );
    // The edges are thousands of points of the data: what lies between them hardly adds
    results.ks = {
      ...results.ks,
      statistic: low,
      bounds: { low, high },
      pValue: kolmogorovSmirnovPValue({ ...pair, statistic: low }),
      reason: undefined,
    };
  }
  if (results.wasserstein) {
    const { low, high } = wassersteinBounds(reference, current);
    const std = Math.sqrt(reference.squares / pair.referenceTotal);
    results.wasserstein = {
      ...results.wasserstein,
      statistic: low,
      bounds: { low, high },
      scales: { normalised: low / Math.max(std, SMALLEST_STD) },
      reason: undefined,
    };
  }
  return results;
}
