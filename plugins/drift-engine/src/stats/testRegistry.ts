import { DriftTest, TestResult } from '../tests/DriftTest';
import { SamplePair } from '../samples/samples';
import { chiSquare, gTest } from './tests/contingency';
import { cramerVonMises } from './tests/cramerVonMises';
import { energy } from './tests/energy';
import { fisherExact } from './tests/fisherExact';
import { hellinger } from './tests/hellinger';
import { jensenShannon } from './tests/jensenShannon';
import { kolmogorovSmirnov } from './tests/kolmogorovSmirnov';
import { mannWhitney } from './tests/mannWhitney';
import { populationStability } from './tests/populationStability';
import { proportions } from './tests/proportions';
import { totalVariation } from './tests/totalVariation';
import { wasserstein } from './tests/wasserstein';

/** A test of any kind of pair; {@link runTest} sees to it that the kind fits. @public */
export type AnyDriftTest = Omit<DriftTest, 'compare'> & {
  compare(pair: never): TestResult;
};

/** Every test that Plumbline brings. @public */
export const DRIFT_TESTS: readonly AnyDriftTest[] = [
  kolmogorovSmirnov,
  wasserstein,
  populationStability,
  jensenShannon,
  hellinger,
  energy,
  cramerVonMises,
  mannWhitney,
  chiSquare,
  gTest,
  fisherExact,
  proportions,
  totalVariation,
];

const ID = /^[a-z][A-Za-z0-9]{0,63}$/;

/**
 * Plumbline's tests and those of the caller, by id. Throws an Error that names
 * the test when an id is malformed or taken, or a range is empty.
 *
 * A test of your own is an object and a pure function. It is called only with
 * pairs of the kind that it `needs`:
 *
 * ```ts
 * const largestShareChange: DriftTest<CategoricalPair> = {
 *   id: 'largestShareChange',
 *   title: 'Largest change of a share',
 *   source: 'Chebyshev distance of the shares',
 *   range: [0, 1],
 *   worse: 'higher',
 *   needs: 'categorical',
 *   appliesTo: ['categorical', 'boolean'],
 *   compare(pair) {
 *     if (pair.referenceTotal === 0 || pair.currentTotal === 0) {
 *       return { statistic: undefined, reason: 'One side has no rows.' };
 *     }
 *     let largest = 0;
 *     pair.reference.forEach((count, index) => {
 *       const before = count / pair.referenceTotal;
 *       const now = pair.current[index] / pair.currentTotal;
 *       largest = Math.max(largest, Math.abs(now - before));
 *     });
 *     return { statistic: largest };
 *   },
 * };
 * const tests = createTestRegistry([largestShareChange]);
 * ```
 *
 * @public
 */
export function createTestRegistry(
  own: readonly AnyDriftTest[] = [],
): ReadonlyMap<string, AnyDriftTest> {
  const tests = new Map(DRIFT_TESTS.map(test => [test.id, test]));
  for (const test of own) {
    if (!ID.test(test.id)) {
      throw new Error(
        `Drift test '${test.id}': an id is camelCase, 1 to 64 letters and digits.`,
      );
    }
    if (tests.has(test.id)) {
      throw new Error(
        `Drift test '${test.id}': there is a test of this id already.`,
      );
    }
    if (!(test.range[0] < test.range[1])) {
      throw new Error(
        `Drift test '${test.id}': its range [${test.range.join(', ')}] is empty.`,
      );
    }
    tests.set(test.id, test);
  }
  return tests;
}

/** Whether the test can be asked about this pair at all. @public */
export function fitsPair(test: AnyDriftTest, pair: SamplePair): boolean {
  return test.needs === 'any' || test.needs === pair.kind;
}

/**
 * The test's answer; one without a statistic, but with the reason, where the
 * test does not fit, fails, or answers with something that is not a number. One
 * test of a user cannot end a run.
 *
 * @public
 */
export function runTest(test: AnyDriftTest, pair: SamplePair): TestResult {
  if (!fitsPair(test, pair)) {
    return {
      statistic: undefined,
      reason: `${test.title} needs a ${test.needs} column.`,
    };
  }
  try {
    const result = (test as DriftTest).compare(pair);
    return result.statistic === undefined || Number.isFinite(result.statistic)
      ? result
      : {
          statistic: undefined,
          reason: `${test.title} is ${result.statistic} here.`,
        };
  } catch (error) {
    return {
      statistic: undefined,
      reason: `${test.title} failed: ${error instanceof Error ? error.message : error}`,
    };
  }
}
