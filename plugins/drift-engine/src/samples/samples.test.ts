import {
  mergeNumericSamples,
  numericSampleOf,
  pairCategorical,
  pairNumeric,
} from '.';

const plain = (list: ArrayLike<number>) => Array.from(list);

describe('a numeric sample', () => {
  it('counts distinct finite values in ascending order', () => {
    const sample = numericSampleOf([3, 1, NaN, 3, Infinity, -2, 3, -Infinity]);
    expect(plain(sample.values)).toEqual([-2, 1, 3]);
    expect(plain(sample.counts)).toEqual([1, 1, 3]);
  });

  it('takes -0 for 0', () => {
    const sample = numericSampleOf([-0, 0, -0]);
    expect(Object.is(sample.values[0], 0)).toBe(true);
    expect(plain(sample.counts)).toEqual([3]);
  });

  it('may be empty', () => {
    expect(numericSampleOf([]).values).toHaveLength(0);
  });

  it('does not change the list that it is made of', () => {
    const list = Float64Array.from([2, 1]);
    numericSampleOf(list);
    expect(plain(list)).toEqual([2, 1]);
  });
});

describe('a numeric pair', () => {
  it('holds both sides on the union of their values', () => {
    const pair = pairNumeric(
      numericSampleOf([1, 2, 2]),
      numericSampleOf([2, 5]),
    );
    expect(plain(pair.values)).toEqual([1, 2, 5]);
    expect(plain(pair.reference)).toEqual([1, 2, 0]);
    expect(plain(pair.current)).toEqual([0, 1, 1]);
    expect([pair.referenceTotal, pair.currentTotal]).toEqual([3, 2]);
  });

  it('adds up when samples are merged', () => {
    const merged = mergeNumericSamples(
      numericSampleOf([1, 2]),
      numericSampleOf([2, 3]),
    );
    expect(plain(merged.values)).toEqual([1, 2, 3]);
    expect(plain(merged.counts)).toEqual([1, 2, 1]);
  });
});

describe('a categorical pair', () => {
  it('orders its categories by code unit, whatever the language of the machine', () => {
    const pair = pairCategorical(
      new Map([
        ['ä', 1],
        ['a', 2],
      ]),
      new Map([
        ['Z', 3],
        ['a', 4],
      ]),
    );
    expect(pair.categories).toEqual(['Z', 'a', 'ä']);
    expect(plain(pair.reference)).toEqual([0, 2, 1]);
    expect(plain(pair.current)).toEqual([3, 4, 0]);
  });

  it('leaves out a category that neither side has a row of', () => {
    const pair = pairCategorical(new Map([['a', 0]]), new Map([['b', 2]]));
    expect(pair.categories).toEqual(['b']);
    expect([pair.referenceTotal, pair.currentTotal]).toEqual([0, 2]);
  });

  it('takes names of object members for plain categories', () => {
    const pair = pairCategorical(
      new Map([['__proto__', 1]]),
      new Map([['constructor', 1]]),
    );
    expect(pair.categories).toEqual(['__proto__', 'constructor']);
  });
});
