import { createCost, createDays } from '../../__testUtils__/costFixtures';
import { ChartView, rangeOf } from '../words/chartViews';
import { chartOf } from './chartOf';
import { EXPECTED } from './outlookOf';

const [costs] = createDays().currencies;

const draw = (
  chart: ChartView,
  options: Partial<Parameters<typeof chartOf>[0]> = {},
) =>
  chartOf({
    costs,
    cost: createCost({
      amount: '21.355',
      forecast: { amount: '41.355', low: '31.355', high: '61.355', method: '' },
    }),
    group: 'serviceCategory',
    chart,
    month: '2026-11',
    from: rangeOf('2026-11', chart).from,
    ...options,
  });

it('keeps exact amounts as texts, leaves a gap where nothing is known, and spreads what is expected evenly', () => {
  const { parts, days, levels, marks } = draw('day');
  expect(parts.map(({ title, tone }) => [title, tone])).toEqual([
    ['Compute', 'current'],
    ['Storage', 'second'],
    ['expected, on average', 'hole'],
  ]);
  expect(days).toHaveLength(30);
  expect(days.slice(17, 20).map(({ texts }) => texts)).toEqual([
    { Compute: '€10.11' },
    {},
    { Compute: '€12.50', Storage: '−€1.25' },
  ]);
  expect(days[20]).toEqual({
    day: '2026-11-21',
    values: { [EXPECTED]: 2 },
    texts: { [EXPECTED]: '€2.00' },
    band: [1, 4],
    bandText: '€1.00 to €4.00',
  });
  // A month of 30 days of a budget of €800
  expect(levels).toEqual([
    {
      label: 'budget per day',
      value: expect.closeTo(26.666666, 5),
      look: 'threshold',
    },
  ]);
  expect(marks).toEqual([
    { at: '2026-11-12', symbol: '◆', label: '12 Nov unusual, +⁠€53.20' },
  ]);
});

it('adds days up to a running total that ends where the forecast does', () => {
  const { days, levels } = draw('total');
  expect(days[19].texts).toEqual({ Compute: '€22.61', Storage: '−€1.25' });
  expect(days[18].texts).toEqual({});
  expect(days.at(-1)).toMatchObject({
    day: '2026-11-30',
    texts: { [EXPECTED]: '€41.36' },
    bandText: '€31.36 to €61.36',
  });
  expect(levels).toMatchObject([{ label: 'budget', value: 800 }]);
});

it('adds days up to months, with what is left of the forecast on top of the last', () => {
  const { days, levels, labelOf } = draw('year');
  expect(days).toHaveLength(13);
  expect(days[0]).toEqual({ day: '2025-11-01', values: {}, texts: {} });
  expect(days[12].texts).toEqual({
    Compute: '€22.61',
    Storage: '−€1.25',
    [EXPECTED]: '€20.00',
  });
  expect(levels).toMatchObject([{ label: 'budget per month', value: 800 }]);
  expect(labelOf?.('2025-11-01')).toBe('Nov 2025');
});

it('expects nothing without a forecast, and draws no day that is to come', () => {
  const { parts, days } = draw('quarter', {
    cost: createCost({ forecast: null }),
  });
  expect(parts).toHaveLength(2);
  expect(days[0].day).toBe('2026-09-01');
  expect(days.at(-1)?.day).toBe('2026-11-20');
});

it('has no line for a budget of another period or currency than what is drawn', () => {
  const of = (period: 'month' | 'quarter' | 'year', currency = 'EUR') =>
    createCost({
      budget: {
        amount: '920',
        currency,
        period,
        spent: null,
        status: 'ok',
        reason: '',
      },
    });
  expect(draw('total', { cost: of('quarter') }).levels).toEqual([]);
  expect(draw('day', { cost: of('month', 'USD') }).levels).toEqual([]);
  // October to December have 92 days
  expect(draw('day', { cost: of('quarter') }).levels).toMatchObject([
    { value: 10 },
  ]);
});

it('adds what is beyond the tones, to the last digit', () => {
  const series = ['a', 'b', 'c', 'd', 'e', 'f'].map((key, index) => ({
    key,
    days: [{ day: '2026-11-18', amount: index < 4 ? '10' : '0.05' }],
  }));
  const { parts, days } = draw('day', {
    costs: { currency: 'EUR', series },
    cost: createCost({ forecast: null }),
    group: 'service',
  });
  expect(parts.map(({ title }) => title)).toEqual([
    'a',
    'b',
    'c',
    'd',
    '2 more',
  ]);
  expect(Object.values(days[17].texts ?? {}).at(-1)).toBe('€0.10');
});
