import fc from 'fast-check';
import { addBinaryRow, emptyBinaryProfile } from './binaryProfile';
import { joinLabels } from './joinLabels';
import {
  addMulticlassRow,
  classPerformance,
  emptyMulticlassProfile,
} from './multiclassPerformance';
import { MetricValue, PERFORMANCE_METRICS } from './performanceMetric';
import {
  emptyPerformanceProfile,
  labelledRows,
  mergePerformanceProfiles,
  PerformanceProfile,
  realisedPerformance,
} from './performanceProfile';
import {
  parsePerformanceProfile,
  writePerformanceProfile,
} from './performanceProfileJson';
import {
  addRegressionRow,
  emptyRegressionProfile,
} from './regressionPerformance';

const valueOf = (metrics: MetricValue[], id: string) =>
  metrics.find(({ metric }) => metric === id)?.value;

const multiclass = (pairs: readonly (readonly [string, string?])[]) => {
  const profile = emptyMulticlassProfile();
  pairs.forEach(([predicted, label]) =>
    addMulticlassRow(profile, { predicted, label }),
  );
  return profile;
};
const regression = (pairs: readonly (readonly [number, number?])[]) => {
  const profile = emptyRegressionProfile();
  pairs.forEach(([predicted, label]) =>
    addRegressionRow(profile, { predicted, label }),
  );
  return profile;
};

describe('realisedPerformance', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'gives every listed figure of %s and no other, with reasons while there are no rows',
    problem => {
      const metrics = realisedPerformance(emptyPerformanceProfile(problem));
      expect(metrics.map(({ metric }) => metric).sort()).toEqual(
        PERFORMANCE_METRICS.filter(metric => metric.problem === problem)
          .map(({ id }) => id)
          .sort(),
      );
      for (const { value, reason } of metrics) {
        expect(value).toBeUndefined();
        expect(reason).toBeTruthy();
      }
    },
  );

  it('equals scikit-learn for several classes', () => {
    const labels = 'abcabcad'.split('');
    const predictions = 'accbbcaa'.split('');
    const profile = multiclass(
      labels.map((label, i) => [predictions[i], label]),
    );
    const metrics = realisedPerformance(profile);
    for (const [id, value] of [
      ['accuracy', 0.625],
      ['macroPrecision', 0.45833333333333326],
      ['macroRecall', 0.5416666666666666],
      ['macroF1', 0.49166666666666664],
      ['weightedPrecision', 0.5416666666666666],
      ['weightedRecall', 0.625],
      ['weightedF1', 0.575],
    ] as const) {
      expect(valueOf(metrics, id)).toBeCloseTo(value, 12);
    }
    expect(classPerformance(profile).find(({ name }) => name === 'd')).toEqual({
      name: 'd',
      support: 1,
      precision: undefined,
      recall: 0,
      f1: 0,
    });
  });

  it('equals scikit-learn for numbers, and leaves zero labels out of percentages', () => {
    const metrics = realisedPerformance(
      regression([
        [2.5, 3],
        [0, -0.5],
        [2, 2],
        [8, 7],
        [1, 0],
        [5, undefined],
      ]),
    );
    for (const [id, value] of [
      ['mae', 0.6],
      ['mse', 0.5],
      ['rmse', Math.SQRT1_2],
      ['mape', 0.3273809523809524],
      ['bias', 0.4],
      ['r2', 0.9301675977653632],
    ] as const) {
      expect(valueOf(metrics, id)).toBeCloseTo(value, 12);
    }
    expect(metrics.find(({ metric }) => metric === 'mape')?.reason).toBe(
      'Left out, because their label is zero: 1 rows.',
    );
  });

  it('counts labels and predictions that are no numbers, and stays finite', () => {
    const profile = regression([
      [NaN, 1],
      [1, Infinity],
      [1e300, -1e300],
      [1, 2],
      [0, 5e-324],
    ]);
    expect(profile).toMatchObject({ rows: 5, invalid: 3 });
    expect(valueOf(realisedPerformance(profile), 'mae')).toBe(0.5);
    expect(valueOf(realisedPerformance(profile), 'mape')).toBe(0.75);
    expect(labelledRows(profile)).toBe(2);
  });

  it('refuses a text that was taken for a class', () => {
    expect(() =>
      multiclass(Array.from({ length: 1001 }, (_, i) => ['a', `text ${i}`])),
    ).toThrow('more than 1000 classes');
  });

  it('keeps classes that are named like parts of an object', () => {
    const profile = multiclass([
      ['__proto__', '__proto__'],
      ['constructor', 'a'],
    ]);
    expect(valueOf(realisedPerformance(profile), 'accuracy')).toBe(0.5);
  });
});

describe('mergePerformanceProfiles', () => {
  it('equals one profile of all rows, for numbers', () => {
    const pairs = fc.array(
      fc.tuple(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      ),
    );
    fc.assert(
      fc.property(pairs, pairs, (a, b) => {
        const figures = (profile: PerformanceProfile) =>
          realisedPerformance(profile).filter(({ metric }) => metric !== 'r2');
        const whole = figures(regression([...a, ...b]));
        figures(mergePerformanceProfiles(regression(a), regression(b))).forEach(
          ({ value }, index) => {
            const wanted = whole[index].value;
            expect(value === undefined).toBe(wanted === undefined);
            expect(Math.abs((value ?? 0) - (wanted ?? 0))).toBeLessThanOrEqual(
              1e-9 * Math.max(1, Math.abs(wanted ?? 0)),
            );
          },
        );
      }),
    );
  });

  it('equals one profile of all rows, for classes', () => {
    const pairs = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')),
    );
    fc.assert(
      fc.property(pairs, pairs, (a, b) => {
        expect(
          realisedPerformance(
            mergePerformanceProfiles(multiclass(a), multiclass(b)),
          ).map(({ value }) => value?.toFixed(9)),
        ).toEqual(
          realisedPerformance(multiclass([...a, ...b])).map(({ value }) =>
            value?.toFixed(9),
          ),
        );
      }),
    );
  });

  it('refuses to merge what different kinds of models did', () => {
    expect(() =>
      mergePerformanceProfiles(regression([]), multiclass([])),
    ).toThrow('a performance profile of regression and one of multiclass');
  });
});

describe('parsePerformanceProfile', () => {
  const binary = emptyBinaryProfile();
  addBinaryRow(binary, { predicted: true, label: true, score: 0.7 });
  addBinaryRow(binary, { predicted: false, score: 0.1 });
  addBinaryRow(binary, { predicted: false, label: true });

  it.each<[string, PerformanceProfile]>([
    ['binary', binary],
    ['multiclass', multiclass([['a', 'b'], ['__proto__', 'a'], ['a']])],
    ['regression', regression([[1, 2], [3]])],
  ])('reads back what was written of %s', (_, profile) => {
    expect(
      parsePerformanceProfile(writePerformanceProfile(profile), 'stored'),
    ).toEqual(profile);
  });

  it.each([
    ['no JSON', '{', 'stored is not JSON'],
    ['another version', '{"problem":"binary","version":2}', 'version'],
    ['another thing', '{"problem":"guess"}', 'problem'],
    [
      'a cell outside 0…1',
      writePerformanceProfile(binary).replace('[[7000,', '[[70000,'),
      'cells.0.0',
    ],
  ])('refuses %s', (_, text, reason) => {
    expect(() => parsePerformanceProfile(text, 'stored')).toThrow(reason);
  });
});

describe('joinLabels', () => {
  it('joins by id, lets the last of several win, and counts the rest', () => {
    const { rows, counts } = joinLabels(
      [
        { id: '1', score: 0.1 },
        { id: '2', score: 0.2 },
        { id: '1', score: 0.3 },
        { score: 0.4 },
      ],
      [
        { id: '1', label: false },
        { id: '9', label: true },
        { id: '1', label: true },
        { id: '__proto__', label: true },
      ],
    );
    expect(rows).toEqual([
      { prediction: { id: '1', score: 0.3 }, label: true },
      { prediction: { id: '2', score: 0.2 }, label: undefined },
      { prediction: { score: 0.4 }, label: undefined },
    ]);
    expect(counts).toEqual({
      labelled: 1,
      unlabelled: 2,
      orphans: 2,
      repeatedLabels: 1,
      repeatedPredictions: 1,
    });
  });
});
