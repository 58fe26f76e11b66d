import fc from 'fast-check';
import { formatAmount } from '../money/amount';
import { splitExactly } from './splitExactly';
import { amount } from './__testUtils__/facts';

function split(whole: string, weights: Record<string, bigint>) {
  const shares = splitExactly(amount(whole), new Map(Object.entries(weights)));
  return Object.fromEntries(
    [...shares].map(([key, share]) => [key, formatAmount(share)]),
  );
}

describe('splitExactly', () => {
  it('gives the units that are left to the largest remainders', () => {
    expect(split('1', { b: 1n, a: 1n, c: 1n })).toEqual({
      a: '0.333333333334',
      b: '0.333333333333',
      c: '0.333333333333',
    });
    expect(split('0.000000000010', { a: 1n, b: 2n, c: 3n })).toEqual({
      a: '0.000000000002',
      b: '0.000000000003',
      c: '0.000000000005',
    });
  });

  it('splits a negative amount like its opposite', () => {
    expect(split('-1', { a: 1n, b: 2n })).toEqual({
      a: '-0.333333333333',
      b: '-0.666666666667',
    });
  });

  it('loses nothing that is finer than a unit', () => {
    expect(split('0.0000000000000001', { a: 1n, b: 1n })).toEqual({
      a: '0.0000000000000001',
      b: '0',
    });
  });

  const weights = fc
    .dictionary(
      fc.string({ maxLength: 3 }),
      fc.bigInt({ min: 1n, max: 10n ** 60n }),
      { minKeys: 1, maxKeys: 20 },
    )
    .map(record => new Map(Object.entries(record)));
  const whole = fc.bigInt({ min: -(10n ** 70n), max: 10n ** 70n });

  it('adds up to the whole, with no share further from its quota than a unit', () => {
    fc.assert(
      fc.property(whole, weights, (given, by) => {
        const shares = splitExactly(given, by);
        const sum = (values: Iterable<bigint>) =>
          [...values].reduce((total, value) => total + value, 0n);
        expect(sum(shares.values())).toBe(given);
        expect([...shares.keys()].sort()).toEqual([...by.keys()].sort());
        const total = sum(by.values());
        for (const [key, share] of shares) {
          const off = share * total - given * by.get(key)!;
          // A unit, and what is finer than a unit
          expect((off < 0n ? -off : off) <= 2n * total * 10n ** 42n).toBe(true);
        }
      }),
      { seed: 21, numRuns: 500 },
    );
  });

  it('splits the same whatever the order of the weights', () => {
    fc.assert(
      fc.property(whole, weights, (given, by) => {
        const reversed = new Map([...by].reverse());
        expect(new Map([...splitExactly(given, by)].sort())).toEqual(
          new Map([...splitExactly(given, reversed)].sort()),
        );
      }),
      { seed: 22 },
    );
  });
});
