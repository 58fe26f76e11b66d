import fc from 'fast-check';
import { binaryPerformance } from './binaryPerformance';
import {
  addBinaryRow,
  BinaryProfile,
  BinaryRow,
  emptyBinaryProfile,
  labelBinaryRow,
  mergeBinaryProfiles,
} from './binaryProfile';
import { wilsonBand } from './confidenceBands';
import { MetricValue } from './performanceMetric';
import { rocArea } from './scoreGroups';

const profileOf = (rows: readonly BinaryRow[]) => {
  const profile = emptyBinaryProfile();
  rows.forEach(row => addBinaryRow(profile, row));
  return profile;
};
const metric = (profile: BinaryProfile, id: string) =>
  binaryPerformance(profile).find(found => found.metric === id)!;

/** Values by scikit-learn 1.9: roc_auc_score, average_precision_score. */
const LABELS = [0, 0, 1, 1, 0, 1, 1, 0];
const SCORES = [0.1, 0.4, 0.35, 0.8, 0.4, 0.65, 0.4, 0.2];
const SAMPLE = SCORES.map((score, index) => ({
  score,
  label: LABELS[index] === 1,
  predicted: score >= 0.5,
}));

/** Sums in another order differ in their last digits. */
const rounded = ({ value, reason }: MetricValue) => ({
  value: value === undefined ? undefined : expect.closeTo(value, 10),
  reason,
});

const anyRow = fc.record({
  predicted: fc.boolean(),
  label: fc.boolean(),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('binaryPerformance', () => {
  it('equals scikit-learn, ties included', () => {
    const profile = profileOf(SAMPLE);
    expect(metric(profile, 'rocAuc').value).toBeCloseTo(0.8125, 12);
    expect(metric(profile, 'averagePrecision').value).toBeCloseTo(
      0.8166666666666667,
      12,
    );
  });

  it('says why a figure is not defined, and never takes it for zero', () => {
    const negative = profileOf([{ predicted: false, label: false, score: 0 }]);
    expect(metric(negative, 'precision')).toEqual({
      metric: 'precision',
      value: undefined,
      reason: 'Nothing was predicted positive.',
    });
    expect(metric(negative, 'rocAuc').reason).toMatch(/either class/);
    for (const { value, reason } of binaryPerformance(emptyBinaryProfile())) {
      expect(value).toBeUndefined();
      expect(reason).toBeTruthy();
    }
  });

  it('keeps a wrong certainty finite', () => {
    const profile = profileOf([{ predicted: true, label: false, score: 1 }]);
    expect(metric(profile, 'logLoss').value).toBeCloseTo(34.5388, 3);
  });

  it('counts scores that are no probability, and uses their predictions', () => {
    const profile = profileOf([
      { predicted: true, label: true, score: 3.5 },
      { predicted: true, label: true, score: NaN },
      { predicted: true, label: true },
    ]);
    expect(profile.invalidScores).toBe(2);
    expect(profile.cells.size).toBe(0);
    expect(metric(profile, 'precision').value).toBe(1);
    expect(metric(profile, 'rocAuc').value).toBeUndefined();
  });

  it('gives an area whose band holds the exact one, however scores fall into cells', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 4 }), rows => {
        const exact = rocArea(
          [...new Set(rows.map(({ score }) => (score === 0 ? 0 : score)))]
            .sort((a, b) => a - b)
            .map(score => ({
              score,
              positives: rows.filter(r => r.label && r.score === score).length,
              negatives: rows.filter(r => !r.label && r.score === score).length,
            })),
        );
        const { value, low, high } = metric(profileOf(rows), 'rocAuc');
        expect(value === undefined).toBe(exact === undefined);
        const area = exact?.area ?? 0.5;
        expect(area).toBeGreaterThanOrEqual((low ?? 0) - 1e-12);
        expect(area).toBeLessThanOrEqual((high ?? 1) + 1e-12);
      }),
    );
  });

  it('keeps the area when scores are stretched in order, and mirrors it when classes swap', () => {
    const anyGroups = fc.array(
      fc.record({ positives: fc.nat(9), negatives: fc.nat(9) }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(anyGroups, counts => {
        const groups = counts.map((count, score) => ({ ...count, score }));
        const area = rocArea(groups)?.area;
        expect(
          rocArea(groups.map(g => ({ ...g, score: g.score ** 3 })))?.area,
        ).toBe(area);
        const swapped = rocArea(
          groups.map(({ positives, negatives, score }) => ({
            positives: negatives,
            negatives: positives,
            score,
          })),
        )?.area;
        expect(swapped === undefined).toBe(area === undefined);
        expect((swapped ?? 0.5) + (area ?? 0.5)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is the same for parts that are merged as for all rows at once', () => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.array(anyRow), (a, b) => {
        const merged = mergeBinaryProfiles(profileOf(a), profileOf(b));
        const whole = profileOf([...a, ...b]);
        expect(merged.rows).toBe(whole.rows);
        expect(
          binaryPerformance(merged).map(({ value, reason }) => ({
            value,
            reason,
          })),
        ).toEqual(binaryPerformance(whole).map(rounded));
      }),
    );
  });

  it('is the same for labels that come late, as a difference, as for labels at once', () => {
    fc.assert(
      fc.property(fc.array(anyRow), rows => {
        const early = profileOf(
          rows.map(row => ({ ...row, label: undefined })),
        );
        const difference = emptyBinaryProfile();
        rows.forEach(row => labelBinaryRow(difference, row));
        const { cells, rows: count } = mergeBinaryProfiles(early, difference);
        expect({ cells, count }).toEqual({
          cells: profileOf(rows).cells,
          count: rows.length,
        });
      }),
    );
  });
});

describe('wilsonBand', () => {
  it.each([
    [7, 10, 0.39677814746114526, 0.892208732593699],
    [0, 5, 0, 0.43448246478317476],
    [5, 5, 0.5655175352168251, 1],
  ])('equals scipy for %d of %d', (hits, of, low, high) => {
    expect(wilsonBand(hits, of).low).toBeCloseTo(low, 12);
    expect(wilsonBand(hits, of).high).toBeCloseTo(high, 12);
  });
});
