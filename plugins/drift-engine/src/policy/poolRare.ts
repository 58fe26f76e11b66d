import { CategoricalPair } from '../samples/samples';

/** A category expected less often than this in either sample is pooled: the chi-square limit does not hold below (Cochran, 1954). */
const SMALLEST_EXPECTED = 5;

/**
 * The pair with rare categories in one bin and those that the reference lacks
 * in another, so that hundreds of single rows are not taken for an effect.
 */
export function poolRare(pair: CategoricalPair): CategoricalPair {
  const n = pair.referenceTotal + pair.currentTotal;
  const smaller = Math.min(pair.referenceTotal, pair.currentTotal);
  const kept: number[] = [];
  const rare = { reference: 0, current: 0 };
  const unseen = { reference: 0, current: 0 };
  pair.categories.forEach((_, index) => {
    const both = pair.reference[index] + pair.current[index];
    if ((both * smaller) / n >= SMALLEST_EXPECTED) {
      kept.push(index);
    } else {
      const bin = pair.reference[index] === 0 ? unseen : rare;
      bin.reference += pair.reference[index];
      bin.current += pair.current[index];
    }
  });
  const pools = [
    { name: '(rare)', ...rare },
    { name: '(new)', ...unseen },
  ].filter(pool => pool.reference + pool.current > 0);
  return {
    ...pair,
    categories: [
      ...kept.map(index => pair.categories[index]),
      ...pools.map(pool => pool.name),
    ],
    reference: Float64Array.from([
      ...kept.map(index => pair.reference[index]),
      ...pools.map(pool => pool.reference),
    ]),
    current: Float64Array.from([
      ...kept.map(index => pair.current[index]),
      ...pools.map(pool => pool.current),
    ]),
  };
}
