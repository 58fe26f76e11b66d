import {
  createTestDatabases,
  until,
} from '@plumbline/backstage-plugin-kit-node/testing';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { Knex } from 'knex';
import { createShopImports, TestImports } from '../__testUtils__/createImports';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const HEADER = 'date,currency,cost,service,team';
const CART = 'component:default/cart';
const byTeam = {
  attribution: [
    {
      id: 'team',
      entityFrom: { tag: 'team', template: 'component:default/{value}' },
    },
  ],
};

describe.each(databases.eachSupportedId())('runs of imports on %s', id => {
  let knex: Knex;
  let costs: TestImports;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    costs = await createShopImports(knex);
  });
  afterEach(() => costs.close());

  it('takes each source for itself', async () => {
    await costs.write('a/may.csv', [HEADER, '2026-05-01,USD,1,db,cart']);
    await costs.write('b/may.csv', ['no,bill']);
    const sources = ['a', 'b', 'c'].map(name => ({
      id: name,
      folder: `${costs.folder}/${name}`,
    }));
    await costs.import({ ...byTeam, sources });
    expect(
      (await costs.listImports()).map(({ source, state }) => [source, state]),
    ).toEqual([
      ['a', 'done'],
      ['b', 'refused'],
      ['c', 'failed'],
    ]);
    await costs.write('b/may.csv', [HEADER, '2026-05-01,USD,2,db,cart']);
    await costs.import({ ...byTeam, sources });
    expect(await costs.sums(['source', 'entity_ref'])).toEqual({
      [`a ${CART}`]: '1',
      [`b ${CART}`]: '2',
    });
  });

  it('begins an import for whoever asks, and one at a time for each source', async () => {
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,1,db,cart']);
    const service = costs.serviceOf(byTeam);
    await expect(service.start('nowhere')).rejects.toThrow(
      "cost.sources has no source 'nowhere'",
    );
    const first = await service.start('cloud');
    expect(await costs.serviceOf(byTeam).start('cloud')).toBe(first);
    await until(costs.listImports, ([{ state }]) => state === 'done');
    expect(await service.start('cloud')).not.toBe(first);
    await service.stop();
    await expect(service.start('cloud')).rejects.toThrow('being stopped');
  });

  it('closes what a process left behind when it died', async () => {
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,1,db,cart']);
    await knex('cost_import').insert({
      id: 'dead',
      source: 'cloud',
      state: 'running',
      started_at: '2026-05-31T00:00:00.000Z',
      alive_until: '2026-05-31T00:01:00.000Z',
    });
    await costs.import(byTeam);
    expect(await costs.listImports()).toMatchObject([
      {
        id: 'dead',
        state: 'failed',
        message: 'The process that read the source ended before it was done',
      },
      { state: 'done' },
    ]);
  });

  it('leaves a source alone that another process reads', async () => {
    await costs.write('may.csv', [HEADER, '2026-05-01,USD,1,db,cart']);
    await knex('cost_import').insert({
      id: 'alive',
      source: 'cloud',
      state: 'running',
      started_at: '2026-05-31T00:00:00.000Z',
      alive_until: '2026-07-01T00:00:00.000Z',
    });
    await costs.import(byTeam);
    expect(await costs.listImports()).toMatchObject([{ state: 'running' }]);
    expect(await knex('cost_day')).toEqual([]);
  });
});
