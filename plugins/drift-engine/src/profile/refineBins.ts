import { NumericPair } from '../samples/samples';
import { binOf, edgeOf } from './grid';
import { NumericProfile, totalOf } from './NumericProfile';
import { cumulativeShares } from './profileBounds';

/** Exact figures of some bins. */
export interface RefinedBins {
  /** Largest |F − G| at a value of these bins. */
  gap: number;
  /** ∫ |F − G| over each of them. */
  distances: Map<number, number>;
}

/** What the values of some bins say exactly. `pair` holds all values of those bins on either side, and no other. */
export function refineBins(
  reference: NumericProfile,
  current: NumericProfile,
  bins: readonly number[],
  pair: NumericPair,
): RefinedBins {
  const { grid } = reference;
  const { f, g } = cumulativeShares(reference, current);
  const n = totalOf(reference).count;
  const m = totalOf(current).count;
  const distances = new Map<number, number>();
  let gap = 0;
  let position = 0;
  for (const bin of bins) {
    // Whole numbers: shares that are added up would lose the last digits
    let below = Math.round(f[bin] * n);
    let belowCurrent = Math.round(g[bin] * m);
    let before = edgeOf(grid, bin);
    let distance = 0;
    const gapHere = () => Math.abs(below / n - belowCurrent / m);
    while (
      position < pair.values.length &&
      binOf(grid, pair.values[position]) <= bin
    ) {
      const value = pair.values[position];
      distance += gapHere() * Math.max(0, value - before);
      before = Math.max(before, value);
      below += pair.reference[position];
      belowCurrent += pair.current[position];
      gap = Math.max(gap, gapHere());
      position += 1;
    }
    distance += gapHere() * Math.max(0, edgeOf(grid, bin + 1) - before);
    distances.set(bin, distance);
  }
  return { gap, distances };
}

/** Bins in groups of at most so many rows, so that their values fit into memory. */
export function groupBins(
  bins: readonly number[],
  rowsOf: (bin: number) => number,
  maxRows: number,
): number[][] {
  const groups: number[][] = [];
  let rows = Infinity;
  for (const bin of bins) {
    rows += rowsOf(bin);
    if (rows > maxRows) {
      groups.push([]);
      rows = rowsOf(bin);
    }
    groups[groups.length - 1].push(bin);
  }
  return groups;
}
