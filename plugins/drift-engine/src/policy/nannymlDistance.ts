import { CategoricalPair, NumericPair, SamplePair } from '../samples/samples';
import { jensenShannonDistance } from '../stats/tests/jensenShannon';

/**
 * Edges by Doane's rule over the reference alone: equal widths, more of them
 * the more skewed the values are.
 *
 * Source: Doane, Am. Stat. 30 (1976); rounding as `numpy.histogram_bin_edges`.
 */
function doaneEdges(pair: NumericPair): number[] {
  const n = pair.referenceTotal;
  let min: number | undefined;
  let max = 0;
  let sum = 0;
  pair.values.forEach((value, index) => {
    if (pair.reference[index] > 0) {
      min ??= value;
      max = value;
      sum += value * pair.reference[index];
    }
  });
  const first = min ?? 0;
  const mean = sum / n;
  let squares = 0;
  let cubes = 0;
  pair.values.forEach((value, index) => {
    const distance = value - mean;
    squares += pair.reference[index] * distance ** 2;
    cubes += pair.reference[index] * distance ** 3;
  });
  const deviation = Math.sqrt(squares / n);
  if (!(deviation > 0) || n <= 2) {
    return [first - 0.5, first + 0.5];
  }
  const skewness = Math.abs(cubes / n / deviation ** 3);
  const scatter = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const width =
    (max - first) / (1 + Math.log2(n) + Math.log2(1 + skewness / scatter));
  const bins = Math.ceil((max - first) / width);
  const step = (max - first) / bins;
  return Array.from({ length: bins + 1 }, (_, index) =>
    index === bins ? max : index * step + first,
  );
}

/** Counts in [edge, next), the last closed, and one bin for all outside. */
function countByEdges(
  pair: NumericPair,
  counts: Float64Array,
  edges: readonly number[],
): number[] {
  const bins = edges.length - 1;
  const found = new Array<number>(bins + 1).fill(0);
  let bin = 0;
  pair.values.forEach((value, index) => {
    while (bin < bins - 1 && value >= edges[bin + 1]) {
      bin += 1;
    }
    const isInside = value >= edges[0] && value <= edges[bins];
    found[isInside ? bin : bins] += counts[index];
  });
  return found;
}

/** The reference's categories, and one bin for all others. */
function countByKnown(pair: CategoricalPair, counts: Float64Array): number[] {
  const known: number[] = [];
  let other = 0;
  pair.categories.forEach((_, index) => {
    if (pair.reference[index] > 0) {
      known.push(counts[index]);
    } else {
      other += counts[index];
    }
  });
  return [...known, other];
}

/**
 * Jensen-Shannon distance of base 2 as NannyML has it: on Doane bins of the
 * reference or its categories, with one bin for what is outside them.
 */
export function nannymlDistance(pair: SamplePair): number | undefined {
  if (pair.referenceTotal === 0 || pair.currentTotal === 0) {
    return undefined;
  }
  const edges = pair.kind === 'numeric' ? doaneEdges(pair) : [];
  const share = (counts: Float64Array, total: number) =>
    (pair.kind === 'numeric'
      ? countByEdges(pair, counts, edges)
      : countByKnown(pair, counts)
    ).map(count => count / total);
  return (
    jensenShannonDistance(
      share(pair.reference, pair.referenceTotal),
      share(pair.current, pair.currentTotal),
    ) / Math.sqrt(Math.LN2)
  );
}
