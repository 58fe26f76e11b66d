import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { insertCosts, onDays } from '../__testUtils__/insertCosts';
import { DayRetention } from '../domain/DayRetention';
import { CostReader } from '../store/CostReader';
import { CostReaderLargest } from '../store/CostReaderLargest';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { CostReaderParts } from '../store/CostReaderParts';
import { MIGRATIONS } from '../store/migrations';
import { MonthCosts } from './MonthCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const entity = (name: string) => `component:default/${name}`;

describe.each(databases.eachSupportedId())('largest costs on %s', id => {
  let costs: MonthCosts;

  beforeAll(async () => {
    const knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    const reader = new CostReader(knex);
    costs = new MonthCosts({
      largest: new CostReaderLargest(knex),
      months: new CostReaderMonths(knex),
      parts: new CostReaderParts(knex),
      reader,
      retention: new DayRetention(400),
    });
    const february = (name: string, cost: string) =>
      onDays('2026-02-01', '2026-02-02', { entity: entity(name), cost });
    const march = (name: string, cost: string, more: object = {}) =>
      onDays('2026-03-01', '2026-03-02', {
        entity: entity(name),
        cost,
        ...more,
      });
    await insertCosts({
      knex,
      now: '2026-03-03T00:00:00.000Z',
      costs: [
        ...february('gone', '7'),
        ...february('long-gone', '-9'),
        ...february('half', '4'),
        ...february('stays', '1'),
        ...march('stays', '1.000000000000000000000000001'),
        ...march('stays', '-0.3', { kind: 'idle' }),
        ...march('credit', '-5'),
        ...march('b', '2'),
        ...march('a', '2'),
        ...march('a', '3', { currency: 'USD' }),
        ...march('free', '0'),
        { day: '2026-03-01', entity: entity('silent'), amounts: { list: '8' } },
        { day: '2026-03-01', cost: '100', reason: 'noRule' },
      ],
    });
    await insertCosts({
      knex,
      source: 'silent',
      now: '2026-03-03T00:00:00.000Z',
      costs: [...february('unknown', '50'), ...february('half', '0.1')],
    });
    await insertCosts({
      knex,
      source: 'cluster',
      now: '2026-03-03T00:00:00.000Z',
      costs: march('b', '0.5', { kind: 'shared' }),
    });
  });

  const question = {
    month: '2026-03',
    metric: 'effective' as const,
    today: '2026-03-03',
  };

  it.each([undefined, [entity('a'), entity('gone'), entity('nobody')]])(
    'are the first of all, however many are asked for: of %p',
    async entityRefs => {
      const all = (await costs.list({ ...question, entityRefs })).costs;
      expect(all.length).toBe(entityRefs ? 3 : 8);
      for (let limit = 1; limit <= all.length + 1; limit += 1) {
        expect(
          await costs.listLargest({ ...question, entityRefs }, limit),
        ).toEqual({
          costs: all.slice(0, limit),
          isComplete: limit >= all.length,
        });
      }
    },
  );

  it('have what ceased at their end, where none of its sources is silent', async () => {
    const { costs: all } = await costs.listLargest(question, 100);
    expect(
      all.map(({ entityRef, currency, sources }) => [
        entityRef.slice(18),
        currency,
        [...sources.keys()].sort(),
      ]),
    ).toEqual([
      ['credit', 'EUR', ['cloud']],
      ['a', 'USD', ['cloud']],
      ['b', 'EUR', ['cloud', 'cluster']],
      ['a', 'EUR', ['cloud']],
      ['stays', 'EUR', ['cloud']],
      ['free', 'EUR', ['cloud']],
      ['long-gone', 'EUR', ['cloud']],
      ['gone', 'EUR', ['cloud']],
    ]);
  });
});
