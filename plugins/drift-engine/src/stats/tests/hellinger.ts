import { DriftTest } from '../../tests/DriftTest';
import { emptySide, inverseSizes, sharesOf } from '../shares';

/** Hellinger distance √(½ Σ (√p − √q)²), on decile bins or categories. @public */
export const hellinger: DriftTest = {
  id: 'hellinger',
  title: 'Hellinger distance',
  source: 'Hellinger, J. Reine Angew. Math. 136 (1909)',
  range: [0, 1],
  worse: 'higher',
  needs: 'any',
  appliesTo: ['numeric', 'discrete', 'boolean', 'categorical'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const { reference, current, bins, occupied } = sharesOf(pair);
    let sum = 0;
    for (let i = 0; i < bins; i += 1) {
      sum += (Math.sqrt(reference[i]) - Math.sqrt(current[i])) ** 2;
    }
    return {
      statistic: Math.min(1, Math.sqrt(sum / 2)),
      noiseFloor: Math.sqrt(((occupied - 1) / 8) * inverseSizes(pair)),
    };
  },
};
