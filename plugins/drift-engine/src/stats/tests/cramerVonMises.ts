import { NumericPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import { cramerVonMisesTail } from '../distributions/cramerVonMisesLimit';
import { emptySide } from '../shares';

/** Below this the limiting distribution is 0 to the last digit. */
const SMALLEST_STATISTIC = 0.003;

/** Part of the statistic from ties that moves a p-value of 0.05 by more than half. */
const TIES_WORTH_A_WORD = 0.1;

/**
 * The statistic in two parts. Its definition by ranks,
 * (n₁ Σ (rᵢ − i)² + n₂ Σ (sⱼ − j)²) / (n₁n₂N) − (4n₁n₂ − 1) / 6N, subtracts two
 * sums that grow with the rows and loses seven digits at ten million. With p and
 * q the shares of a value and D the difference of the distribution functions at
 * the middle of its step, the same is n₁n₂/2N · Σ (p + q) D², plus terms in
 * which only ties count.
 */
function splitStatistic(pair: NumericPair): { distance: number; ties: number } {
  const nx = pair.referenceTotal;
  const ny = pair.currentTotal;
  const weight = (nx * ny) / (2 * (nx + ny));
  let before = 0;
  let beforeCurrent = 0;
  let squares = 0;
  let cubes = 0;
  let cubesOfShares = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    const p = pair.reference[i] / nx;
    const q = pair.current[i] / ny;
    const gap =
      (before + pair.reference[i] / 2) / nx -
      (beforeCurrent + pair.current[i] / 2) / ny;
    squares += (p + q) * gap * gap;
    cubesOfShares += (p * p * p + q * q * q) / 12 - (p * q * (p + q)) / 4;
    cubes += pair.reference[i] ** 3 / ny + pair.current[i] ** 3 / nx;
    before += pair.reference[i];
    beforeCurrent += pair.current[i];
  }
  const untied = (nx - ny) ** 2 / (nx * ny);
  return {
    distance: weight * squares,
    ties: weight * cubesOfShares + (cubes - untied) / (12 * (nx + ny)),
  };
}

/**
 * Two-sample Cramér-von Mises test with mid-ranks; the p-value is the limiting
 * one, corrected for the moments of finite samples. Ties in samples of unequal
 * size add to the statistic; `reason` says so where it matters.
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
    const { distance, ties } = splitStatistic(pair);
    const statistic = Math.max(0, distance + ties);
    if (pair.values.length === 1) {
      return {
        statistic,
        pValue: 1,
        reason: 'All values are equal: nothing tells the sides apart.',
      };
    }
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
      noiseFloor: mean + Math.max(0, ties),
      reason:
        ties > TIES_WORTH_A_WORD
          ? `Equal values in samples of unequal size add ${ties.toPrecision(3)} to the statistic, whether the column drifted or not: read Kolmogorov-Smirnov.`
          : undefined,
    };
  },
};
