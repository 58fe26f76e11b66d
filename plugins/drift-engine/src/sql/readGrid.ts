import { SqlResult } from '../compute/SqlRunner';
import {
  emptyNumericProfile,
  NumericProfile,
  totalOf,
} from '../profile/NumericProfile';
import { edgeOf, Grid } from '../profile/grid';

/** Sums of squares that are this much larger than what is left of them have lost digits. */
const MAX_CANCELLATION = 100;

const spread = (count: number, sum: number, mean: number) =>
  count > 0 ? count * (sum / count - mean) ** 2 : 0;

/** Squared distances of the bins' means from the mean: what is inside a bin is not known. */
function squaresOfBins(profile: NumericProfile): number {
  const { mean } = totalOf(profile);
  let squares =
    spread(profile.below.count, profile.below.sum, mean) +
    spread(profile.above.count, profile.above.sum, mean);
  profile.bins.forEach((count, bin) => {
    squares += spread(count, profile.sums[bin], mean);
  });
  return squares;
}

/** Smallest and largest value as far as the bins tell. */
function setRange(profile: NumericProfile): void {
  const { grid, bins, sums } = profile;
  const first = bins.findIndex(count => count > 0);
  if (first < 0) {
    return;
  }
  const last = bins.findLastIndex(count => count > 0);
  profile.min = edgeOf(grid, first);
  profile.max =
    grid.kind === 'identity' && sums[last] === bins[last] * (grid.low + last)
      ? grid.low + last
      : edgeOf(grid, last + 1);
}

/**
 * The profile that `gridQuery` found, and whether its squares are those of the
 * values or of the bins' means only.
 *
 * @param squaresFrom - the value from which distances were squared
 * @returns `undefined` when values are among them that have no bin: not finite,
 *   or far outside
 */
export function readGrid(
  result: SqlResult,
  grid: Grid,
  squaresFrom?: number,
): { profile: NumericProfile; hasSquares: boolean } | undefined {
  const profile = emptyNumericProfile(grid);
  const { b, n, s, q } = result.columns;
  let squares = 0;
  for (let row = 0; row < result.rowCount; row += 1) {
    const count = Number(n[row]);
    profile.counts.rows += count;
    if (s[row] === null) {
      profile.counts.nulls += count;
    } else {
      const sum = Number(s[row]);
      if (b[row] === null || !Number.isFinite(sum)) {
        return undefined;
      }
      squares += q === undefined ? 0 : Number(q[row]);
      const place = Number(b[row]);
      if (place < 0 || place >= grid.bins) {
        const side = place < 0 ? profile.below : profile.above;
        side.count += count;
        side.sum += sum;
      } else {
        profile.bins[place] = count;
        profile.sums[place] = sum;
      }
    }
  }
  setRange(profile);
  profile.squares = squaresOfBins(profile);
  if (squaresFrom === undefined) {
    return { profile, hasSquares: false };
  }
  const { count, mean } = totalOf(profile);
  const exact = squares - count * (mean - squaresFrom) ** 2;
  // Values of one size are never far enough from a typical one to cancel
  const hasSquares = squares === 0 || squares <= MAX_CANCELLATION * exact;
  if (hasSquares) {
    profile.squares = Math.max(0, exact);
  }
  return { profile, hasSquares };
}
