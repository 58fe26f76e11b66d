import fc from 'fast-check';
import { profileCategories } from '../profile/CategoricalProfile';
import { chooseGrid } from '../profile/grid';
import { emptyNumericProfile, profileSample } from '../profile/NumericProfile';
import { BaselineProfile, ProfiledColumn } from './BaselineProfile';
import { mergeProfileDocuments } from './mergeProfileDocuments';
import { RowProfiler } from './RowProfiler';

const grid = chooseGrid({
  min: -50,
  max: 50,
  quartiles: [-10, 0, 10],
  areWholeNumbers: false,
});
const none = { rows: 0, nulls: 0, nonFinite: 0, mistyped: 0 };
const numeric = emptyNumericProfile(grid);

const baselineOf = (
  columns: Record<string, ProfiledColumn>,
): BaselineProfile => ({
  version: 1,
  rows: 10,
  columns: new Map(Object.entries(columns)),
});

const categories = (...names: string[]) =>
  profileCategories(new Map(names.map(name => [name, 1])), none);

function profileOf(column: ProfiledColumn, values: readonly unknown[]) {
  const profiler = new RowProfiler(baselineOf({ x: column }));
  values.forEach(value =>
    profiler.add(value === undefined ? {} : { x: value }),
  );
  return profiler.profile().columns.get('x')!.profile as any;
}

describe('profiling rows one by one', () => {
  it('counts numbers as a profile of the whole sample does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -80, max: 80, noNaN: true }), {
          minLength: 1,
          maxLength: 200,
        }),
        values => {
          const found = profileOf(
            { type: 'numeric', profile: numeric },
            values,
          );
          const sorted = [...values].sort((a, b) => a - b);
          const whole = profileSample(
            {
              values: Float64Array.from(sorted),
              counts: new Float64Array(sorted.length).fill(1),
            },
            grid,
          );
          expect(found.counts).toEqual(whole.counts);
          expect(found.bins).toEqual(whole.bins);
          expect([found.min, found.max]).toEqual([whole.min, whole.max]);
          expect(found.squares).toBeCloseTo(whole.squares, 6);
          expect(found.below.count).toBe(whole.below.count);
          const gaps = found.sums.map((sum: number, bin: number) =>
            Math.abs(sum - whole.sums[bin]),
          );
          expect(Math.max(...gaps)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('adds up to the same whichever way the rows are cut', () => {
    const baseline = baselineOf({
      x: { type: 'numeric', profile: numeric },
      plan: { type: 'categorical', profile: categories('free', 'team') },
    });
    const rows = Array.from({ length: 300 }, (_, index) => ({
      x: ((index * 37) % 131) - 65,
      plan: ['free', 'team', 'new'][index % 3],
    }));
    const profileRows = (part: typeof rows) => {
      const profiler = new RowProfiler(baseline);
      part.forEach(row => profiler.add(row));
      return profiler.profile();
    };
    const whole = profileRows(rows);
    const merged = mergeProfileDocuments(
      profileRows(rows.slice(0, 111)),
      profileRows(rows.slice(111)),
    );
    expect(merged.rows).toBe(300);
    expect(merged.columns.get('plan')).toEqual(whole.columns.get('plan'));
    expect((merged.columns.get('x')!.profile as any).bins).toEqual(
      (whole.columns.get('x')!.profile as any).bins,
    );
  });

  it('tells missing, not finite and of another type apart', () => {
    const found = profileOf({ type: 'numeric', profile: numeric }, [
      1,
      '2.5',
      true,
      undefined,
      null,
      'NaN',
      1e999,
      'abc',
      '',
      { a: 1 },
      [3],
    ]);
    expect(found.counts).toEqual({
      rows: 11,
      nulls: 2,
      nonFinite: 2,
      mistyped: 4,
    });
  });

  it('counts times in seconds', () => {
    const found = profileOf(
      {
        type: 'datetime',
        profile: emptyNumericProfile({
          kind: 'identity',
          bins: 10,
          low: 0,
          high: 9,
        }),
      },
      ['1970-01-01T00:00:05Z', '1970-01-01 00:00:05', 5, 'yesterday'],
    );
    expect(found.bins[5]).toBe(3);
    expect(found.counts.mistyped).toBe(1);
  });

  it('gives numbers and booleans the names of the baseline', () => {
    expect(
      profileOf({ type: 'categorical', profile: categories('1.0', '2.0') }, [
        1,
        2,
        3,
        '1.0',
      ]).categories,
    ).toEqual(
      new Map([
        ['1.0', 2],
        ['2.0', 1],
        ['3', 1],
      ]),
    );
    expect(
      profileOf({ type: 'boolean', profile: categories('True', 'False') }, [
        true,
        false,
        'True',
      ]).categories,
    ).toEqual(
      new Map([
        ['True', 2],
        ['False', 1],
      ]),
    );
  });

  it('is not misled by a column that is called like a property of every object', () => {
    const profiler = new RowProfiler(
      baselineOf(
        Object.fromEntries([
          ['constructor', { type: 'categorical', profile: categories('a') }],
        ]),
      ),
    );
    profiler.add({});
    profiler.add({ constructor: 'a' });
    expect(
      profiler.profile().columns.get('constructor')!.profile,
    ).toMatchObject({ counts: { rows: 2, nulls: 1, mistyped: 0 } });
  });

  it('holds little memory for few rows', () => {
    const profiler = new RowProfiler(
      baselineOf({ x: { type: 'numeric', profile: numeric } }),
    );
    profiler.add({ x: 1 });
    expect(profiler.bytes).toBeLessThan(2000);
  });
});
