import { countMonth, DayCounter } from './modelCounts';

const MONTH = '2024-02';
const NOTHING = { reason: 'nobody counts' };

/** Counts of days of the month; a day that is left out is not known. */
const counter = (from: string, days: Record<number, number>): DayCounter => ({
  from,
  days: new Map(
    Object.entries(days).map(([day, count]) => [
      `${MONTH}-${day.padStart(2, '0')}`,
      count,
    ]),
  ),
});
const daily = (last: number, count: number) =>
  Object.fromEntries(
    Array.from({ length: last }, (_, index) => [index + 1, count]),
  );
const count = (counters: DayCounter[], lastDay = '2024-03-31') =>
  countMonth({
    counted: { ...NOTHING, counters },
    month: MONTH,
    lastDay,
  });

describe('countMonth', () => {
  it('counts a whole leap month, and says where it ends before that', () => {
    expect(count([counter('a', daily(29, 2))])).toEqual({
      count: 58,
      from: 'a',
    });
    expect(count([counter('a', daily(28, 2))])).toEqual({
      count: 56,
      from: 'a',
      until: '2024-02-28',
    });
    // Of what came after the last day of costs nothing is divided
    expect(count([counter('a', daily(29, 2))], '2024-02-10')).toEqual({
      count: 20,
      from: 'a',
      until: '2024-02-10',
    });
  });

  it('counts to the first gap', () => {
    expect(count([counter('a', { 1: 5, 2: 0, 4: 9 })])).toEqual({
      count: 5,
      from: 'a',
      until: '2024-02-02',
    });
  });

  it('takes the counter that knows most, and of those the one that saw most', () => {
    const few = counter('few', daily(29, 1));
    const many = counter('many', daily(29, 3));
    const short = counter('short', daily(10, 100));
    expect(count([short, few, many])).toEqual({ count: 87, from: 'many' });
    expect(count([many, short])).toEqual({ count: 87, from: 'many' });
  });

  it('tells nothing of a month that begins with a day that is not known', () => {
    expect(count([counter('a', { 3: 5, 4: 5 })])).toEqual({
      count: null,
      reason: 'What was counted begins within the month, on 2024-02-03',
    });
    expect(count([counter('a', {})])).toEqual({
      count: null,
      reason: 'nobody counts',
    });
    expect(
      countMonth({ counted: NOTHING, month: MONTH, lastDay: '2024-02-29' }),
    ).toEqual({ count: null, reason: 'nobody counts' });
  });
});
