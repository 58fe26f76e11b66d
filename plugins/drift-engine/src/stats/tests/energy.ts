import { NumericPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import {
  emptySide,
  integrateSteps,
  inverseSizes,
  tooFarApart,
} from '../shares';

/** Energy distance √(2 ∫ (F_a − F_b)² dx), in the square root of the column's unit. @public */
export const energy: DriftTest<NumericPair> = {
  id: 'energy',
  title: 'Energy distance',
  source: 'Székely and Rizzo, J. Statist. Plann. Inference 143 (2013)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'numeric',
  appliesTo: ['numeric', 'discrete'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const { gaps: integral, shares: spread } = integrateSteps(pair, {
      ofGap: gap => gap * gap,
      ofShare: share => share * Math.max(0, 1 - share),
    });
    if (!Number.isFinite(2 * integral) || !Number.isFinite(spread)) {
      return tooFarApart();
    }
    return {
      statistic: Math.sqrt(2 * integral),
      // The mean of (F_a − F_b)² at x is F(1−F) · (1/n₁+1/n₂) when nothing drifted
      noiseFloor: Math.sqrt(2 * inverseSizes(pair)) * Math.sqrt(spread),
    };
  },
};
