import { Forecast } from '../forecast/forecastCost';
import { formatAmount, readAmount } from '../money/amount';
import { evaluateBudget } from './evaluateBudget';
import { parseBudget, readBudget } from './readBudget';

const PLACE = 'plumbline.dev/budget';
const amount = (text: string) => readAmount(text)!;

describe('parseBudget', () => {
  it.each([
    ['800 EUR', '800', 'EUR', 'month'],
    ['  2400.50 USD per quarter ', '2400.5', 'USD', 'quarter'],
    ['9600 JPY/year', '9600', 'JPY', 'year'],
    ['1,200 GBP / month', '1200', 'GBP', 'month'],
  ])('reads %j', (text, shown, currency, period) => {
    const budget = parseBudget(text, PLACE);
    expect(formatAmount(budget.amount)).toBe(shown);
    expect(budget).toMatchObject({
      currency,
      period,
      thresholds: [50, 80, 100],
    });
  });

  it.each([
    '',
    '800',
    'EUR',
    '800 euros',
    '800EUR',
    '0 EUR',
    '-5 EUR',
    '8.000,50 EUR',
    '800 EUR per week',
    '800 EUR month',
    'NaN EUR',
  ])('refuses %j and names the annotation', text => {
    expect(() => parseBudget(text, PLACE)).toThrow(/^plumbline\.dev\/budget: /);
  });
});

describe('readBudget', () => {
  const written = {
    scope: 'System:default/Shop',
    amount: 800.1,
    currency: 'EUR',
    period: 'quarter',
    thresholds: [100, 80, 120.5, 80],
  };

  it('reads the form of the configuration', () => {
    expect(readBudget(written, 'cost.budgets[0]')).toEqual({
      scope: 'system:default/shop',
      amount: amount('800.1'),
      currency: 'EUR',
      period: 'quarter',
      thresholds: [80, 100, 120.5],
    });
    expect(
      readBudget(
        {
          ...written,
          amount: '800.10',
          period: undefined,
          thresholds: undefined,
        },
        '',
      ),
    ).toMatchObject({ amount: amount('800.1'), period: 'month' });
  });

  it.each([
    [{ scope: 'shop' }, /^b\.scope: /],
    [{ amount: undefined }, /^b\.amount: 'undefined'/],
    [{ amount: 0 }, /^b\.amount: /],
    [{ currency: 'euro' }, /^b\.currency: /],
    [{ period: 'week' }, /^b\.period: 'week' is none of month, quarter, year/],
    [{ thresholds: [] }, /^b\.thresholds: /],
    [{ thresholds: ['80'] }, /^b\.thresholds: /],
    [{ thresholds: [0] }, /^b\.thresholds: /],
  ])('names the culprit in %j', (wrong, message) => {
    expect(() => readBudget({ ...written, ...wrong }, 'b')).toThrow(message);
  });

  it.each([null, [], 'x', 7])('refuses %j', value => {
    expect(() => readBudget(value, 'b')).toThrow(/^b: an object/);
  });
});

describe('evaluateBudget', () => {
  const budget = parseBudget('800 EUR', PLACE);
  const forecast = (
    spent: string | undefined,
    projected?: string,
  ): Forecast => {
    const ofSpent = spent === undefined ? {} : { spent: amount(spent) };
    return projected === undefined
      ? { kind: 'none', ...ofSpent, reason: 'No closed day is known yet.' }
      : {
          kind: 'forecast',
          ...ofSpent,
          projected: amount(projected),
          low: 0n,
          high: amount(projected),
          method: 'run-rate',
          historyDays: 10,
          missingDays: [],
        };
  };
  const evaluate = (spent?: string, projected?: string, told: number[] = []) =>
    evaluateBudget(budget, {
      forecast: forecast(spent, projected),
      currency: 'EUR',
      told,
    });

  it.each([
    [
      '10',
      '500',
      'ok',
      /^10\.00 EUR of 800\.00 EUR are spent this month; 500\.00 EUR are projected/,
    ],
    ['10', '800', 'ok', /projected/],
    ['10', '800.01', 'warn', /0\.01 EUR too much/],
    ['640', '700', 'warn', /has reached 80 %/],
    ['639.999', '700', 'ok', /^640\.00 EUR/],
    ['800', '900', 'critical', /^800\.00 EUR of 800\.00 EUR/],
    ['-20', '-30', 'ok', /^-20\.00 EUR/],
    [
      '10',
      undefined,
      'ok',
      /there is no forecast \(No closed day is known yet\)/,
    ],
    [undefined, '700', 'unknown', /^No cost of this month is known; 700/],
    [undefined, undefined, 'unknown', /no forecast/],
  ])(
    'of %s spent and %s projected says %s',
    (spent, projected, status, reason) => {
      const result = evaluate(spent, projected);
      expect(result.status).toBe(status);
      expect(result.reason).toMatch(reason);
    },
  );

  it('says which thresholds are reached and which of them are news', () => {
    expect(evaluate('799.999999999', '800', [50])).toMatchObject({
      spentPercent: 99,
      projectedPercent: 100,
      reached: [50, 80],
      newlyReached: [80],
    });
    expect(evaluate('1000', '1000', [50, 80])).toMatchObject({
      spentPercent: 125,
      reached: [50, 80, 100],
      newlyReached: [100],
    });
    expect(evaluate('-1', '1')).toMatchObject({
      spentPercent: -1,
      reached: [],
    });
  });

  it('compares no currencies with each other', () => {
    const use = { forecast: forecast('1', '2'), told: [] };
    expect(evaluateBudget(budget, { ...use, currency: 'USD' })).toMatchObject({
      status: 'unknown',
      reason: 'The budget is in EUR, the cost in USD.',
    });
    expect(evaluateBudget(budget, use).reason).toMatch(/not stated/);
  });
});
