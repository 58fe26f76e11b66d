import { Costs, findCostNeeds } from './findCostNeeds';

const now = new Date('2026-11-21T12:00:00Z');

type Cost = Costs['teams'][number]['currencies'][number];
type Budget = NonNullable<Cost['budget']>;

const budget = (overrides: Partial<Budget> = {}): Budget => ({
  amount: '700',
  currency: 'EUR',
  period: 'month',
  spent: '568.304882',
  status: 'warn',
  reason: '',
  ...overrides,
});

const summary = (
  entityRef: string,
  cost: Partial<Cost> = {},
): Costs['teams'][number] => ({
  entityRef,
  month: '2026-11',
  metric: 'effective',
  convertibleTo: [],
  members: 1,
  sources: [],
  provisionalFrom: null,
  currencies: [
    {
      currency: 'EUR',
      amount: '568.304882',
      direct: '568.304882',
      idle: '0',
      shared: '0',
      previousSameDays: null,
      previousMonth: null,
      forecast: { amount: '957.95', low: '925', high: '991', method: '' },
      budget: null,
      parts: [],
      unusual: [],
      ...cost,
    },
  ],
});

const find = (costs: Partial<Costs>) =>
  findCostNeeds({ teams: [], flagged: [], sources: [], ...costs }, now);

it('finds nothing where budgets hold, days are as usual and sources are read', () => {
  expect(
    find({
      teams: [
        summary('group:default/ml', { budget: budget({ status: 'ok' }) }),
      ],
      sources: [
        {
          source: 'cloud',
          title: 'Cloud',
          state: 'ok',
          readAt: null,
          lastDay: null,
        },
      ],
    }),
  ).toEqual([]);
});

it('tells a budget that is spent from one that is expected to be', () => {
  const needs = find({
    teams: [
      summary('group:default/ml', {
        budget: budget({ status: 'critical', spent: '812.5' }),
      }),
    ],
    flagged: [
      summary('component:default/api', { budget: budget() }),
      summary('component:default/web', {
        budget: budget({ period: 'quarter', spent: null }),
      }),
    ],
  });
  expect(needs).toEqual([
    {
      id: 'group:default/ml budget EUR',
      status: 'critical',
      subject: { title: 'ml', href: '/catalog/default/group/ml/cost' },
      what: 'cost: €813 of the budget of €700 per month is spent',
    },
    expect.objectContaining({
      status: 'warn',
      subject: {
        title: 'api',
        href: '/catalog/default/component/api/cost',
      },
      what: 'cost: €958 is expected of the budget of €700 per month',
    }),
    expect.objectContaining({
      what: 'cost: the budget of €700 per quarter is in danger',
    }),
  ]);
});

it('names unusual days of the last week with whose they mostly are', () => {
  const unusual = (day: string, lastDay?: string) => ({
    day,
    lastDay,
    actual: '120',
    expected: '40.4',
    isNewLevel: false,
    contributors: [
      { dimension: 'service', key: 'gpu', change: '70' },
      {
        dimension: 'entity',
        key: 'component:default/api',
        change: '60',
      },
    ],
  });
  const needs = find({
    teams: [
      summary('group:default/ml', {
        unusual: [
          unusual('2026-11-02'),
          unusual('2026-11-12', '2026-11-16'),
          { ...unusual('2026-11-20'), actual: '1', contributors: [] },
        ],
      }),
    ],
  });
  expect(needs.map(({ what, since }) => [what, since])).toEqual([
    [
      'cost: €80 more than usual from 12 Nov to 16 Nov, mostly api',
      '2026-11-12T00:00:00.000Z',
    ],
    ['cost: €39 less than usual on 20 Nov', '2026-11-20T00:00:00.000Z'],
  ]);
});

it('leads from a source that failed, is stale or was never read to the import log', () => {
  const source = { source: 's', title: 'Cloud', readAt: null, lastDay: null };
  const needs = find({
    sources: [
      {
        ...source,
        state: 'failed',
        message: 'no such folder',
        lastDay: '2026-11-20',
      },
      { ...source, state: 'stale', lastDay: '2026-11-01' },
      { ...source, state: 'never' },
      // Was taken out of the configuration, which is no news
      { ...source, state: 'stale', isLeft: true },
    ],
  });
  expect(needs.map(({ status, what }) => [status, what])).toEqual([
    [
      'critical',
      'cost: the source could not be read: no such folder; known until 20 Nov',
    ],
    ['warn', 'cost: the source is stale, known until 1 Nov'],
    ['warn', 'cost: the source was never read'],
  ]);
  expect(needs[0].subject).toEqual({
    title: 'Cloud',
    href: '/cost?view=imports',
  });
});
