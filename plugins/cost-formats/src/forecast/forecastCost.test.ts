import { seriesOf } from '../__testUtils__/syntheticCosts';
import { formatAmount, readAmount } from '../money/amount';
import { dayNumber, dayText, periodAround } from './calendar';
import { DailyCost } from './DailyCost';
import { forecastCost } from './forecastCost';

const amount = (text: string | number) => readAmount(String(text))!;

const daysFrom = (first: string, costs: readonly (string | number)[]) =>
  costs.map((cost, index): DailyCost => ({
    day: dayText(dayNumber(first) + index),
    amount: amount(cost),
  }));

const shown = (forecast: ReturnType<typeof forecastCost>) =>
  Object.fromEntries(
    Object.entries(forecast).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? formatAmount(value) : value,
    ]),
  );

const askAt = (today: string, days: DailyCost[], more: object = {}) =>
  shown(
    forecastCost({
      days,
      period: periodAround('month', today),
      today,
      closedThrough: dayText(dayNumber(today) - 1),
      currency: 'EUR',
      ...more,
    }),
  );

describe('periodAround', () => {
  it.each([
    ['month', '2024-02-29', '2024-02-01', '2024-02-29'],
    ['month', '2026-02-10', '2026-02-01', '2026-02-28'],
    ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['quarter', '2026-03-29', '2026-01-01', '2026-03-31'],
    ['quarter', '2026-11-01', '2026-10-01', '2026-12-31'],
    ['year', '2024-06-30', '2024-01-01', '2024-12-31'],
  ] as const)('finds the %s around %s', (period, day, start, end) => {
    expect(periodAround(period, day)).toEqual({ start, end });
  });

  it('refuses what is no day', () => {
    expect(() => periodAround('month', '2026-02-30')).toThrow(/2026-02-30/);
  });
});

describe('forecastCost', () => {
  it('adds an estimate of the days to come to what was spent exactly', () => {
    expect(
      askAt('2026-04-11', daysFrom('2026-04-01', Array(10).fill('2.003'))),
    ).toEqual({
      kind: 'forecast',
      spent: '20.03',
      projected: '60.09',
      low: '60.09',
      high: '60.09',
      method: 'run-rate',
      historyDays: 10,
      missingDays: [],
    });
  });

  it('counts the days of a leap year and of a month in which clocks change', () => {
    const days = daysFrom('2024-02-01', Array(20).fill(10));
    expect(askAt('2024-02-21', days).projected).toBe('290');
    const march = daysFrom('2026-03-01', Array(20).fill(10));
    expect(askAt('2026-03-21', march).projected).toBe('310');
    const october = daysFrom('2026-10-01', Array(28).fill(10));
    expect(askAt('2026-10-29', october).projected).toBe('310');
  });

  it('forecasts on the first of a month and on its last day', () => {
    const days = daysFrom('2026-05-01', Array(31).fill(3));
    const first = askAt('2026-06-01', days);
    expect(first).toMatchObject({ kind: 'forecast', projected: '90' });
    // Nothing is known of June yet: that is not zero
    expect(first).not.toHaveProperty('spent');
    expect(askAt('2026-05-31', days.slice(0, 30)).projected).toBe('93');
  });

  it('estimates no more once every day is closed', () => {
    const days = daysFrom('2026-05-01', Array(31).fill('1.234'));
    expect(
      askAt('2026-06-02', days, {
        period: periodAround('month', '2026-05-05'),
      }),
    ).toMatchObject({ method: 'complete', projected: '38.254', low: '38.254' });
  });

  it('takes a missing day for unknown and a zero for zero', () => {
    const days = daysFrom('2026-04-01', Array(20).fill(10));
    const gap = days.filter(({ day }) => day !== '2026-04-07');
    expect(askAt('2026-04-21', gap)).toMatchObject({
      spent: '190',
      projected: '300',
      missingDays: ['2026-04-07'],
    });
    const zero = days.map(of =>
      of.day === '2026-04-07' ? { ...of, amount: 0n } : of,
    );
    expect(askAt('2026-04-21', zero)).toMatchObject({
      spent: '190',
      missingDays: [],
    });
    expect(askAt('2026-04-21', zero).projected).not.toBe('300');
  });

  it('expects of open days at least what is booked on them already', () => {
    const days = daysFrom('2026-04-01', [...Array(18).fill(10), 4, 25]);
    expect(
      askAt('2026-04-20', days, { closedThrough: '2026-04-18' }),
    ).toMatchObject({ spent: '209', projected: '315', historyDays: 18 });
  });

  it('never takes today for closed', () => {
    const days = daysFrom('2026-04-01', [...Array(19).fill(10), 1]);
    expect(
      askAt('2026-04-20', days, { closedThrough: '2026-04-30' }),
    ).toMatchObject({ spent: '191', projected: '300', historyDays: 19 });
  });

  it('learns nothing from anomalies and from what happens once, which are spent all the same', () => {
    const days = daysFrom('2026-04-01', Array(20).fill(10));
    days[4] = { day: '2026-04-05', amount: amount(1010), oneOff: amount(1000) };
    days[9] = { day: '2026-04-10', amount: amount(510) };
    expect(
      askAt('2026-04-21', days, { leftOut: new Set(['2026-04-10']) }),
    ).toMatchObject({ spent: '1700', projected: '1800', historyDays: 19 });
  });

  it.each([
    [[], 'No closed day is known yet.'],
    [[1, 2], /Only 2 closed days/],
  ])('says why there is no forecast of %j', (costs, reason) => {
    const forecast = askAt('2026-04-03', daysFrom('2026-04-01', costs));
    expect(forecast).toMatchObject({
      kind: 'none',
      reason: expect.stringMatching(reason),
    });
  });

  it('makes no forecast of a series that stopped long ago', () => {
    const days = daysFrom('2026-01-01', Array(31).fill(1));
    expect(askAt('2026-04-10', days)).toEqual({
      kind: 'none',
      reason: 'The last closed day that is known is 2026-01-31.',
    });
  });

  it('rounds to the smallest coin of the currency', () => {
    const days = daysFrom('2026-04-01', Array(10).fill('1.23456'));
    const projectedIn = (currency?: string) =>
      askAt('2026-04-11', days, { currency }).projected;
    expect(projectedIn('JPY')).toBe('37');
    expect(projectedIn('USD')).toBe('37.04');
    expect(projectedIn('KWD')).toBe('37.037');
    expect(projectedIn('CREDITS')).toBe('37.04');
  });

  it('keeps its interval between what is spent and double what it would be without noise', () => {
    const costs = seriesOf('noisy', { length: 80, seed: 3 }).map(cost =>
      cost.toFixed(6),
    );
    const question = () => askAt('2026-03-22', daysFrom('2026-01-01', costs));
    const { spent, low, projected, high } = question();
    expect(Number(low)).toBeGreaterThanOrEqual(Number(spent));
    expect(Number(projected)).toBeGreaterThan(Number(low));
    expect(Number(high)).toBeGreaterThan(Number(projected));
    expect(Number(high)).toBeLessThan(2 * 31 * 100);
    // The same question has the same answer
    expect(question()).toEqual(question());
  });

  it('keeps credits negative', () => {
    const days = daysFrom('2026-04-01', Array(10).fill(-5));
    expect(askAt('2026-04-11', days)).toMatchObject({
      spent: '-50',
      projected: '-150',
    });
  });
});
