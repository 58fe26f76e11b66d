import { CategoricalPair } from '../../samples/samples';
import { DriftTest, TestResult } from '../../tests/DriftTest';
import { chiSquareTail } from '../distributions/gamma';
import { emptySide } from '../shares';

/** Compares a 2 × K table with the table that independence would give. */
function compareWithExpected(
  pair: CategoricalPair,
  contribution: (observed: number, expected: number) => number,
): TestResult {
  const empty = emptySide(pair);
  if (empty) {
    return empty;
  }
  const n = pair.referenceTotal + pair.currentTotal;
  const dof = pair.categories.length - 1;
  if (dof < 1) {
    return {
      statistic: 0,
      pValue: 1,
      dof: 0,
      reason: 'Both sides hold one and the same category.',
    };
  }
  let statistic = 0;
  for (let i = 0; i < pair.categories.length; i += 1) {
    const both = pair.reference[i] + pair.current[i];
    statistic +=
      contribution(pair.reference[i], (both * pair.referenceTotal) / n) +
      contribution(pair.current[i], (both * pair.currentTotal) / n);
  }
  return {
    statistic,
    pValue: chiSquareTail(statistic, dof),
    dof,
    noiseFloor: dof,
  };
}

/** Pearson's chi-square on the 2 × K table of counts, without Yates' correction. @public */
export const chiSquare: DriftTest<CategoricalPair> = {
  id: 'chiSquare',
  title: 'Chi-square',
  source: 'Pearson, Phil. Mag. 50 (1900)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'categorical',
  appliesTo: ['discrete', 'boolean', 'categorical'],
  compare: pair =>
    compareWithExpected(
      pair,
      (observed, expected) => (observed - expected) ** 2 / expected,
    ),
};

/**
 * Log-likelihood ratio test on the 2 × K table of counts, 2 Σ o ln(o/e). The
 * terms are taken as o ln(o/e) − (o − e), whose second parts sum to zero: none
 * is negative, and large tables lose no digits to cancellation.
 *
 * @public
 */
export const gTest: DriftTest<CategoricalPair> = {
  id: 'g',
  title: 'G',
  source: 'Wilks, Ann. Math. Statist. 9 (1938)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'categorical',
  appliesTo: ['discrete', 'boolean', 'categorical'],
  compare: pair =>
    compareWithExpected(pair, (observed, expected) => {
      const surplus = observed - expected;
      return observed > 0
        ? 2 * Math.max(0, observed * Math.log1p(surplus / expected) - surplus)
        : 2 * expected;
    }),
};
