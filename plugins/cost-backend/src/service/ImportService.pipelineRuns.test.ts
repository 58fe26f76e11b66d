import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { Knex } from 'knex';
import { createShopImports, TestImports } from '../__testUtils__/createImports';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const BILL = [
  'date,currency,cost,tag:run_id,tag:job',
  '2026-05-01,USD,0.1,r-1,a',
  '2026-05-01,USD,0.2,r-2,a',
  '2026-05-02,USD,0.4,r-1,b',
  '2026-05-02,USD,0.8,,b',
];

describe.each(databases.eachSupportedId())('runs of pipelines on %s', id => {
  let knex: Knex;
  let costs: TestImports;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    costs = await createShopImports(knex);
    await costs.write('may.csv', BILL);
  });
  afterEach(() => costs.close());

  it('are kept with every row, and rules can book by them', async () => {
    const attribution = [
      { id: 'first', match: { run: 'r-1' }, entity: CHECKOUT },
      { id: 'others', match: { run: '*' }, entity: CART },
    ];
    expect(await costs.import({ attribution })).toMatchObject({
      state: 'done',
      reconciliation: [
        {
          total: '1.5',
          attributed: '0.7',
          unattributed: '0.8',
          difference: '0',
        },
      ],
    });
    expect(await costs.sums(['entity_ref', 'run', 'day'])).toEqual({
      '  2026-05-02': '0.8',
      [`${CART} r-2 2026-05-01`]: '0.2',
      [`${CHECKOUT} r-1 2026-05-01`]: '0.1',
      [`${CHECKOUT} r-1 2026-05-02`]: '0.4',
    });
  });

  it('are named anew when the keys that name them change', async () => {
    expect((await costs.import())?.state).toBe('done');
    expect((await costs.import())?.state).toBe('unchanged');
    expect((await costs.import({ runKeys: ['job'] }))?.state).toBe('done');
    expect(await costs.sums(['run'])).toEqual({ a: '0.3', b: '1.2' });
  });
});
