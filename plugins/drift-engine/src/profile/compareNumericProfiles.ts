import { NumericPair } from '../samples/samples';
import { kolmogorovSmirnovPValue } from '../stats/tests/kolmogorovSmirnov';
import {
  AnyDriftTest,
  createTestRegistry,
  runTest,
} from '../stats/testRegistry';
import { TestResult } from '../tests/DriftTest';
import { Grid } from './grid';
import { isExactProfile } from './isExactProfile';
import { Mass, NumericProfile, totalOf } from './NumericProfile';
import {
  cumulativeShares,
  kolmogorovBounds,
  wassersteinBounds,
} from './profileBounds';

const SMALLEST_STD = 0.001;

/** The mean of a bin; on the end of the grid where only the rounding of a sum of so many values puts it outside. */
function meanOf(grid: Grid, { count, sum }: Mass): number {
  const mean = sum / count;
  const inside = Math.min(grid.high, Math.max(grid.low, mean));
  const room = count * Number.EPSILON * Math.abs(inside);
  return Math.abs(mean - inside) <= room ? inside : mean;
}

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
    if (a + b > 0) {
      const sum = reference.sums[bin] + current.sums[bin];
      push(meanOf(grid, { count: a + b, sum }), a, b);
    }
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
