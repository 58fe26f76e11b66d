import { numericSampleOf, pairNumeric, CategoricalPair } from '../samples';
import { DriftTest } from '../tests/DriftTest';
import { createTestRegistry, DRIFT_TESTS, runTest } from './testRegistry';

const own: DriftTest<CategoricalPair> = {
  id: 'largestShareChange',
  title: 'Largest change of a share',
  source: 'Chebyshev distance of the shares',
  range: [0, 1],
  worse: 'higher',
  needs: 'categorical',
  appliesTo: ['categorical'],
  compare: () => ({ statistic: 0.5 }),
};
const anyPair = pairNumeric(numericSampleOf([1]), numericSampleOf([2]));
const answering = (compare: DriftTest['compare']): DriftTest => ({
  ...own,
  needs: 'any',
  compare,
});

describe('the registry of tests', () => {
  it('has the thirteen tests under the ids that reports and users write', () => {
    expect([...createTestRegistry().keys()].sort()).toEqual([
      'chiSquare',
      'cramerVonMises',
      'energy',
      'fisher',
      'g',
      'hellinger',
      'jensenShannon',
      'ks',
      'mannWhitney',
      'psi',
      'totalVariation',
      'wasserstein',
      'zProportions',
    ]);
    for (const test of DRIFT_TESTS) {
      expect(test.source).toMatch(/\d|Fleiss|Levin/);
    }
  });

  it('takes a test of the user', () => {
    expect(createTestRegistry([own]).get('largestShareChange')).toBe(own);
  });

  it.each([
    ['an id that is taken', { id: 'ks' }, /'ks': there is a test of this id/],
    ['an id that is not camelCase', { id: 'My test' }, /'My test': an id is/],
    ['an empty range', { range: [1, 1] as const }, /range \[1, 1\] is empty/],
    ['a range without numbers', { range: [NaN, 1] as const }, /is empty/],
  ])('refuses %s and names the test', (_, change, message) => {
    expect(() => createTestRegistry([{ ...own, ...change }])).toThrow(message);
  });

  it('refuses two tests of the user with one id', () => {
    expect(() => createTestRegistry([own, own])).toThrow('largestShareChange');
  });
});

describe('running a test', () => {
  it('says which kind of column it needs', () => {
    expect(runTest(own, anyPair)).toEqual({
      statistic: undefined,
      reason: 'Largest change of a share needs a categorical column.',
    });
  });

  it('survives a test of the user that throws', () => {
    const failing = answering(() => {
      throw new Error('no table');
    });
    expect(runTest(failing, anyPair)).toEqual({
      statistic: undefined,
      reason: 'Largest change of a share failed: no table',
    });
  });

  it.each([NaN, Infinity])('takes %d for no statistic', statistic => {
    const result = runTest(
      answering(() => ({ statistic })),
      anyPair,
    );
    expect(result.statistic).toBeUndefined();
    expect(result.reason).toContain(`${statistic}`);
  });
});
