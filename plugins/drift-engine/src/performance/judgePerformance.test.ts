import { addBinaryRow, emptyBinaryProfile } from './binaryProfile';
import { binaryPerformance } from './binaryPerformance';
import { judgePerformance } from './judgePerformance';
import { MetricValue } from './performanceMetric';
import {
  addRegressionRow,
  emptyRegressionProfile,
  regressionPerformance,
} from './regressionPerformance';

function accuracyOf(right: number, rows: number): MetricValue {
  const profile = emptyBinaryProfile();
  for (let row = 0; row < rows; row += 1) {
    addBinaryRow(profile, {
      predicted: row < right,
      score: undefined,
      label: true,
    });
  }
  return binaryPerformance(profile).find(
    ({ metric }) => metric === 'accuracy',
  )!;
}

/** Mean error of predictions that are off by so much, ± 1. */
function biasOf(offset: number, rows: number): MetricValue {
  const profile = emptyRegressionProfile();
  for (let row = 0; row < rows; row += 1) {
    addRegressionRow(profile, {
      predicted: offset + (row % 2 === 0 ? 1 : -1),
      label: 0,
    });
  }
  return regressionPerformance(profile).find(
    ({ metric }) => metric === 'bias',
  )!;
}

describe('judging performance', () => {
  const judgeAccuracy = (
    now: MetricValue,
    rows: number,
    change: { kind?: 'estimated'; criticalEffect?: number } = {},
  ) =>
    judgePerformance({
      metric: { worse: 'lower', problem: 'binary' },
      kind: 'realised',
      baseline: accuracyOf(9100, 10_000),
      now,
      rows,
      ...change,
    });

  it('tells a fall from chance by the rows that it is seen in', () => {
    expect(judgeAccuracy(accuracyOf(168, 200), 200)).toMatchObject({
      status: 'warn',
      reason: expect.stringMatching(
        /^0\.84 is below 0\.84\d*, where chance alone would not take the baseline's 0\.91 with 200 labelled rows\.$/,
      ),
    });
    expect(judgeAccuracy(accuracyOf(86, 100), 100)).toMatchObject({
      status: 'ok',
      reason: expect.stringContaining('is no worse than chance makes'),
    });
    expect(judgeAccuracy(accuracyOf(8600, 10_000), 10_000).status).toBe('warn');
    expect(judgeAccuracy(accuracyOf(10_000, 10_000), 10_000).status).toBe('ok');
  });

  it('is critical only where a quarter is lost for certain', () => {
    expect(judgeAccuracy(accuracyOf(700, 1000), 1000).status).toBe('warn');
    expect(judgeAccuracy(accuracyOf(600, 1000), 1000).status).toBe('critical');
    expect(
      judgeAccuracy(accuracyOf(700, 1000), 1000, { criticalEffect: 0.1 })
        .status,
    ).toBe('critical');
    expect(
      judgeAccuracy(accuracyOf(600, 1000), 1000, { kind: 'estimated' }).status,
    ).toBe('warn');
  });

  it.each([
    ['regression', 1.9, 'warn'],
    ['regression', 2.2, 'critical'],
    ['binary', 2.2, 'warn'],
  ] as const)(
    'judges an error of a %s that grows to %d times: %s',
    (problem, times, status) => {
      const error = (value: number): MetricValue => ({
        metric: 'mae',
        value,
        low: value * 0.98,
        high: value * 1.02,
      });
      expect(
        judgePerformance({
          metric: { worse: 'higher', problem },
          kind: 'realised',
          baseline: error(3),
          now: error(3 * times),
          rows: 1000,
        }).status,
      ).toBe(status);
    },
  );

  it('does not say what it does not know', () => {
    expect(judgeAccuracy(accuracyOf(1, 30), 30)).toEqual({
      status: 'unknown',
      reason: '30 labelled rows are not enough to say: it takes 100.',
    });
    expect(
      judgePerformance({
        metric: { worse: 'lower', problem: 'binary' },
        kind: 'realised',
        baseline: undefined,
        now: accuracyOf(1, 500),
        rows: 500,
      }),
    ).toEqual({
      status: 'unknown',
      reason: 'The baseline has too few labels to compare with.',
    });
    expect(judgeAccuracy({ metric: 'r2', value: 0.3 }, 500).reason).toContain(
      'No confidence band',
    );
  });

  it.each([
    // Where it was, further away on either side, and nearer to zero
    [2, 2, 'ok'],
    [2, 3, 'warn'],
    [2, -3, 'warn'],
    [2, 0, 'ok'],
    [-2, -3, 'warn'],
    [-2, 1, 'warn'],
    [-2, -0.5, 'ok'],
  ])('judges a bias that goes from %d to %d: %s', (from, to, status) => {
    expect(
      judgePerformance({
        metric: { worse: 'either', problem: 'regression' },
        kind: 'realised',
        baseline: biasOf(from, 1000),
        now: biasOf(to, 1000),
        rows: 1000,
      }).status,
    ).toBe(status);
  });

  it('rarely takes chance for a change', () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    let flagged = 0;
    for (let window = 0; window < 2000; window += 1) {
      let right = 0;
      for (let row = 0; row < 300; row += 1) {
        right += random() < 0.91 ? 1 : 0;
      }
      const { status } = judgeAccuracy(accuracyOf(right, 300), 300);
      flagged += status === 'ok' ? 0 : 1;
    }
    expect(flagged / 2000).toBeLessThan(0.005);
  });
});
