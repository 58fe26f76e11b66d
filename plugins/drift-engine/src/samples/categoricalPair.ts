import { CategoricalPair } from './samples';

/** Order by code unit: the same on every machine, whatever its language. */
function byCodeUnit(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/**
 * Counts of either side on the union of their categories. A category without a
 * row on either side is left out.
 *
 * @public
 */
export function pairCategorical(
  reference: ReadonlyMap<string, number>,
  current: ReadonlyMap<string, number>,
): CategoricalPair {
  const categories = [...new Set([...reference.keys(), ...current.keys()])]
    .filter(
      category =>
        (reference.get(category) ?? 0) + (current.get(category) ?? 0) > 0,
    )
    .sort(byCodeUnit);
  const countsOf = (side: ReadonlyMap<string, number>) =>
    Float64Array.from(categories, category => side.get(category) ?? 0);
  const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0);
  const left = countsOf(reference);
  const right = countsOf(current);
  return {
    kind: 'categorical',
    categories,
    reference: left,
    current: right,
    referenceTotal: sum(left),
    currentTotal: sum(right),
  };
}
