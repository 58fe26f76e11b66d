import { addDays } from './days';
import { AskedDay, findDueDays } from './dueDays';

const NOW = '2026-06-10T12:00:00.000Z';
const TODAY = '2026-06-10';

const asked = (day: string, more: Partial<AskedDay> = {}): AskedDay => ({
  day,
  askedAt: NOW,
  isKnown: true,
  aggregate: '',
  ...more,
});
const back = (count: number) => addDays(TODAY, -count);
const due = (
  known: readonly AskedDay[],
  more: Partial<Parameters<typeof findDueDays>[0]> = {},
) =>
  findDueDays({
    asked: known,
    windowDays: 7,
    aggregate: '',
    nowMs: Date.parse(NOW),
    isAskedFor: false,
    ...more,
  });
const days = (...counts: number[]) => counts.map(back);

describe('findDueDays', () => {
  it('asks for the whole window of a new source, the newest day first', () => {
    expect(due([])).toEqual(days(0, 1, 2, 3, 4, 5, 6));
  });

  it('asks once an hour for days that ended three days ago or less', () => {
    const all = days(0, 1, 2, 3, 4, 5, 6).map(day => asked(day));
    expect(due(all)).toEqual([]);
    const later = Date.parse('2026-06-10T13:00:00Z');
    expect(due(all, { nowMs: later })).toEqual(days(0, 1, 2, 3));
    expect(due(all, { isAskedFor: true })).toEqual(days(0, 1, 2, 3));
  });

  it('asks once more when a day is closed, and then never again', () => {
    const others = days(0, 1, 2, 3, 5, 6).map(day => asked(day));
    const askedAt = (time: string) => [
      ...others,
      asked(back(4), { askedAt: time }),
    ];
    expect(due(askedAt('2026-06-09T23:59:59.999Z'))).toEqual([back(4)]);
    expect(due(askedAt('2026-06-10T00:00:00.000Z'))).toEqual([]);
  });

  it('finishes days that are before the window when they are closed', () => {
    const before = days(1, 2, 3, 4, 5).map(day =>
      asked(day, { askedAt: `${day}T23:00:00.000Z` }),
    );
    expect(due(before, { windowDays: 1 })).toEqual(days(0, 1, 2, 3, 4, 5));
    expect(
      due(
        before.map(({ day }) => asked(day)),
        { windowDays: 1 },
      ),
    ).toEqual([TODAY]);
  });

  it('asks once a day for a closed day of which nothing is known, or that is grouped otherwise', () => {
    const others = days(0, 1, 2, 3, 4, 5).map(day => asked(day));
    const last = (more: Partial<AskedDay>) => [...others, asked(back(6), more)];
    const yesterday = '2026-06-09T12:00:00.000Z';
    const lately = '2026-06-09T12:00:00.001Z';
    expect(due(last({ askedAt: yesterday }))).toEqual([]);
    for (const more of [{ isKnown: false }, { aggregate: 'namespace' }]) {
      expect(due(last({ ...more, askedAt: yesterday }))).toEqual([back(6)]);
      const known = last({ ...more, askedAt: lately });
      expect(due(known)).toEqual([]);
      expect(due(known, { isAskedFor: true })).toContain(back(6));
    }
  });

  it('asks for what was missed since the last day that is known, but not for ever', () => {
    expect(due([asked(back(9))])).toEqual(days(0, 1, 2, 3, 4, 5, 6, 7, 8));
    // It went away again, after the first answer
    expect(due([asked(back(9)), asked(back(0))])).toEqual(
      days(1, 2, 3, 4, 5, 6, 7, 8),
    );
    expect(due([asked(back(9), { isKnown: false })])).toEqual(
      days(0, 1, 2, 3, 4, 5, 6),
    );
    expect(due([asked(back(500))]).at(-1)).toBe(back(91));
  });

  it('knows months and leap days', () => {
    expect(
      due([], { nowMs: Date.parse('2028-03-01T00:00:00Z'), windowDays: 3 }),
    ).toEqual(['2028-03-01', '2028-02-29', '2028-02-28']);
  });
});
