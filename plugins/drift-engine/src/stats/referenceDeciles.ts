import { NumericPair } from '../samples/samples';

/**
 * The canonical decile edges: edge j (1…9) is the smallest reference value x
 * with 10 · count(reference ≤ x) ≥ j · n, duplicates removed. Edges are data
 * values and found with whole numbers, so that ties never change bins between
 * engines. Empty for an empty reference.
 *
 * @returns ascending, at most nine
 * @public
 */
export function referenceDeciles(
  pair: Pick<NumericPair, 'values' | 'reference' | 'referenceTotal'>,
): number[] {
  const edges: number[] = [];
  let cumulative = 0;
  let decile = 1;
  for (let i = 0; i < pair.values.length && decile <= 9; i += 1) {
    cumulative += pair.reference[i];
    if (
      pair.reference[i] > 0 &&
      10 * cumulative >= decile * pair.referenceTotal
    ) {
      edges.push(pair.values[i]);
      while (decile <= 9 && 10 * cumulative >= decile * pair.referenceTotal) {
        decile += 1;
      }
    }
  }
  return edges;
}

/** Counts of either side in bins `(edge k−1, edge k]`, the outer ones open. @public */
export function binByEdges(
  pair: NumericPair,
  edges: readonly number[],
): { reference: Float64Array; current: Float64Array } {
  const reference = new Float64Array(edges.length + 1);
  const current = new Float64Array(edges.length + 1);
  let bin = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    while (bin < edges.length && pair.values[i] > edges[bin]) {
      bin += 1;
    }
    reference[bin] += pair.reference[i];
    current[bin] += pair.current[i];
  }
  return { reference, current };
}
