import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { Knex } from 'knex';
import {
  createShopImports,
  entity,
  TestImports,
} from '../__testUtils__/createImports';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const HEADER = 'date,currency,cost,service,team';
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

describe.each(databases.eachSupportedId())('imports on %s', id => {
  let knex: Knex;
  let costs: TestImports;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    costs = await createShopImports(knex);
  });
  afterEach(() => costs.close());

  it('books a bill to the last digit and says where its money went', async () => {
    await costs.write('may.csv', [
      HEADER,
      '2026-05-01,USD,0.1,db,checkout',
      '2026-05-01,USD,0.2,db,checkout',
      '2026-05-01,USD,-0.05,credit,cart',
      '2026-05-02,USD,0.000000000000000000000001,db,',
    ]);
    expect(await costs.import(byTeam)).toMatchObject({
      source: 'cloud',
      state: 'done',
      format: 'csv',
      rows: { read: 4, accepted: 4, rejected: 0, repeated: 0 },
      first_day: '2026-05-01',
      last_day: '2026-05-02',
      message: null,
      rejected: [],
      reconciliation: [
        {
          source: 'cloud',
          currency: 'USD',
          total: '0.250000000000000000000001',
          attributed: '0.25',
          shared: '0',
          idle: '0',
          unattributed: '0.000000000000000000000001',
          difference: '0',
        },
      ],
    });
    const sums = {
      ' noRule 2026-05': '0.000000000000000000000001',
      [`${CART}  2026-05`]: '-0.05',
      [`${CHECKOUT}  2026-05`]: '0.3',
    };
    expect(await costs.sums(['entity_ref', 'reason', 'month'])).toEqual(sums);
    expect(await costs.sums(['entity_ref'], 'cost_month')).toEqual({
      '': '0.000000000000000000000001',
      [CART]: '-0.05',
      [CHECKOUT]: '0.3',
    });
    expect(await knex('cost_day').where({ entity_ref: CHECKOUT })).toEqual([
      expect.objectContaining({
        day: '2026-05-01',
        service: 'db',
        region: '',
        rule: 'team',
        kind: 'direct',
        billed: null,
        list: null,
      }),
    ]);
    expect(await knex('cost_entity').orderBy('entity_ref')).toEqual([
      {
        entity_ref: CART,
        owner_ref: 'group:default/shop',
        system_ref: null,
        domain_ref: null,
      },
      {
        entity_ref: CHECKOUT,
        owner_ref: 'group:default/shop',
        system_ref: 'system:default/web',
        domain_ref: 'domain:default/retail',
      },
    ]);
  });

  it('replaces the month that is stated anew and leaves the others', async () => {
    await costs.write('april.csv', [HEADER, '2026-04-30,USD,7,db,cart']);
    await costs.write('may.csv', [
      HEADER,
      '2026-05-01,USD,1,db,checkout',
      '2026-05-02,USD,2,db,checkout',
    ]);
    await costs.import(byTeam);
    await costs.remove('april.csv');
    await costs.write('may.csv', [
      HEADER,
      '2026-05-01,USD,1,db,cart',
      '2026-05-02,USD,5,db,checkout',
    ]);
    expect(await costs.import(byTeam)).toMatchObject({
      state: 'done',
      warnings: [],
    });
    const sums = {
      [`2026-04 ${CART}`]: '7',
      [`2026-05 ${CART}`]: '1',
      [`2026-05 ${CHECKOUT}`]: '5',
    };
    expect(await costs.sums(['month', 'entity_ref'])).toEqual(sums);
    expect(await costs.sums(['month', 'entity_ref'], 'cost_month')).toEqual(
      sums,
    );
  });

  it('warns when days of a bill are gone', async () => {
    await costs.write('may.csv', [
      HEADER,
      '2026-05-01,USD,1,db,cart',
      '2026-05-20,USD,1,db,cart',
    ]);
    await costs.import(byTeam);
    await costs.write('may.csv', [HEADER, '2026-05-20,USD,1,db,cart']);
    expect(await costs.import(byTeam)).toMatchObject({
      state: 'done',
      warnings: [
        expect.stringContaining(
          'days between 2026-05-01 and 2026-05-20 that were known of the bill of 2026-05',
        ),
      ],
    });
  });

  it('keeps to the month of the bill, whatever the day', async () => {
    const header = 'date,month,currency,cost,team';
    await costs.write('a.csv', [header, '2026-05-31,2026-05-01,USD,10,cart']);
    await costs.write('b.csv', [header, '2026-05-31,2026-06-01,USD,-3,cart']);
    await costs.import(byTeam);
    expect(await costs.sums(['bill_month', 'month'])).toEqual({
      '2026-05 2026-05': '10',
      '2026-06 2026-05': '-3',
    });
    await costs.remove('a.csv');
    await costs.write('b.csv', [header, '2026-05-31,2026-06-01,USD,-4,cart']);
    await costs.import(byTeam);
    expect(await costs.sums(['month'], 'cost_month')).toEqual({
      '2026-05': '6',
    });
  });

  it('reads the same files once, and says so in one row', async () => {
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,1,db,checkout']);
    await costs.import(byTeam);
    expect(await costs.import(byTeam)).toMatchObject({ state: 'unchanged' });
    await costs.import(byTeam);
    expect((await costs.listImports()).map(({ state }) => state)).toEqual([
      'done',
      'unchanged',
    ]);
  });

  it('books anew when rules, policies or the catalog changed', async () => {
    await costs.write('may.csv', [
      HEADER,
      '2026-05-01,USD,8,db,checkout',
      '2026-05-01,USD,4,network,ledger',
    ]);
    expect(await costs.import(byTeam)).toMatchObject({
      state: 'done',
      warnings: [
        "1 row with the tag or label of the rule team but book nothing by it: 'ledger' names an entity that the catalog does not have",
      ],
    });
    const shared = {
      attribution: [
        { id: 'net', match: { service: 'network' }, shared: 'net' },
        ...byTeam.attribution,
      ],
    };
    await costs.import(shared);
    expect(await costs.sums(['entity_ref', 'reason', 'kind'])).toEqual({
      ' noPolicy shared': '4',
      [`${CHECKOUT}  direct`]: '8',
    });
    const split = {
      ...shared,
      sharing: { pools: { net: { split: 'proportional' } } },
    };
    await costs.import(split);
    expect(await costs.sums(['entity_ref', 'kind', 'pool'])).toEqual({
      [`${CHECKOUT} direct `]: '8',
      [`${CHECKOUT} shared net`]: '4',
    });
    costs.entities.push(entity('component:default/ledger'));
    expect(await costs.import(byTeam)).toMatchObject({ state: 'done' });
    expect(await costs.sums(['entity_ref'])).toEqual({
      [CHECKOUT]: '8',
      'component:default/ledger': '4',
    });
  });

  it('names rows that it cannot read and counts the others', async () => {
    await costs.write('may.csv', [
      HEADER,
      '2026-05-01,USD,1,db,checkout',
      '2026-05-01,USD,much,db,checkout',
      '2026-05-02,USD,2,db,checkout',
    ]);
    expect(await costs.import(byTeam)).toMatchObject({
      state: 'done',
      rows: { read: 3, accepted: 2, rejected: 1 },
      rejected: [
        { file: 'may.csv', line: 3, column: 'cost', reason: 'is no amount' },
      ],
      reconciliation: [{ total: '3', difference: '0' }],
    });
  });

  it('refuses what is no bill and keeps what was there', async () => {
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,1,db,checkout']);
    await costs.import(byTeam);
    const stored = await knex('cost_day');
    const mostlyBroken = [
      HEADER,
      '2026-05-01,USD,1,db,checkout',
      '2026-05-01,USD,x,db,checkout',
      'yesterday,USD,1,db,checkout',
    ];
    for (const [lines, reason] of [
      [['name,age', 'Ada,36'], 'may.csv has no columns of a bill'],
      [[HEADER.replaceAll(',', '#'), '1'], 'is the delimiter one of'],
      [
        mostlyBroken,
        '2 of 3 rows do not count; the first: may.csv, line 3, column cost is no amount',
      ],
      [
        ['date,cost', '2026-05-01,1'],
        'states no currency in 1 row: set the currency of the source cloud',
      ],
    ] as const) {
      await costs.write('may.csv', lines);
      expect(await costs.import(byTeam)).toMatchObject({
        state: 'refused',
        message: expect.stringContaining(reason),
      });
      expect(await knex('cost_day')).toEqual(stored);
    }
    // Told once, however often it is read
    expect(costs.logger.warn).toHaveBeenCalledTimes(4);
    await costs.import(byTeam);
    expect(costs.logger.warn).toHaveBeenCalledTimes(4);
    expect(await costs.listImports()).toHaveLength(5);
  });

  it('fails where the files cannot be reached and keeps what was there', async () => {
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,1,db,checkout']);
    await costs.import(byTeam);
    await costs.close();
    const failed = await costs.import(byTeam);
    expect(failed).toMatchObject({ state: 'failed' });
    expect(failed.message).not.toContain(costs.folder);
    expect(await costs.sums([])).toEqual({ '': '1' });
  });

  it('never adds currencies, and takes a currency where files state none', async () => {
    await costs.write('may.csv', [
      HEADER,
      '2026-05-01,USD,1,db,checkout',
      '2026-05-01,EUR,2,db,checkout',
      '2026-05-01,JPY,300,db,checkout',
    ]);
    expect(await costs.import(byTeam)).toMatchObject({
      reconciliation: [
        { currency: 'EUR', total: '2' },
        { currency: 'JPY', total: '300' },
        { currency: 'USD', total: '1' },
      ],
    });
    expect(await costs.sums(['currency', 'entity_ref'])).toEqual({
      [`EUR ${CHECKOUT}`]: '2',
      [`JPY ${CHECKOUT}`]: '300',
      [`USD ${CHECKOUT}`]: '1',
    });
    await costs.write('may.csv', ['date,cost', '2026-05-01,1']);
    await costs.import({
      sources: [{ id: 'cloud', folder: costs.folder, currency: 'CHF' }],
    });
    expect(await costs.sums(['currency'])).toEqual({ CHF: '1' });
  });

  it('knows the ends of months and the leap day', async () => {
    await costs.write('days.csv', [
      HEADER,
      '2028-02-28,USD,1,db,cart',
      '2028-02-29,USD,2,db,cart',
      '2028-02-29T23:59:59Z,USD,3,web,cart',
      '2028-03-01T00:00:00Z,USD,4,db,cart',
      '2027-02-29,USD,5,db,cart',
      '2027-12-31,USD,6,db,cart',
    ]);
    expect(await costs.import(byTeam)).toMatchObject({
      rows: { accepted: 5, rejected: 1 },
      rejected: [{ line: 6, column: 'date' }],
      first_day: '2027-12-31',
      last_day: '2028-03-01',
    });
    expect(await costs.sums(['month', 'day'])).toEqual({
      '2027-12 2027-12-31': '6',
      '2028-02 2028-02-28': '1',
      '2028-02 2028-02-29': '5',
      '2028-03 2028-03-01': '4',
    });
  });

  it('keeps thousands of rows of one day', async () => {
    await costs.write('may.csv', [
      'date,currency,cost,namespace',
      ...Array.from(
        { length: 2_500 },
        (_, number) => `2026-05-01,USD,0.01,shop-${number}`,
      ),
    ]);
    expect(await costs.import()).toMatchObject({ state: 'done' });
    expect(await knex('cost_day').count({ rows: '*' }).first()).toEqual({
      rows: id === 'SQLITE_3' ? 2_500 : '2500',
    });
    expect(await costs.sums([], 'cost_month')).toEqual({ '': '25' });
  });

  it('says what a database refuses without what was to be stored', async () => {
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,1,db,cart']);
    await costs.import(byTeam);
    await knex.schema.dropTable('cost_month');
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,2,db,cart']);
    const { state, message } = await costs.import(byTeam);
    expect(state).toBe('failed');
    expect(message).toMatch(/^The database refused: .*cost_month/);
    expect(message).not.toContain('2026-05');
    expect(await costs.sums(['entity_ref'])).toEqual({ [CART]: '1' });
  });
});
