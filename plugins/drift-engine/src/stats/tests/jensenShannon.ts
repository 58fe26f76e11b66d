import { DriftTest } from '../../tests/DriftTest';
import { emptySide, inverseSizes, sharesOf } from '../shares';

/** p ln(p/m), which is 0 where p is 0. */
function part(p: number, m: number): number {
  return p > 0 ? p * Math.log(p / m) : 0;
}

/** Jensen-Shannon distance with natural logarithm of two lists of shares, 0…√ln 2. @public */
export function jensenShannonDistance(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): number {
  let divergence = 0;
  for (let i = 0; i < p.length; i += 1) {
    const middle = (p[i] + q[i]) / 2;
    divergence += part(p[i], middle) + part(q[i], middle);
  }
  // Shares that sum to 1 only to the last digit must not leave the range
  return Math.sqrt(Math.min(Math.LN2, Math.max(0, divergence / 2)));
}

/**
 * Jensen-Shannon distance: the square root of the divergence. `statistic` uses
 * the natural logarithm, `base2` the one of base 2, which ends at 1.
 *
 * @public
 */
export const jensenShannon: DriftTest = {
  id: 'jensenShannon',
  title: 'Jensen-Shannon distance',
  source: 'Endres and Schindelin, IEEE Trans. Inf. Theory 49 (2003)',
  range: [0, Math.sqrt(Math.LN2)],
  worse: 'higher',
  needs: 'any',
  appliesTo: ['numeric', 'discrete', 'boolean', 'categorical'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const { reference, current, occupied } = sharesOf(pair);
    const statistic = jensenShannonDistance(reference, current);
    return {
      statistic,
      scales: { base2: statistic / Math.sqrt(Math.LN2) },
      // The divergence is a chi-square over 8 · n to first order
      noiseFloor: Math.sqrt(((occupied - 1) / 8) * inverseSizes(pair)),
    };
  },
};
