import { measurePerformance } from './measurePerformance';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-11-01T00:00:00Z');
const settings = {
  problem: 'binary' as const,
  prediction: 'prediction',
  score: 'score',
  label: 'label',
  positive: 1,
};
const windows = [0, 1].map(day => ({
  start: new Date(START + day * DAY).toISOString(),
  end: new Date(START + (day + 1) * DAY).toISOString(),
}));

/** Rows of a day, of which so many of a hundred are predicted right. */
function rowsOf(day: number, right: number, isLabelled = true) {
  return Array.from({ length: 400 }, (_, i) => {
    const isYes = i % 2 === 0;
    const isRight = i % 100 < right;
    return {
      time: START + day * DAY + i,
      prediction: isYes ? '1' : '0',
      score: isYes ? 0.8 : 0.2,
      label: isLabelled ? String(Number(isYes === isRight)) : undefined,
    };
  });
}

describe('measurePerformance', () => {
  const find = (
    answer: ReturnType<typeof measurePerformance>,
    kind: string,
    day: number,
  ) =>
    answer.points.find(
      point =>
        point.kind === kind &&
        point.metric === 'accuracy' &&
        point.windowStart === windows[day].start,
    );

  it('tells a day that got worse than the baseline from one that did not', () => {
    const answer = measurePerformance({
      settings,
      windows,
      baseline: rowsOf(-1, 90),
      rows: [...rowsOf(0, 90), ...rowsOf(1, 60)],
    });
    expect(find(answer, 'realised', 0)).toMatchObject({
      value: 0.9,
      status: 'ok',
      labelled: 400,
    });
    expect(find(answer, 'realised', 1)).toMatchObject({
      value: 0.6,
      status: 'warn',
    });
    expect(
      answer.metrics.find(({ metric }) => metric === 'accuracy')?.baseline,
    ).toBe(0.9);
  });

  it('estimates where no label has come, by what the baseline taught', () => {
    const answer = measurePerformance({
      settings,
      windows,
      baseline: rowsOf(-1, 90),
      rows: rowsOf(1, 90, false),
    });
    expect(find(answer, 'realised', 1)).toBeUndefined();
    expect(find(answer, 'estimated', 1)?.value).toBeCloseTo(0.9, 1);
  });

  it('says why there is nothing', () => {
    const answer = measurePerformance({
      settings,
      windows,
      baseline: rowsOf(-1, 90, false),
      rows: rowsOf(1, 90, false),
    });
    expect(answer.points).toEqual([]);
    expect(answer.reason).toContain('No label has come');
  });
});
