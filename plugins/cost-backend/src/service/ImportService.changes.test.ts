import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { createShopImports, TestImports } from '../__testUtils__/createImports';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const HEADER = 'date,currency,cost,list_cost,service,team';
const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const byTeam = {
  attribution: [
    {
      id: 'team',
      entityFrom: { tag: 'team', template: 'component:default/{value}' },
    },
  ],
};
const allToCart = { attribution: [{ id: 'all', entity: CART }] };

describe.each(databases.eachSupportedId())('kept figures on %s', id => {
  let knex: Knex;
  let costs: TestImports;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    costs = await createShopImports(knex);
  });
  afterEach(() => costs.close());

  /** Every change, the oldest first, with what was before and is after of one metric. */
  const kept = async (metric = 'effective') => {
    const changes = await knex('cost_change').orderBy('at');
    const amounts = await knex('cost_change_amount').orderBy([
      'month',
      'currency',
      'entity_ref',
    ]);
    return changes.map(change => [
      change.cause,
      ...amounts
        .filter(({ change_id }) => change_id === change.id)
        .map(
          row =>
            `${row.month} ${row.currency} ${row.entity_ref}: ${row[`before_${metric}`]} → ${row[`after_${metric}`]}`,
        ),
    ]);
  };
  /** Both sums of a change. */
  const sumsOf = async (changeId: string) => {
    const rows = await knex('cost_change_amount').where({
      change_id: changeId,
    });
    return ['before', 'after'].map(side =>
      formatAmount(
        rows.reduce(
          (sum, row) => sum + readAmount(row[`${side}_effective`] ?? '0')!,
          0n,
        ),
      ),
    );
  };

  it('are there for every change of the rules, there and back, and add up to the same', async () => {
    const lines = [
      HEADER,
      '2026-04-30,USD,0.1,1,db,checkout',
      '2026-05-01,USD,0.2,,db,checkout',
      '2026-05-02,USD,-0.05,,credit,cart',
      '2026-05-02,EUR,7,7,db,',
    ];
    await costs.write('bill.csv', lines);
    await costs.import(byTeam);
    // What is known for the first time was nothing else before
    expect(await kept()).toEqual([]);
    const there = [
      'rules',
      `2026-04 USD ${CART}: null → 0.1`,
      `2026-04 USD ${CHECKOUT}: 0.1 → null`,
      '2026-05 EUR : 7 → null',
      `2026-05 EUR ${CART}: null → 7`,
      `2026-05 USD ${CART}: -0.05 → 0.15`,
      `2026-05 USD ${CHECKOUT}: 0.2 → null`,
    ];
    await costs.import(allToCart);
    expect(await kept()).toEqual([there]);
    await costs.import(byTeam);
    const [, back] = await kept();
    expect(back).toEqual(
      there.map(line => line.replace(/(: )(\S+) → (\S+)$/, '$1$3 → $2')),
    );
    expect((await kept('list'))[0]).toContain(
      `2026-04 USD ${CHECKOUT}: 1 → null`,
    );
    for (const { id: changeId } of await knex('cost_change')) {
      expect(await sumsOf(changeId)).toEqual(['7.25', '7.25']);
    }
    // Nothing changed
    await costs.import(byTeam);
    expect(await kept()).toHaveLength(2);
  });

  it('are none where the rules book the same', async () => {
    await costs.write('bill.csv', [HEADER, '2026-05-01,USD,1,,db,cart']);
    await costs.import(byTeam);
    await costs.import(allToCart);
    expect(await costs.sums(['rule'])).toEqual({ all: '1' });
    expect(await kept()).toEqual([]);
  });

  it('are those of months that were over, where a bill is restated; growth of the open month is none', async () => {
    await costs.write('april.csv', [HEADER, '2026-04-30,USD,7,,db,cart']);
    await costs.write('may.csv', [HEADER, '2026-05-03,USD,1,,db,cart']);
    await costs.import(byTeam);
    // April ended three days before the last day that is known: it may still settle
    await costs.write('april.csv', [HEADER, '2026-04-30,USD,8,,db,cart']);
    await costs.write('may.csv', [
      HEADER,
      '2026-05-03,USD,1,,db,cart',
      '2026-05-04,USD,2,,db,cart',
    ]);
    await costs.import(byTeam);
    expect(await kept()).toEqual([]);
    await costs.write('april.csv', [
      HEADER,
      '2026-04-30,USD,9,,db,cart',
      '2026-04-30,USD,1,,db,checkout',
    ]);
    await costs.write('may.csv', [HEADER, '2026-05-20,USD,5,,db,cart']);
    await costs.import(byTeam);
    const restated = [
      'files',
      `2026-04 USD ${CART}: 8 → 9`,
      `2026-04 USD ${CHECKOUT}: null → 1`,
    ];
    expect(await kept()).toEqual([restated]);
    // With other rules, too, all figures are those of other rules
    await costs.write('may.csv', [HEADER, '2026-05-20,USD,6,,db,checkout']);
    await costs.import(allToCart);
    expect(await kept()).toEqual([
      restated,
      [
        'both',
        `2026-04 USD ${CART}: 9 → 10`,
        `2026-04 USD ${CHECKOUT}: 1 → null`,
        `2026-05 USD ${CART}: 5 → 6`,
      ],
    ]);
  });

  it('are of the whole month, whichever bill states it', async () => {
    const header = 'date,month,currency,cost,team';
    await costs.write('a.csv', [header, '2026-05-31,2026-05-01,USD,10,cart']);
    await costs.write('b.csv', [header, '2026-05-31,2026-06-01,USD,-3,cart']);
    await costs.write('c.csv', [header, '2026-06-10,2026-06-01,USD,1,cart']);
    costs.clock.now = '2026-06-11T00:00:00.000Z';
    await costs.import(byTeam);
    await costs.remove('a.csv');
    await costs.write('b.csv', [header, '2026-05-31,2026-06-01,USD,-4,cart']);
    await costs.import(byTeam);
    expect(await kept()).toEqual([['files', `2026-05 USD ${CART}: 7 → 6`]]);
  });

  it('are as little there as the new ones where an import fails', async () => {
    await costs.write('bill.csv', [HEADER, '2026-05-01,USD,1,,db,checkout']);
    await costs.import(byTeam);
    await knex.schema.renameTable('cost_change_amount', 'gone');
    expect(await costs.import(allToCart)).toMatchObject({ state: 'failed' });
    await knex.schema.renameTable('gone', 'cost_change_amount');
    expect(await kept()).toEqual([]);
    expect(await costs.sums(['entity_ref'])).toEqual({ [CHECKOUT]: '1' });
    await costs.import(allToCart);
    expect(await kept()).toEqual([
      [
        'rules',
        `2026-05 USD ${CART}: null → 1`,
        `2026-05 USD ${CHECKOUT}: 1 → null`,
      ],
    ]);
  });
});
