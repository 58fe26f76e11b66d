import { DriftTest } from '../../tests/DriftTest';
import { emptySide, inverseSizes, sharesOf } from '../shares';

/** What stands for a share of zero, whose logarithm does not exist. Shares are not renormalised. */
const ZERO_SHARE = 1e-4;

/**
 * Population stability index Σ (p − q) ln(p/q): on the reference's decile bins
 * for numbers, on the union of the categories otherwise.
 *
 * @public
 */
export const populationStability: DriftTest = {
  id: 'psi',
  title: 'Population stability index',
  source: 'Lewis, An Introduction to Credit Scoring (1994)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'any',
  appliesTo: ['numeric', 'discrete', 'boolean', 'categorical'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const { reference, current, bins, occupied } = sharesOf(pair);
    let statistic = 0;
    for (let i = 0; i < bins; i += 1) {
      const p = reference[i] || ZERO_SHARE;
      const q = current[i] || ZERO_SHARE;
      statistic += (p - q) * Math.log(p / q);
    }
    return {
      statistic,
      // First order of the index when nothing drifted: chi-square over n (Yurdakul and Naranjo, 2020)
      noiseFloor: (occupied - 1) * inverseSizes(pair),
    };
  },
};
