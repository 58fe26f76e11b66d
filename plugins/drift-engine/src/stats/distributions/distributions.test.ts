import scipy from '../__fixtures__/scipyValues.json';
import { isCloseProbability } from '../__fixtures__/isClose';
import { cramerVonMisesTail } from './cramerVonMisesLimit';
import { chiSquareTail, logBinomial, logGamma, normalTail } from './gamma';
import { kolmogorovTail } from './kolmogorov';
import { exactTwoSampleTail } from './kolmogorovTwoSample';

/** Rows whose last figure is not what the function gives for the others. */
function wrong(
  rows: number[][],
  tail: (...args: number[]) => number | undefined,
) {
  return rows
    .map(row => ({ row, ours: tail(...row.slice(0, -1)) }))
    .filter(
      ({ row, ours }) =>
        ours === undefined || !isCloseProbability(ours, row.at(-1)!),
    );
}

describe('distributions', () => {
  it('equal SciPy for the two-sided statistic of one sample, on every branch', () => {
    expect(wrong(scipy.kolmogorovTail, kolmogorovTail)).toEqual([]);
  });

  it('equal SciPy for the exact statistic of two samples, down to the smallest doubles', () => {
    expect(wrong(scipy.exactTwoSampleTail, exactTwoSampleTail)).toEqual([]);
  });

  it('equal SciPy for chi-square, into tails of 1e-280', () => {
    expect(wrong(scipy.chiSquareTail, chiSquareTail)).toEqual([]);
  });

  it('equal SciPy for the normal distribution, into its far tail', () => {
    expect(wrong(scipy.normalTail, normalTail)).toEqual([]);
  });

  it('equal SciPy for the limit of Cramér-von Mises', () => {
    expect(wrong(scipy.cramerVonMisesTail, cramerVonMisesTail)).toEqual([]);
  });

  it('fall as the statistic grows, across the seams between the methods', () => {
    for (const n of [30, 140, 141, 5_000, 99_999, 100_001, 999_999]) {
      let before = 1;
      for (let z = 0.3; z < 4; z += 0.01) {
        const p = kolmogorovTail(n, Math.min(1, z / Math.sqrt(n)));
        expect(p).toBeLessThanOrEqual(before * (1 + 1e-6));
        before = p;
      }
    }
  });

  it('end at 0 and 1', () => {
    expect(kolmogorovTail(10, 0)).toBe(1);
    expect(kolmogorovTail(10, 1)).toBe(0);
    expect(exactTwoSampleTail(10, 12, 0)).toBe(1);
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(Infinity, 3)).toBe(0);
    expect(normalTail(-40)).toBe(1);
  });

  it('take logarithms of factorials to the last digits', () => {
    for (const [x, factorial] of [
      [1, 1],
      [6, 120],
      [21, 2432902008176640000],
    ]) {
      expect(logGamma(x)).toBeCloseTo(Math.log(factorial), 12);
    }
    expect(Math.exp(logBinomial(52, 5))).toBeCloseTo(2598960, 5);
  });
});
