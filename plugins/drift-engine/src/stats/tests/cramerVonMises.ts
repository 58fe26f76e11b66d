import { NumericPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import { cramerVonMisesTail } from '../distributions/cramerVonMisesLimit';
import { emptySide } from '../shares';

/** Below this the limiting distribution is 0 to the last digit. */
const SMALLEST_STATISTIC = 0.003;

/**
 * Two-sample Cramér-von Mises test with mid-ranks; the p-value is the limiting
 * one, corrected for the moments of finite samples.
 *
 * @public
 */
export const cramerVonMises: DriftTest<NumericPair> = {
  id: 'cramerVonMises',
  title: 'Cramér-von Mises',
  source: 'Anderson, Ann. Math. Statist. 33 (1962)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'numeric',
  appliesTo: ['numeric', 'discrete', 'datetime'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const nx = pair.referenceTotal;
    const ny = pair.currentTotal;
    const k = nx * ny;
    const n = nx + ny;
    // Σ (rank in both − position in the own sample)² over runs of equal values,
    // where positions i = 1…c are consecutive and the mid-rank is constant
    const sumOfSquares = (rank: number, first: number, count: number) => {
      const offset = rank - first;
      return (
        count * offset * offset -
        offset * count * (count - 1) +
        ((count - 1) * count * (2 * count - 1)) / 6
      );
    };
    let before = 0;
    let beforeCurrent = 0;
    let u = 0;
    for (let i = 0; i < pair.values.length; i += 1) {
      const a = pair.reference[i];
      const b = pair.current[i];
      const rank = before + beforeCurrent + (a + b + 1) / 2;
      u +=
        nx * sumOfSquares(rank, before + 1, a) +
        ny * sumOfSquares(rank, beforeCurrent + 1, b);
      before += a;
      beforeCurrent += b;
    }
    const statistic = u / (k * n) - (4 * k - 1) / (6 * n);
    const mean = (1 + 1 / n) / 6;
    const variance =
      ((n + 1) * (4 * k * n - 3 * (nx * nx + ny * ny) - 2 * k)) /
      (45 * n * n * 4 * k);
    const standardised = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
    if (!Number.isFinite(standardised)) {
      return {
        statistic,
        reason: 'Too few rows for a p-value.',
      };
    }
    return {
      statistic,
      pValue:
        standardised < SMALLEST_STATISTIC
          ? 1
          : cramerVonMisesTail(standardised),
      noiseFloor: mean,
    };
  },
};
