import { NumericPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import { emptySide, inverseSizes } from '../shares';

/** Floor of the standard deviation in `normalised`, as Evidently has it. */
const SMALLEST_STD = 0.001;

/** Population standard deviation of the reference, in two passes. @public */
export function referenceDeviation(pair: NumericPair): number {
  let mean = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    mean += (pair.values[i] / pair.referenceTotal) * pair.reference[i];
  }
  let variance = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    const distance = pair.values[i] - mean;
    variance += (distance / pair.referenceTotal) * distance * pair.reference[i];
  }
  return Math.sqrt(variance);
}

/**
 * Wasserstein-1 distance ∫ |F_a − F_b| dx, in the unit of the column.
 * `normalised` divides by max(population standard deviation of the reference,
 * 0.001), Evidently's form.
 *
 * @public
 */
export const wasserstein: DriftTest<NumericPair> = {
  id: 'wasserstein',
  title: 'Wasserstein distance',
  source: 'Vallender, Theory Probab. Appl. 18 (1974)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'numeric',
  appliesTo: ['numeric', 'discrete'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    let below = 0;
    let belowCurrent = 0;
    let distance = 0;
    let spread = 0;
    for (let i = 0; i + 1 < pair.values.length; i += 1) {
      below += pair.reference[i];
      belowCurrent += pair.current[i];
      const width = pair.values[i + 1] - pair.values[i];
      const share = below / pair.referenceTotal;
      distance += Math.abs(share - belowCurrent / pair.currentTotal) * width;
      spread += Math.sqrt(share * Math.max(0, 1 - share)) * width;
    }
    if (!Number.isFinite(distance)) {
      return {
        statistic: undefined,
        reason:
          'The values are so far apart that their distance is no longer a number.',
      };
    }
    const deviation = Math.max(referenceDeviation(pair), SMALLEST_STD);
    return {
      statistic: distance,
      scales: {
        normalised: Number.isFinite(deviation)
          ? distance / deviation
          : undefined,
      },
      // The mean of |F_a − F_b| at x is √(2/π · F(1−F) · (1/n₁+1/n₂)) when nothing drifted
      noiseFloor: Math.sqrt((2 / Math.PI) * inverseSizes(pair)) * spread,
    };
  },
};
