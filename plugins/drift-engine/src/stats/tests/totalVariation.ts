import { DriftTest } from '../../tests/DriftTest';
import { emptySide, inverseSizes, sharesOf } from '../shares';

/** Total variation distance ½ Σ |p − q|: the largest difference in the probability of any event. @public */
export const totalVariation: DriftTest = {
  id: 'totalVariation',
  title: 'Total variation',
  source: 'Levin, Peres and Wilmer, Markov Chains and Mixing Times, 4.1',
  range: [0, 1],
  worse: 'higher',
  needs: 'any',
  appliesTo: ['numeric', 'discrete', 'boolean', 'categorical'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const { reference, current, bins } = sharesOf(pair);
    let sum = 0;
    let spread = 0;
    for (let i = 0; i < bins; i += 1) {
      sum += Math.abs(reference[i] - current[i]);
      spread += Math.sqrt(reference[i] * (1 - reference[i]));
    }
    return {
      statistic: Math.min(1, sum / 2),
      // The mean of |p − q| in a bin is √(2/π · p(1−p) · (1/n₁+1/n₂)) when nothing drifted
      noiseFloor: Math.sqrt((2 / Math.PI) * inverseSizes(pair)) * (spread / 2),
    };
  },
};
