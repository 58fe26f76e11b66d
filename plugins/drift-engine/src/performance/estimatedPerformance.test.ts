import fc from 'fast-check';
import { addBinaryRow, emptyBinaryProfile } from './binaryProfile';
import {
  estimatePerformance,
  fitPerformanceEstimator,
} from './estimatedPerformance';
import { evaluateIsotonic, fitIsotonic } from './isotonicRegression';

/** Rows whose share of positives at a score is given, the same in every call. */
const rowsBy = (shareAt: (score: number) => number) => {
  const profile = emptyBinaryProfile();
  for (let index = 0; index < 5000; index += 1) {
    const score = (index % 100) / 100;
    const order = (Math.floor(index / 100) * 0.618034) % 1;
    addBinaryRow(profile, {
      score,
      predicted: score >= 0.5,
      label: order < shareAt(score),
    });
  }
  return profile;
};
const accuracy = (options: Parameters<typeof estimatePerformance>[0]) =>
  estimatePerformance(options).find(({ metric }) => metric === 'accuracy')!;

describe('fitIsotonic', () => {
  it('equals scikit-learn', () => {
    const map = fitIsotonic([
      { score: 0.1, positives: 0, negatives: 1 },
      { score: 0.2, positives: 1, negatives: 0 },
      { score: 0.3, positives: 0, negatives: 1 },
      { score: 0.4, positives: 0, negatives: 1 },
      { score: 0.5, positives: 1, negatives: 0 },
      { score: 0.6, positives: 1, negatives: 1 },
      { score: 0.9, positives: 1, negatives: 0 },
    ])!;
    const expected: [number, number][] = [
      [0, 0],
      [0.15, 1 / 6],
      [0.25, 1 / 3],
      [0.45, 0.5],
      [0.55, 2 / 3],
      [0.7, 0.77777778],
      [1, 1],
    ];
    for (const [score, share] of expected) {
      expect(evaluateIsotonic(map, score)).toBeCloseTo(share, 7);
    }
  });

  it('never falls, stays in 0…1 and keeps the number of positives', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            positives: fc.nat(9),
            negatives: fc.integer({ min: 1, max: 9 }),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        counts => {
          const groups = counts.map((count, score) => ({ ...count, score }));
          const map = fitIsotonic(groups)!;
          const shares = groups.map(({ score }) =>
            evaluateIsotonic(map, score),
          );
          shares.forEach((share, index) => {
            expect(share).toBeGreaterThanOrEqual(shares[index - 1] ?? 0);
            expect(share).toBeLessThanOrEqual(1);
          });
          const expected = groups.reduce(
            (sum, group, index) =>
              sum + shares[index] * (group.positives + group.negatives),
            0,
          );
          expect(expected).toBeCloseTo(
            groups.reduce((sum, { positives }) => sum + positives, 0),
            8,
          );
        },
      ),
    );
  });
});

describe('estimatePerformance', () => {
  it('corrects scores that are too sure of themselves', () => {
    const baseline = rowsBy(score => 0.5 + (score - 0.5) / 4);
    const estimator = fitPerformanceEstimator(baseline);
    const { scoreError, mappedError, map } = estimator.calibration!;
    expect(mappedError).toBeLessThan(scoreError);
    expect(map).toBeDefined();
    const { value, low, high } = accuracy({ estimator, current: baseline });
    expect(value).toBeCloseTo(0.5625, 1);
    expect(value).toBeLessThan(0.6);
    expect(high! - low!).toBeCloseTo((6 * 0.496) / Math.sqrt(5000), 2);
  });

  it('never lets a map that does worse on held-out rows replace the scores', () => {
    const estimator = fitPerformanceEstimator(rowsBy(score => score));
    const { scoreError, mappedError, map } = estimator.calibration!;
    expect(map === undefined).toBe(mappedError >= scoreError);
  });

  it('gives the same answer for the same baseline', () => {
    const baseline = rowsBy(score => score ** 2);
    expect(fitPerformanceEstimator(baseline)).toEqual(
      fitPerformanceEstimator(baseline),
    );
  });

  it('says that a baseline without labels gives no band', () => {
    const estimator = fitPerformanceEstimator(emptyBinaryProfile());
    const current = rowsBy(score => score);
    expect(accuracy({ estimator, current })).toEqual({
      metric: 'accuracy',
      value: expect.closeTo(0.75, 6),
      reason: 'The labels of the baseline give no sampling error.',
    });
  });

  it('says that a window without scores has no estimate', () => {
    const estimator = fitPerformanceEstimator(rowsBy(score => score));
    for (const { value, reason } of estimatePerformance({
      estimator,
      current: emptyBinaryProfile(),
    })) {
      expect(value).toBeUndefined();
      expect(reason).toBe('No row has a score between 0 and 1.');
    }
  });

  it('survives being stored as JSON', () => {
    const estimator = fitPerformanceEstimator(rowsBy(score => score ** 2));
    expect(JSON.parse(JSON.stringify(estimator))).toEqual(estimator);
  });
});
