import fc from 'fast-check';
import {
  mergeNumericSamples,
  numericSampleOf,
  pairCategorical,
  pairNumeric,
  sampleOfPair,
  SamplePair,
} from '../samples';
import { DRIFT_TESTS, fitsPair, runTest } from './testRegistry';
import { binByEdges, referenceDeciles } from './referenceDeciles';

const SEED = { seed: 20240607, numRuns: 200 };

const numbers = fc.array(
  fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  ),
  { minLength: 1, maxLength: 40 },
);
/** Whatever a file may hold: extremes, NaN, infinities, nothing. */
const anything = fc.array(fc.double(), { maxLength: 20 });
const counts = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc.integer({ min: 1, max: 500 }),
  { minKeys: 1 },
);

const pairOf = (reference: number[], current: number[]) =>
  pairNumeric(numericSampleOf(reference), numericSampleOf(current));
const categoriesOf = (
  reference: Record<string, number>,
  current: Record<string, number>,
) =>
  pairCategorical(
    new Map(Object.entries(reference)),
    new Map(Object.entries(current)),
  );

/** Tests that are distances: 0 for equal samples, the same in both directions. */
const DISTANCES_OF_NUMBERS = ['ks', 'wasserstein', 'energy'];
const DISTANCES_OF_SHARES = [
  'psi',
  'jensenShannon',
  'hellinger',
  'totalVariation',
];
const byId = (id: string) => DRIFT_TESTS.find(test => test.id === id)!;

/** What is unsound in the results of all tests of a pair. */
function flawsOf(pair: SamplePair): string[] {
  return DRIFT_TESTS.filter(test => fitsPair(test, pair)).flatMap(test => {
    const { statistic, pValue, noiseFloor, scales, reason } = runTest(
      test,
      pair,
    );
    const [low, high] = test.range;
    const figures = [pValue, noiseFloor, ...Object.values(scales ?? {})];
    return [
      figures.some(x => x !== undefined && !Number.isFinite(x)) &&
        'a figure that is not finite',
      statistic === undefined && !reason?.endsWith('.') && 'no reason',
      statistic !== undefined &&
        !(statistic >= low && statistic <= high) &&
        `${statistic} is out of range`,
      pValue !== undefined && !(pValue >= 0 && pValue <= 1) && `p = ${pValue}`,
    ]
      .filter(Boolean)
      .map(flaw => `${test.id}: ${flaw}`);
  });
}

describe('every test', () => {
  it('stays inside its range, and says why where it has no figure', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) =>
        expect(flawsOf(pairOf(a, b))).toEqual([]),
      ),
      SEED,
    );
    fc.assert(
      fc.property(counts, counts, (a, b) =>
        expect(flawsOf(categoriesOf(a, b))).toEqual([]),
      ),
      SEED,
    );
  });

  it('finds nothing between a sample and itself', () => {
    fc.assert(
      fc.property(numbers, values => {
        for (const id of [...DISTANCES_OF_NUMBERS, ...DISTANCES_OF_SHARES]) {
          expect(runTest(byId(id), pairOf(values, values)).statistic).toBe(0);
        }
        expect(runTest(byId('ks'), pairOf(values, values)).pValue).toBe(1);
      }),
      SEED,
    );
    fc.assert(
      fc.property(counts, values => {
        const pair = categoriesOf(values, values);
        for (const id of [...DISTANCES_OF_SHARES, 'chiSquare', 'g']) {
          expect(runTest(byId(id), pair).statistic).toBeCloseTo(0, 10);
        }
      }),
      SEED,
    );
  });

  it('says the same in both directions where it is a distance', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        for (const id of DISTANCES_OF_NUMBERS) {
          const there = runTest(byId(id), pairOf(a, b));
          const back = runTest(byId(id), pairOf(b, a));
          expect(there.statistic).toBe(back.statistic);
          expect(there.pValue).toBe(back.pValue);
        }
      }),
      SEED,
    );
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        for (const id of [...DISTANCES_OF_SHARES, 'chiSquare', 'g']) {
          const there = runTest(byId(id), categoriesOf(a, b));
          const back = runTest(byId(id), categoriesOf(b, a));
          expect(there.statistic).toBeCloseTo(back.statistic!, 9);
          expect(there.pValue ?? 0).toBeCloseTo(back.pValue ?? 0, 9);
        }
        const fisher = byId('fisher');
        expect(runTest(fisher, categoriesOf(a, b)).pValue ?? 0).toBeCloseTo(
          runTest(fisher, categoriesOf(b, a)).pValue ?? 0,
          9,
        );
      }),
      SEED,
    );
  });

  it('does not care for the unit or the origin where it ranks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2 }),
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2 }),
        (a, b) => {
          const moved = (values: number[]) => values.map(x => 8 * x + 1024);
          for (const id of ['ks', 'cramerVonMises', 'mannWhitney', 'psi']) {
            expect(runTest(byId(id), pairOf(a, b)).statistic).toBe(
              runTest(byId(id), pairOf(moved(a), moved(b))).statistic,
            );
          }
        },
      ),
      SEED,
    );
  });
});

describe('samples', () => {
  it('merge to what one list of all rows gives', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        expect(
          mergeNumericSamples(numericSampleOf(a), numericSampleOf(b)),
        ).toEqual(numericSampleOf([...a, ...b]));
      }),
      SEED,
    );
  });

  it('come back out of their pair unchanged', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const pair = pairOf(a, b);
        expect(sampleOfPair(pair, 'reference')).toEqual(numericSampleOf(a));
        expect(sampleOfPair(pair, 'current')).toEqual(numericSampleOf(b));
      }),
      SEED,
    );
  });
});

describe('decile bins', () => {
  it('lose no row, and put at least j tenths of the reference at or below edge j', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const pair = pairOf(a, b);
        const edges = referenceDeciles(pair);
        const bins = binByEdges(pair, edges);
        const sum = (side: Float64Array) => side.reduce((x, y) => x + y, 0);
        expect(sum(bins.reference)).toBe(a.length);
        expect(sum(bins.current)).toBe(b.length);
        expect(edges.every(edge => a.includes(edge) || edge === 0)).toBe(true);
        for (let j = 1; j <= 9; j += 1) {
          const edge = edges.find(
            x => 10 * a.filter(value => value <= x).length >= j * a.length,
          );
          expect(edge).toBeDefined();
        }
      }),
      SEED,
    );
  });
});
