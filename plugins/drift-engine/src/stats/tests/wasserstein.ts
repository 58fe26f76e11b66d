import { NumericPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import {
  emptySide,
  integrateSteps,
  inverseSizes,
  tooFarApart,
} from '../shares';

/** Floor of the standard deviation in `normalised`, as Evidently has it. */
const SMALLEST_STD = 0.001;

/**
 * Population standard deviation of the reference. The sum of squares is scaled
 * by the largest distance, so that it neither overflows nor vanishes, and
 * corrected for the rounding of the mean (Chan, Golub and LeVeque, 1983).
 *
 * @public
 */
export function referenceDeviation(pair: NumericPair): number {
  let mean = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    mean += (pair.values[i] / pair.referenceTotal) * pair.reference[i];
  }
  let largest = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    if (pair.reference[i] > 0) {
      largest = Math.max(largest, Math.abs(pair.values[i] - mean));
    }
  }
  if (largest === 0) {
    return 0;
  }
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    if (pair.reference[i] > 0) {
      const distance = (pair.values[i] - mean) / largest;
      squares += distance * distance * pair.reference[i];
      rest += distance * pair.reference[i];
    }
  }
  const n = pair.referenceTotal;
  return largest * Math.sqrt(Math.max(0, squares / n - (rest / n) ** 2));
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
    const { gaps: distance, shares: spread } = integrateSteps(pair, {
      ofGap: Math.abs,
      ofShare: share => Math.sqrt(share * Math.max(0, 1 - share)),
    });
    const deviation = Math.max(referenceDeviation(pair), SMALLEST_STD);
    if (![distance, spread, deviation].every(Number.isFinite)) {
      return tooFarApart();
    }
    const normalised = distance / deviation;
    return {
      statistic: distance,
      scales: {
        normalised: Number.isFinite(normalised) ? normalised : undefined,
      },
      // The mean of |F_a − F_b| at x is √(2/π · F(1−F) · (1/n₁+1/n₂)) when nothing drifted
      noiseFloor: Math.sqrt((2 / Math.PI) * inverseSizes(pair)) * spread,
      reason: Number.isFinite(normalised)
        ? undefined
        : 'In standard deviations of the reference, the distance is no longer a number.',
    };
  },
};
