import {
  numericSampleOf,
  pairCategorical,
  pairNumeric,
  SamplePair,
} from '../../samples';
import { createTestRegistry, runTest } from '../testRegistry';
import { referenceDeviation } from './wasserstein';

const registry = createTestRegistry();
const run = (id: string, pair: SamplePair) => runTest(registry.get(id)!, pair);
const numbers = (reference: number[], current: number[]) =>
  pairNumeric(numericSampleOf(reference), numericSampleOf(current));
const categories = (
  reference: (readonly [string, number])[],
  current: (readonly [string, number])[],
) => pairCategorical(new Map(reference), new Map(current));

describe('columns that leave little to compare', () => {
  it.each([
    ['reference', [], [1]],
    ['current window', [1], []],
    ['reference', [], []],
  ])('name an empty %s', (side, reference, current) => {
    for (const test of registry.values()) {
      const pair =
        test.needs === 'categorical'
          ? categories(
              reference.map(() => ['a', 1] as const),
              current.map(() => ['a', 1] as const),
            )
          : numbers(reference, current);
      expect(runTest(test, pair)).toEqual({
        statistic: undefined,
        reason: `The ${side} has no values to compare.`,
      });
    }
  });

  it('differ in nothing when both are constant and equal, whatever their sizes', () => {
    const pair = numbers(Array(1000).fill(5), Array(300).fill(5));
    for (const id of ['ks', 'mannWhitney', 'cramerVonMises']) {
      expect(run(id, pair).pValue).toBe(1);
    }
    for (const id of ['wasserstein', 'energy', 'psi', 'jensenShannon']) {
      expect(run(id, pair).statistic).toBe(0);
    }
    expect(run('jensenShannon', pair).noiseFloor).toBe(0);
    expect(run('cramerVonMises', pair).reason).toMatch(/equal/);
  });

  it('differ completely when both are constant and unequal', () => {
    const pair = numbers(Array(50).fill(5), Array(50).fill(6));
    expect(run('ks', pair)).toMatchObject({ statistic: 1 });
    expect(run('ks', pair).pValue).toBeLessThan(1e-20);
    expect(run('wasserstein', pair)).toMatchObject({
      statistic: 1,
      scales: { normalised: 1000 },
    });
    expect(run('jensenShannon', pair).scales?.base2).toBeCloseTo(1, 12);
  });

  it('do not leave the range of a distance when their shares round to more than 1', () => {
    const side = (name: string) =>
      Array.from({ length: 24 }, (_, index): [string, number] => [
        `${name}${index}`,
        1 + ((index * 4) % 7),
      ]);
    const pair = categories(side('a'), side('b'));
    expect(run('hellinger', pair).statistic).toBe(1);
    expect(run('totalVariation', pair).statistic).toBe(1);
    expect(run('jensenShannon', pair).statistic).toBe(Math.sqrt(Math.LN2));
  });

  it('of one row a side have a figure', () => {
    const pair = numbers([1], [2]);
    expect(run('ks', pair)).toMatchObject({ statistic: 1, pValue: 1 });
    expect(run('cramerVonMises', pair).statistic).toBeCloseTo(0.25, 12);
    expect(
      run('zProportions', categories([['a', 1]], [['b', 1]])),
    ).toMatchObject({ scales: { difference: -1 } });
  });

  it('of whole numbers beyond 2^53 stay apart as far as doubles do', () => {
    const pair = numbers([2 ** 53, 2 ** 53 + 1], [2 ** 53, 2 ** 53 + 2]);
    expect(pair.values).toHaveLength(2);
    expect(run('wasserstein', pair).statistic).toBe(1);
  });

  it('of the largest doubles have no distance, but a reason', () => {
    const pair = numbers([-1.7e308, 0], [1.7e308]);
    expect(run('wasserstein', pair).reason).toMatch(/so far apart/);
    expect(run('energy', pair).statistic).toBeUndefined();
    expect(run('ks', pair).statistic).toBe(1);
  });

  it('have no distance in deviations of a constant reference that is too small for it', () => {
    const result = run('wasserstein', numbers([1, 1], [1e308]));
    expect(result.statistic).toBe(1e308);
    expect(result.scales?.normalised).toBeUndefined();
    expect(result.reason).toMatch(/standard deviations/);
  });

  it('with ten thousand categories are compared like any other', () => {
    const many = Array.from(
      { length: 10_000 },
      (_, index): [string, number] => [`c${index}`, 1 + (index % 7)],
    );
    const pair = categories(many, [...many, ['new', 1]]);
    expect(run('chiSquare', pair)).toMatchObject({ dof: 10_000 });
    expect(run('chiSquare', pair).pValue).toBeCloseTo(1, 6);
    expect(run('psi', pair).statistic).toBeGreaterThan(0);
    expect(run('fisher', pair).reason).toBe(
      'Needs two categories; there are 10001.',
    );
    expect(run('zProportions', pair).reason).toMatch(/at most two/);
  });

  it('with one category have no association to test', () => {
    const pair = categories([['a', 4]], [['a', 90]]);
    expect(run('chiSquare', pair)).toMatchObject({
      statistic: 0,
      pValue: 1,
      dof: 0,
    });
    expect(run('fisher', pair).reason).toBe(
      'Needs two categories; there is 1.',
    );
    expect(run('zProportions', pair).pValue).toBe(1);
  });

  it('with an empty cell have a p-value, but no odds ratio', () => {
    const result = run(
      'fisher',
      categories(
        [['a', 6]],
        [
          ['a', 3],
          ['b', 3],
        ],
      ),
    );
    expect(result.statistic).toBeUndefined();
    expect(result.reason).toMatch(/empty cell/);
    expect(result.pValue).toBeCloseTo(0.181818, 6);
  });
});

describe('ties', () => {
  it('are named where they, not drift, make Cramér-von Mises large', () => {
    const reference = Array.from({ length: 900 }, (_, index) => index % 2);
    const pair = numbers(reference, reference.slice(0, 400));
    const result = run('cramerVonMises', pair);
    expect(result.statistic).toBeGreaterThan(10);
    expect(result.noiseFloor).toBeCloseTo(result.statistic!, 0);
    expect(result.reason).toMatch(/read Kolmogorov-Smirnov/);
    expect(run('ks', pair).pValue).toBe(1);
  });

  it('are no matter in continuous values', () => {
    const continuous = Array.from({ length: 300 }, (_, index) => index ** 1.5);
    expect(
      run('cramerVonMises', numbers(continuous, continuous.slice(100))).reason,
    ).toBeUndefined();
  });
});

describe('the standard deviation of the reference', () => {
  const deviation = (values: number[]) =>
    referenceDeviation(numbers(values, [0]));

  it('keeps its digits far from the origin', () => {
    const spread = Array.from({ length: 997 }, (_, index) => index ** 2 % 11);
    const near = deviation(spread);
    expect(deviation(spread.map(x => x + 2 ** 49))).toBeCloseTo(near, 10);
  });

  it('neither overflows nor vanishes', () => {
    expect(deviation([1e200, 3e200])).toBe(1e200);
    expect(deviation([1e-200, 3e-200])).toBeCloseTo(1e-200, 210);
    expect(deviation([4, 4, 4])).toBe(0);
  });
});
