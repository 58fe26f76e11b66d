import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import { createShopImports, TestImports } from '../__testUtils__/createImports';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const HEADER = 'date,currency,cost,team';
const settings = {
  attribution: [
    {
      id: 'team',
      entityFrom: { tag: 'team', template: 'component:default/{value}' },
    },
  ],
  retention: { days: '93d' },
};

describe.each(databases.eachSupportedId())('old bills on %s', id => {
  let knex: Knex;
  let costs: TestImports;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    costs = await createShopImports(knex);
    // The first day that is kept is 23 March
    costs.clock.now = '2026-06-24T00:00:00.000Z';
  });
  afterEach(() => costs.close());

  it('are booked to the last digit, and of their days only those stored that are kept', async () => {
    await costs.write('bill.csv', [
      HEADER,
      '2025-12-31,USD,0.5,cart',
      '2026-03-22,USD,0.1,cart',
      '2026-03-22,USD,0.01,',
      '2026-03-23,USD,0.2,cart',
    ]);
    expect(await costs.import(settings)).toMatchObject({
      state: 'done',
      warnings: [],
      first_day: '2025-12-31',
      reconciliation: [
        { total: '0.81', attributed: '0.8', unattributed: '0.01' },
      ],
    });
    expect(await costs.sums(['day'])).toEqual({ '2026-03-23': '0.2' });
    expect(await costs.sums(['month'], 'cost_month')).toEqual({
      '2025-12': '0.5',
      '2026-03': '0.31',
    });
  });

  it('are missed by nobody when the days of a bill become too old', async () => {
    await costs.write('bill.csv', [
      HEADER,
      '2026-03-24,USD,1,cart',
      '2026-03-30,USD,1,cart',
    ]);
    await costs.import(settings);
    costs.clock.now = '2026-06-28T00:00:00.000Z';
    await costs.write('bill.csv', [
      HEADER,
      '2026-03-24,USD,1,cart',
      '2026-03-30,USD,2,cart',
    ]);
    expect(await costs.import(settings)).toMatchObject({ warnings: [] });
    expect(await costs.sums(['day'])).toEqual({ '2026-03-30': '2' });
    expect(await costs.sums(['month'], 'cost_month')).toEqual({
      '2026-03': '3',
    });
  });

  it('have their days again once more of them are kept, and no figure is another', async () => {
    await costs.write('bill.csv', [
      HEADER,
      '2026-03-22,USD,0.1,cart',
      '2026-03-23,USD,0.2,cart',
      '2026-06-23,USD,1,cart',
    ]);
    await costs.import(settings);
    expect(await costs.sums(['day'])).toEqual({
      '2026-03-23': '0.2',
      '2026-06-23': '1',
    });
    const longer = { ...settings, retention: { days: '400d' } };
    expect(await costs.import(longer)).toMatchObject({ state: 'done' });
    expect(await costs.sums(['day'])).toEqual({
      '2026-03-22': '0.1',
      '2026-03-23': '0.2',
      '2026-06-23': '1',
    });
    expect(await costs.import(longer)).toMatchObject({ state: 'unchanged' });
    // What a month that is not over gains meanwhile is growth, and no change of the rules
    await costs.write('bill.csv', [
      HEADER,
      '2026-03-22,USD,0.1,cart',
      '2026-03-23,USD,0.2,cart',
      '2026-06-23,USD,2,cart',
    ]);
    expect(await costs.import(settings)).toMatchObject({ state: 'done' });
    expect(await knex('cost_change')).toEqual([]);
  });
});
