import fc from 'fast-check';
import { numericSampleOf, pairNumeric } from '../samples';
import { kolmogorovSmirnov } from '../stats/tests/kolmogorovSmirnov';
import { wasserstein } from '../stats/tests/wasserstein';
import { compareNumericProfiles } from './compareNumericProfiles';
import { binOf, chooseGrid, edgeOf, Grid } from './grid';
import {
  mergeNumericProfiles,
  NumericProfile,
  profileSample,
} from './NumericProfile';

const finite = fc.double({
  noNaN: true,
  noDefaultInfinity: true,
  min: -1e6,
  max: 1e6,
});
const column = fc.oneof(
  fc.array(finite, { minLength: 2, maxLength: 300 }),
  fc.array(fc.integer({ min: -5, max: 50 }), { minLength: 2, maxLength: 300 }),
  // Heavy tail: most values small, a few enormous
  fc
    .array(fc.double({ noNaN: true, min: -12, max: 12 }), {
      minLength: 2,
      maxLength: 300,
    })
    .map(values =>
      values.map(value => Math.sign(value) * Math.exp(Math.abs(value))),
    ),
);

function gridFor(values: number[], bins: number): Grid {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  return chooseGrid(
    {
      min: sorted[0],
      max: sorted[sorted.length - 1],
      quartiles: [at(0.25), at(0.5), at(0.75)],
      areWholeNumbers: values.every(Number.isInteger),
    },
    bins,
  );
}

describe('a grid', () => {
  it('never puts a larger value into an earlier bin, and keeps the ends inside', () => {
    fc.assert(
      fc.property(column, fc.array(finite), (values, others) => {
        const grid = gridFor(values, 64);
        const bins = [...values, ...others]
          .sort((a, b) => a - b)
          .map(value => binOf(grid, value));
        expect(bins).toEqual([...bins].sort((a, b) => a - b));
        for (const value of values) {
          expect(binOf(grid, value)).toBeGreaterThanOrEqual(0);
          expect(binOf(grid, value)).toBeLessThan(grid.bins);
        }
      }),
    );
  });

  it('has every value between the edges of its bin, to rounding', () => {
    fc.assert(
      fc.property(column, values => {
        const grid = gridFor(values, 64);
        const room =
          1e-9 * Math.max(1, Math.abs(grid.low), Math.abs(grid.high));
        for (const value of values) {
          const bin = binOf(grid, value);
          expect(value).toBeGreaterThanOrEqual(edgeOf(grid, bin) - room);
          expect(value).toBeLessThanOrEqual(edgeOf(grid, bin + 1) + room);
        }
      }),
    );
  });
});

describe('profiles', () => {
  const close = (a: number, b: number) =>
    expect(Math.abs(a - b)).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(a), Math.abs(b)),
    );

  it('added give the profile of all rows, in any order', () => {
    fc.assert(
      fc.property(column, column, (first, second) => {
        const grid = gridFor(first, 64);
        const profile = (values: number[]) =>
          profileSample(numericSampleOf(values), grid);
        const whole = profile([...first, ...second]);
        for (const merged of [
          mergeNumericProfiles(profile(first), profile(second)),
          mergeNumericProfiles(profile(second), profile(first)),
        ]) {
          expect([...merged.bins]).toEqual([...whole.bins]);
          expect(merged.counts).toEqual(whole.counts);
          expect([merged.min, merged.max]).toEqual([whole.min, whole.max]);
          expect([merged.below.count, merged.above.count]).toEqual([
            whole.below.count,
            whole.above.count,
          ]);
          merged.sums.forEach((sum, bin) => close(sum, whole.sums[bin]));
          close(merged.squares, whole.squares);
        }
      }),
    );
  });

  it('of different baselines are not added', () => {
    const of = (values: number[]): NumericProfile =>
      profileSample(numericSampleOf(values), gridFor(values, 64));
    expect(() =>
      mergeNumericProfiles(of([0.5, 1, 2]), of([0.5, 1, 3])),
    ).toThrow('different grids');
  });

  it('hold the exact statistics between their bounds', () => {
    fc.assert(
      fc.property(column, column, (reference, current) => {
        const grid = gridFor(reference, 32);
        const left = numericSampleOf(reference);
        const right = numericSampleOf(current);
        const pair = pairNumeric(left, right);
        const results = compareNumericProfiles(
          profileSample(left, grid),
          profileSample(right, grid),
        );
        for (const test of [kolmogorovSmirnov, wasserstein]) {
          const exact = test.compare(pair).statistic!;
          const { statistic, bounds } = results[test.id];
          const room =
            1e-9 *
            Math.max(
              1,
              Math.abs(exact),
              Math.abs(grid.low),
              Math.abs(grid.high),
            );
          expect(bounds?.low ?? statistic).toBeLessThanOrEqual(exact + room);
          expect(bounds?.high ?? statistic).toBeGreaterThanOrEqual(
            exact - room,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of few whole numbers are compared exactly', () => {
    const reference = [1, 1, 2, 3, 5, 5, 8];
    const current = [2, 2, 3, 3, 8, 8, 8];
    const grid = gridFor(reference, 8192);
    const results = compareNumericProfiles(
      profileSample(numericSampleOf(reference), grid),
      profileSample(numericSampleOf(current), grid),
    );
    const exact = kolmogorovSmirnov.compare(
      pairNumeric(numericSampleOf(reference), numericSampleOf(current)),
    );
    expect(results.ks.bounds).toBeUndefined();
    expect(results.ks).toEqual(exact);
  });

  it('narrow the statistics of a large sample to a thousandth', () => {
    // A fixed sequence that fills the unit interval evenly (golden ratio)
    const evenly = (shift: number) =>
      Array.from(
        { length: 50_000 },
        (_, i) =>
          Math.log1p(((i * 0.6180339887498949 + shift) % 1) * 50) + shift,
      );
    const grid = gridFor(evenly(0), 8192);
    const { ks, wasserstein: distance } = compareNumericProfiles(
      profileSample(numericSampleOf(evenly(0)), grid),
      profileSample(numericSampleOf(evenly(0.05)), grid),
    );
    expect(ks.bounds!.high - ks.bounds!.low).toBeLessThan(0.001);
    expect(distance.bounds!.high / distance.bounds!.low).toBeLessThan(1.001);
  });
});
