import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  DEFAULT_RUN_KEYS,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { readCostConfig } from './config';

const read = (cost: object) =>
  readCostConfig(new ConfigReader({ cost } as never));

describe('readCostConfig', () => {
  it('reads no source and shares nothing without a word', () => {
    expect(readCostConfig(new ConfigReader({}))).toEqual({
      metric: 'effective',
      sources: [],
      rules: undefined,
      runKeys: DEFAULT_RUN_KEYS,
      hasCatalogRulesLast: false,
      policies: {
        weight: 'effective',
        idle: { split: 'none' },
        pools: new Map(),
      },
      budgets: [],
      prometheus: [],
      staleAfterMs: 3 * 24 * 60 * 60 * 1000,
      rates: [],
      keptDays: 400,
      arePermissionsEnabled: false,
    });
  });

  it('is what the operator says', () => {
    const config = read({
      metric: 'billed',
      sources: [
        { id: 'cloud', folder: 'bills' },
        {
          id: 'cluster',
          title: 'Cluster',
          folder: '/opencost',
          pattern: '2026-*.csv',
          format: 'opencost-export',
          currency: 'EUR',
        },
      ],
      attribution: [
        { id: 'team', match: { tag: { team: 'shop' } }, entity: 'checkout' },
      ],
      sharing: { idle: { split: 'proportional' } },
      budgets: [
        { scope: 'system:default/shop', amount: 1200.5, currency: 'EUR' },
        {
          scope: 'system:default/shop',
          amount: '5000',
          currency: 'EUR',
          period: 'quarter',
        },
      ],
      staleAfter: { days: 2 },
    });
    expect(config).toMatchObject({
      metric: 'billed',
      sources: [
        { id: 'cloud', title: 'cloud', folder: resolve('bills') },
        { id: 'cluster', title: 'Cluster', pattern: '2026-*.csv' },
      ],
      rules: [{ id: 'team', entity: 'component:default/checkout' }],
      policies: { idle: { split: 'proportional' } },
      staleAfterMs: 2 * 24 * 60 * 60 * 1000,
    });
    expect(config.budgets[0]).toMatchObject({
      scope: 'system:default/shop',
      amount: readAmount('1200.5'),
      period: 'month',
    });
  });

  const folder = '/bills';
  it.each([
    [{ metric: 'gross' }, 'cost.metric must be one of billed, effective'],
    [
      { sources: [{ id: 'a b', folder }] },
      "cost.sources[0].id must be 1 to 100 letters, digits, '.', '_' or '-'",
    ],
    [
      {
        sources: [
          { id: 'a', folder },
          { id: 'a', folder },
        ],
      },
      "cost.sources[1].id is 'a' a second time",
    ],
    [{ sources: [{ id: 'a' }] }, 'cost.sources[0] names neither'],
    [
      { sources: [{ id: 'a', folder, currency: 'euro' }] },
      'cost.sources[0].currency must be a currency code',
    ],
    [
      { sources: [{ id: 'a', folder, format: 'excel' }] },
      "cost.sources[0].format is 'excel', which is none of focus",
    ],
    [
      { attribution: [{ id: 'x', entity: '//' }] },
      'cost.attribution: rule 1 (x), entity: must be an entity ref',
    ],
    [{ sharing: { idle: { split: 'half' } } }, 'cost.sharing, idle'],
    [
      { budgets: [{ scope: 'shop', amount: 1, currency: 'EUR' }] },
      'cost.budgets[0].scope',
    ],
    [
      {
        budgets: [
          { scope: 'system:default/a', amount: 1, currency: 'EUR' },
          { scope: 'system:default/A', amount: 2, currency: 'EUR' },
        ],
      },
      'cost.budgets[1] is for the same scope, currency and period as cost.budgets[0]',
    ],
    [{ staleAfter: { days: 0 } }, 'cost.staleAfter must be longer'],
  ])('names what is wrong in %j', (cost, reason) => {
    expect(() => read(cost)).toThrow(reason);
  });
});
