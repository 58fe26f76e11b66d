import { NumericPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import { normalTail } from '../distributions/gamma';
import { emptySide } from '../shares';

/**
 * Mann-Whitney U of the reference with mid-ranks. `shareGreater` is U/(n₁n₂),
 * the probability that a reference value exceeds a current one, 0.5 when
 * neither tends to be larger. The p-value is two-sided, asymptotic, corrected
 * for ties and continuity. U itself has no worse direction: it is n₁n₂/2 when
 * nothing drifted, and far from it on either side when something did.
 *
 * @public
 */
export const mannWhitney: DriftTest<NumericPair> = {
  id: 'mannWhitney',
  title: 'Mann-Whitney U',
  source: 'Mann and Whitney, Ann. Math. Statist. 18 (1947)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'numeric',
  appliesTo: ['numeric', 'discrete'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const n1 = pair.referenceTotal;
    const n2 = pair.currentTotal;
    const n = n1 + n2;
    let beforeCurrent = 0;
    let statistic = 0;
    let ties = 0;
    for (let i = 0; i < pair.values.length; i += 1) {
      statistic += pair.reference[i] * (beforeCurrent + pair.current[i] / 2);
      beforeCurrent += pair.current[i];
      const t = pair.reference[i] + pair.current[i];
      ties += t * t * t - t;
    }
    const scales = { shareGreater: statistic / (n1 * n2) };
    const deviation = Math.sqrt(
      ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))),
    );
    if (pair.values.length === 1 || !(deviation > 0)) {
      return {
        statistic,
        scales,
        pValue: 1,
        reason: 'All values are equal: neither side tends to be larger.',
      };
    }
    const larger = Math.max(statistic, n1 * n2 - statistic);
    const z = (larger - (n1 * n2) / 2 - 0.5) / deviation;
    return { statistic, scales, pValue: Math.min(1, 2 * normalTail(z)) };
  },
};
