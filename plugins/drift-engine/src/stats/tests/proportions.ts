import { CategoricalPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import { normalTail } from '../distributions/gamma';
import { emptySide } from '../shares';

/** z of the difference of two shares with their pooled variance; 0 when neither varies. @public */
export function proportionZ(options: {
  reference: number;
  referenceTotal: number;
  current: number;
  currentTotal: number;
}): { z: number; pValue: number } {
  const { reference, referenceTotal, current, currentTotal } = options;
  const pooled = (reference + current) / (referenceTotal + currentTotal);
  const deviation = Math.sqrt(
    pooled * (1 - pooled) * (1 / referenceTotal + 1 / currentTotal),
  );
  if (!(deviation > 0)) {
    return { z: 0, pValue: 1 };
  }
  const z = (reference / referenceTotal - current / currentTotal) / deviation;
  return { z, pValue: Math.min(1, 2 * normalTail(Math.abs(z))) };
}

/**
 * z test of the share of the first category, for columns of at most two.
 * `difference` is the share now minus the share before; z has the other sign,
 * as published. Neither sign is worse: read |z| or the p-value.
 *
 * @public
 */
export const proportions: DriftTest<CategoricalPair> = {
  id: 'zProportions',
  title: 'z test of two proportions',
  source: 'Fleiss, Statistical Methods for Rates and Proportions, 2.1',
  range: [-Infinity, Infinity],
  worse: 'higher',
  needs: 'categorical',
  appliesTo: ['boolean', 'categorical'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    if (pair.categories.length > 2) {
      return {
        statistic: undefined,
        reason: `Needs at most two categories; there are ${pair.categories.length}.`,
      };
    }
    const { z, pValue } = proportionZ({
      reference: pair.reference[0],
      referenceTotal: pair.referenceTotal,
      current: pair.current[0],
      currentTotal: pair.currentTotal,
    });
    return {
      statistic: z,
      pValue,
      scales: {
        difference:
          pair.current[0] / pair.currentTotal -
          pair.reference[0] / pair.referenceTotal,
      },
      // The mean of |z| of a standard normal variable
      noiseFloor: Math.sqrt(2 / Math.PI),
    };
  },
};
