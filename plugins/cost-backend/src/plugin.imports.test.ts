import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createTestDatabases,
  until,
} from '@plumbline/backstage-plugin-kit-node/testing';
import {
  ADA,
  CART,
  CHECKOUT,
  ROOT,
  startCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('a bill on %s', id => {
  let folder: string;
  let costs: Awaited<ReturnType<typeof startCosts>>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-cost-'));
    costs = await startCosts({
      knex: await databases.init(id),
      cost: {
        sources: [{ id: 'cloud', title: 'The cloud', folder, currency: 'EUR' }],
        attribution: [
          { id: 'net', match: { service: 'network' }, shared: 'network' },
          {
            id: 'team',
            entityFrom: { tag: 'team', template: 'component:default/{value}' },
          },
        ],
        sharing: { pools: { network: { split: 'even' } } },
      },
    });
  });
  afterEach(async () => {
    await costs.stop();
    await rm(folder, { recursive: true });
  });

  const write = (lines: readonly string[]) =>
    writeFile(join(folder, 'may.csv'), `${lines.join('\n')}\n`);

  it('is read by the clock and stands with everyone who pays for it', async () => {
    await write([
      'date,cost,service,team',
      '2026-05-01,10,db,checkout',
      '2026-05-01,4,db,cart',
      '2026-05-31,1,network,',
      '2026-05-31,-0.5,db,cart',
      '2026-05-01,3,network,',
    ]);
    await costs.runTask('cost-imports');
    const query = { entity: CHECKOUT, month: '2026-05' };
    const { currencies, sources } = await costs.get('summary', query);
    expect(currencies).toMatchObject([
      { currency: 'EUR', amount: '11.5', direct: '10', shared: '1.5' },
    ]);
    expect(sources).toMatchObject([
      { source: 'cloud', title: 'The cloud', lastDay: '2026-05-31' },
    ]);
    const imports = await costs.get('imports', {}, ROOT);
    expect(imports.items).toMatchObject([
      {
        source: 'cloud',
        state: 'done',
        rows: { read: 5, accepted: 5 },
        firstDay: '2026-05-01',
        lastDay: '2026-05-31',
        reconciliation: [
          {
            total: '17.5',
            attributed: '13.5',
            shared: '4',
            unattributed: '0',
            difference: '0',
          },
        ],
      },
    ]);
    const overview = await costs.get('overview', { month: '2026-05' }, ROOT);
    expect(
      overview.items.map((row: { entityRef: string; amount: string }) => [
        row.entityRef,
        row.amount,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [CHECKOUT, '11.5'],
        [CART, '6'],
      ]),
    );
  });

  it('is read when an administrator asks, and says what is wrong with it', async () => {
    await write(['name,age', 'Ada,36']);
    const { status, body } = await costs.call(ROOT, 'POST', '/imports', {
      source: 'cloud',
    });
    expect(status).toBe(202);
    const { items } = await until(
      () => costs.get('imports', {}, ROOT),
      answer => answer.items[0]?.state !== 'running',
    );
    expect(items).toMatchObject([
      {
        id: body.id,
        state: 'refused',
        message: expect.stringContaining('may.csv'),
      },
    ]);
    const { sources } = await costs.get('summary', {
      entity: CHECKOUT,
      month: '2026-05',
    });
    expect(sources).toMatchObject([{ source: 'cloud', readAt: null }]);
    expect(JSON.stringify(items)).not.toContain(folder);
    expect(
      (await costs.call(ADA, 'POST', '/imports', { source: 'cloud' })).status,
    ).toBe(403);
  });
});
