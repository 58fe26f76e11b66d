import { PerformancePoint } from './performanceRecords';
import { judgeWindows, performanceVerdict } from './performanceVerdict';

const NOW = '2026-11-20T06:00:00.000Z';

function point(change: Partial<PerformancePoint> = {}): PerformancePoint {
  return {
    kind: 'realised',
    metric: 'accuracy',
    value: 0.9,
    baseline: 0.91,
    thresholdLow: 0.87,
    status: 'ok',
    ...change,
  };
}

const fallen = { value: 0.84, status: 'warn' } as const;
const estimate = { kind: 'estimated' } as const;

/** Windows of days, the newest first. */
function days(...points: PerformancePoint[][]) {
  return points.map((ofDay, ago) => ({
    windowStart: new Date(Date.parse(NOW) - (ago + 1) * 86_400_000)
      .toISOString()
      .replace(/T.*/, 'T00:00:00.000Z'),
    windowEnd: new Date(Date.parse(NOW) - ago * 86_400_000)
      .toISOString()
      .replace(/T.*/, 'T00:00:00.000Z'),
    rows: 3000,
    labelled: ofDay.some(({ kind }) => kind === 'realised') ? 1200 : 0,
    fingerprint: 'a',
    changedAt: NOW,
    points: ofDay,
  }));
}

const verdictOf = (...points: PerformancePoint[][]) =>
  performanceVerdict({
    windows: days(...points),
    measurement: { measuredAt: NOW },
    now: NOW,
  });

describe('what performance says', () => {
  it('goes by the newest labels, and dates the loss by the windows before', () => {
    expect(
      verdictOf(
        [point(estimate)],
        [point(fallen), point({ ...fallen, metric: 'recall' })],
        [point(fallen)],
        [point()],
        [point(fallen)],
      ),
    ).toMatchObject({
      status: 'warn',
      since: '2026-11-17T00:00:00.000Z',
      sentence:
        'Accuracy fell from 0.91 to 0.84 since 17 Nov (1,200 labelled rows of 18 Nov); 1 other figure is worse too.',
    });
  });

  it('warns by an estimate that is worse than the newest labels', () => {
    expect(
      verdictOf([point({ ...estimate, ...fallen })], [point()]),
    ).toMatchObject({
      status: 'warn',
      kind: 'estimated',
      since: '2026-11-19T00:00:00.000Z',
      sentence:
        'Accuracy is estimated to have fallen from 0.91 to 0.84 since 19 Nov (3,000 rows of 19 Nov, labels still to come).',
    });
  });

  it('names the critical figure before the others', () => {
    const verdict = verdictOf([
      point(fallen),
      point({
        metric: 'recall',
        value: 0.3,
        baseline: 0.8,
        thresholdLow: 0.7,
        status: 'critical',
      }),
    ]);
    expect(verdict).toMatchObject({ status: 'critical', metric: 'recall' });
    expect(verdict.sentence).toMatch(/^Recall fell from 0\.8 to 0\.3 /);
  });

  it('says of a bias that it moved, and of an error that it rose', () => {
    const sentenceOf = (change: Partial<PerformancePoint>) =>
      verdictOf([point({ thresholdLow: undefined, status: 'warn', ...change })])
        .sentence;
    expect(
      sentenceOf({
        metric: 'bias',
        value: -2.3,
        baseline: 0.1,
        thresholdLow: -1,
        thresholdHigh: 1,
      }),
    ).toContain('moved from 0.1 to -2.3');
    expect(
      sentenceOf({
        metric: 'mae',
        value: 4.2,
        baseline: 3.1,
        thresholdHigh: 3.5,
      }),
    ).toContain('rose from 3.1 to 4.2');
  });

  it('is unknown where nothing can be judged, and says why', () => {
    expect(verdictOf([])).toMatchObject({
      status: 'unknown',
      sentence: expect.stringContaining('No label has come'),
    });
    expect(
      verdictOf([
        point({
          status: 'unknown',
          reason: '12 labelled rows are not enough.',
        }),
      ]),
    ).toMatchObject({
      status: 'unknown',
      sentence:
        'Its performance is not known yet. 12 labelled rows are not enough.',
    });
  });

  it('does not judge a window by its estimate once its labels suffice', () => {
    const [judged] = judgeWindows(
      days([point(), point({ ...estimate, ...fallen })]),
    );
    expect(judged).toMatchObject({ kind: 'realised', status: 'ok', worse: [] });
  });
});
