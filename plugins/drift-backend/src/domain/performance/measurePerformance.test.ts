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

const measure = (options: {
  baseline: ReturnType<typeof rowsOf>;
  rows: ReturnType<typeof rowsOf>;
}) => measurePerformance({ settings, windows, policy: {}, ...options });

describe('measurePerformance', () => {
  const find = (
    answer: ReturnType<typeof measure>,
    kind: string,
    day: number,
  ) =>
    answer[day].points.find(
      point => point.kind === kind && point.metric === 'accuracy',
    );

  it('tells a day that got worse than the baseline from one that did not', () => {
    const answer = measure({
      baseline: rowsOf(-1, 90),
      rows: [...rowsOf(0, 90), ...rowsOf(1, 75)],
    });
    expect(answer[0]).toMatchObject({ rows: 400, labelled: 400 });
    expect(find(answer, 'realised', 0)).toMatchObject({
      value: 0.9,
      baseline: 0.9,
      status: 'ok',
    });
    expect(find(answer, 'realised', 1)).toMatchObject({
      value: 0.75,
      status: 'warn',
      reason: expect.stringMatching(/^0\.75 is below 0\.8\d+, where chance/),
    });
  });

  it('estimates where no label has come, by what the baseline taught', () => {
    const answer = measure({
      baseline: rowsOf(-1, 90),
      rows: rowsOf(1, 90, false),
    });
    expect(answer[1]).toMatchObject({ rows: 400, labelled: 0 });
    expect(find(answer, 'realised', 1)).toBeUndefined();
    expect(find(answer, 'estimated', 1)).toMatchObject({
      value: expect.closeTo(0.9, 1),
      status: 'ok',
    });
  });

  it('judges nothing by too few labels, nor by a baseline without labels', () => {
    const few = measure({
      baseline: rowsOf(-1, 90),
      rows: rowsOf(0, 90).slice(0, 99),
    });
    expect(find(few, 'realised', 0)).toMatchObject({
      status: 'unknown',
      reason: '99 labelled rows are not enough to say: it takes 100.',
    });
    const blind = measure({
      baseline: rowsOf(-1, 90, false),
      rows: [...rowsOf(0, 90), ...rowsOf(1, 90, false)],
    });
    expect(find(blind, 'realised', 0)).toMatchObject({
      value: 0.9,
      status: 'unknown',
      reason: 'The baseline has too few labels to compare with.',
    });
    expect(blind[1].points).toEqual([]);
  });
});
