import {
  numericSampleOf,
  pairCategorical,
  pairNumeric,
  SamplePair,
} from '../samples';
import { DRIFT_TESTS, runTest } from './testRegistry';

/** The mulberry32 generator: the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ROUNDS = 200;

/** Mean of |statistic| over its mean noise floor, for pairs in which nothing drifted. */
function ratioOf(id: string, draw: () => SamplePair): number {
  const test = DRIFT_TESTS.find(candidate => candidate.id === id)!;
  let observed = 0;
  let floor = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { statistic, noiseFloor } = runTest(test, draw());
    observed += Math.abs(statistic!);
    floor += noiseFloor!;
  }
  return observed / floor;
}

/** Floors that are the root of a mean square lie up to a fifth above the mean. */
const isCalibrated = (ratio: number) => ratio > 0.8 && ratio < 1.15;

const SIZES = [
  [1000, 1000],
  [2000, 200],
  [150, 150],
];

describe('the noise floor is what a statistic shows by sampling alone', () => {
  const shapes: Record<string, (random: () => number) => number> = {
    normal: random =>
      Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    exponential: random => -Math.log(1 - random()),
    'of eight whole numbers': random => Math.floor(random() * random() * 8),
  };
  const numeric = ['wasserstein', 'psi', 'jensenShannon', 'hellinger'];
  const all = [...numeric, 'totalVariation', 'energy'];
  for (const [shape, draw] of Object.entries(shapes)) {
    it.each(SIZES)(`${shape} values, %d and %d rows`, (n1, n2) => {
      const random = generator(n1 + n2);
      const sample = (n: number) =>
        numericSampleOf(Array.from({ length: n }, () => draw(random)));
      for (const id of all) {
        const ratio = ratioOf(id, () => pairNumeric(sample(n1), sample(n2)));
        expect({ id, isCalibrated: isCalibrated(ratio) }).toEqual({
          id,
          isCalibrated: true,
        });
      }
    });
  }

  it.each(SIZES)(
    'Kolmogorov-Smirnov: continuous values, %d and %d rows; with ties it is an upper bound',
    (n1, n2) => {
      const random = generator(n1 - n2);
      const sample = (n: number, draw: () => number) =>
        numericSampleOf(Array.from({ length: n }, draw));
      const ratio = ratioOf('ks', () =>
        pairNumeric(sample(n1, random), sample(n2, random)),
      );
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
      const tied = () => Math.floor(random() * 4);
      expect(
        ratioOf('ks', () => pairNumeric(sample(n1, tied), sample(n2, tied))),
      ).toBeLessThan(1);
    },
  );

  it.each([2, 8, 30])('%d categories', categories => {
    const random = generator(categories);
    const draw = (n: number) => {
      const counts = new Map<string, number>();
      for (let row = 0; row < n; row += 1) {
        const key = `c${Math.floor(random() * categories)}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    };
    const ids = ['psi', 'totalVariation', 'chiSquare', 'g'];
    for (const id of categories === 2
      ? [...ids, 'zProportions']
      : [...ids, 'jensenShannon', 'hellinger']) {
      const ratio = ratioOf(id, () => pairCategorical(draw(1500), draw(500)));
      expect({ id, isCalibrated: isCalibrated(ratio) }).toEqual({
        id,
        isCalibrated: true,
      });
    }
  });
});
