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

describe.each(databases.eachSupportedId())('an import on %s', id => {
  let knex: Knex;
  let costs: TestImports;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    costs = await createShopImports(knex);
  });
  afterEach(() => costs.close());

  it('goes by what the catalog says where no rules are configured', async () => {
    costs.entities.push(
      entity('component:default/ledger', {
        annotations: { 'plumbline.dev/cost-accounts': '4711' },
      }),
    );
    await costs.write('may.csv', [
      'date,currency,cost,account,plumbline.dev/entity',
      '2026-05-01,USD,1,4711,',
      '2026-05-01,USD,2,4711,cart',
      '2026-05-01,USD,3,4712,',
    ]);
    await costs.import();
    expect(await costs.sums(['entity_ref', 'rule'])).toEqual({
      ' ': '3',
      [`${CART} plumbline:entity-tag`]: '2',
      'component:default/ledger catalog:cost-accounts': '1',
    });
  });

  it('goes by the rules of the operator first, and by what the catalog says last where that is wanted', async () => {
    costs.entities.push(
      entity('component:default/ledger', {
        annotations: { 'plumbline.dev/cost-accounts': '4711' },
      }),
    );
    await costs.write('may.csv', [
      'date,currency,cost,account,team,plumbline.dev/entity',
      '2026-05-01,USD,1,4711,,',
      '2026-05-01,USD,2,4711,checkout,cart',
      '2026-05-01,USD,3,4712,,',
    ]);
    await costs.import(byTeam);
    expect(await costs.sums(['entity_ref', 'rule'])).toEqual({
      ' ': '4',
      [`${CHECKOUT} team`]: '2',
    });
    expect(
      await costs.import({ ...byTeam, catalogRules: 'last' }),
    ).toMatchObject({ state: 'done' });
    expect(await costs.sums(['entity_ref', 'rule'])).toEqual({
      ' ': '3',
      [`${CHECKOUT} team`]: '2',
      'component:default/ledger catalog:cost-accounts': '1',
    });
  });
});
