import { edgeOf } from './grid';
import { NumericProfile, totalOf } from './NumericProfile';

/** An interval that holds the exact value. */
export interface Interval {
  low: number;
  high: number;
}

/** Room for the rounding of sums of thousands of bins. */
const ROUNDING = 1e-12;

/** Distribution functions of two profiles on one grid, at the upper edge of every bin; index 0 is the lower end of the grid. */
export function cumulativeShares(
  reference: NumericProfile,
  current: NumericProfile,
): { f: Float64Array; g: Float64Array } {
  const bins = reference.grid.bins;
  const n = totalOf(reference).count;
  const m = totalOf(current).count;
  const f = new Float64Array(bins + 1);
  const g = new Float64Array(bins + 1);
  let below = reference.below.count;
  let belowCurrent = current.below.count;
  f[0] = below / n;
  g[0] = belowCurrent / m;
  for (let bin = 0; bin < bins; bin += 1) {
    below += reference.bins[bin];
    belowCurrent += current.bins[bin];
    f[bin + 1] = below / n;
    g[bin + 1] = belowCurrent / m;
  }
  return { f, g };
}

/** Largest |F − G| that can be inside a bin. */
function reach(f: Float64Array, g: Float64Array, bin: number): number {
  return Math.max(f[bin + 1] - g[bin], g[bin + 1] - f[bin]);
}

/**
 * Certified interval of the Kolmogorov-Smirnov statistic, and the bins in which
 * it may lie: at the edges F − G is exact; inside a bin either function moves
 * only between its values at the edges.
 */
export function kolmogorovBounds(shares: {
  f: Float64Array;
  g: Float64Array;
}): Interval & { candidates: number[] } {
  const { f, g } = shares;
  let low = 0;
  for (let edge = 0; edge < f.length; edge += 1) {
    low = Math.max(low, Math.abs(f[edge] - g[edge]));
  }
  let high = low;
  const candidates: number[] = [];
  for (let bin = 0; bin + 1 < f.length; bin += 1) {
    const upper = reach(f, g, bin);
    if (upper > low) {
      candidates.push(bin);
      high = Math.max(high, upper);
    }
  }
  return { low, high, candidates };
}

/** ∫ of a distribution function over a bin, from the sum of the values in it (by parts). */
function integralOver(options: {
  from: number;
  to: number;
  shareBefore: number;
  shareAfter: number;
  sum: number;
  total: number;
}): number {
  const { from, to, shareBefore, shareAfter, sum, total } = options;
  return shareAfter * to - shareBefore * from - sum / total;
}

/**
 * Certified interval of the Wasserstein distance ∫ |F − G|. The integral of
 * F − G over a bin is exact from the sums; its absolute value is the distance
 * unless F − G may change sign there, where the upper end is the largest
 * distance with that integral. Outside the grid one function is constant.
 *
 * @returns also the bins that are not settled, and the distance over all others
 */
export function wassersteinBounds(
  reference: NumericProfile,
  current: NumericProfile,
): Interval & { candidates: number[]; settled: number } {
  const { grid } = reference;
  const { f, g } = cumulativeShares(reference, current);
  const n = totalOf(reference).count;
  const m = totalOf(current).count;
  const end = edgeOf(grid, grid.bins);
  // Below the grid ∫ F = low · F(low) − Σ x / n, above ∫ (1 − F) likewise
  const outside =
    Math.abs(
      (grid.low * reference.below.count - reference.below.sum) / n -
        (grid.low * current.below.count - current.below.sum) / m,
    ) +
    Math.abs(
      (reference.above.sum - end * reference.above.count) / n -
        (current.above.sum - end * current.above.count) / m,
    );
  let low = outside;
  let high = outside;
  let settled = outside;
  // Each addition to a sum of a bin may be rounded, and so may the edges
  let room = 0;
  const candidates: number[] = [];
  for (let bin = 0; bin < grid.bins; bin += 1) {
    const from = edgeOf(grid, bin);
    const to = edgeOf(grid, bin + 1);
    const width = to - from;
    const a = reference.bins[bin];
    const b = current.bins[bin];
    room +=
      Number.EPSILON *
      Math.max(Math.abs(from), Math.abs(to)) *
      ((a * (a + 2)) / n + (b * (b + 2)) / m);
    const integral =
      integralOver({
        from,
        to,
        shareBefore: f[bin],
        shareAfter: f[bin + 1],
        sum: reference.sums[bin],
        total: n,
      }) -
      integralOver({
        from,
        to,
        shareBefore: g[bin],
        shareAfter: g[bin + 1],
        sum: current.sums[bin],
        total: m,
      });
    const most = Math.max(0, f[bin + 1] - g[bin]);
    const least = Math.max(0, g[bin + 1] - f[bin]);
    low += Math.abs(integral);
    if (most > 0 && least > 0 && width > 0) {
      candidates.push(bin);
      const share = Math.min(
        width,
        Math.max(0, (integral + least * width) / (most + least)),
      );
      high += Math.max(
        Math.abs(integral),
        most * share + least * (width - share),
      );
    } else {
      high += Math.abs(integral);
      settled += Math.abs(integral);
    }
  }
  return {
    low: Math.max(0, low * (1 - ROUNDING) - room),
    high: high * (1 + ROUNDING) + room,
    candidates,
    settled,
  };
}
