import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  CART,
  CHECKOUT,
  FAY,
  LEDGER,
  setNow,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('changed figures on %s', id => {
  let costs: TestCosts;
  beforeEach(async () => {
    costs = await startCosts({ knex: await databases.init(id) });
    setNow('2026-03-01T09:00:00Z');
    await costs.insert([
      { day: '2026-02-01', entity: CHECKOUT, cost: '1' },
      {
        day: '2026-02-01',
        entity: CART,
        amounts: { effective: '0.000000000000000000000001', list: '9' },
      },
      { day: '2026-02-02', cost: '100' },
      { day: '2026-02-03', entity: LEDGER, cost: '5' },
    ]);
    setNow('2026-03-02T09:00:00Z');
    await costs.insert([
      { day: '2026-02-01', entity: CHECKOUT, cost: '51' },
      {
        day: '2026-02-01',
        entity: CART,
        amounts: { effective: '-0.5', list: '10' },
        currency: 'EUR',
      },
      { day: '2026-02-02', cost: '20' },
      { day: '2026-02-03', entity: LEDGER, cost: '5' },
    ]);
  });
  afterEach(async () => {
    await costs.stop();
    jest.useRealTimers();
  });

  const NOBODY = {
    month: '2026-02',
    currency: 'EUR',
    before: '100',
    after: '20',
  };
  const OF_CHECKOUT = {
    month: '2026-02',
    currency: 'EUR',
    entityRef: CHECKOUT,
    before: '1',
    after: '51',
  };
  const OF_CART = {
    month: '2026-02',
    currency: 'EUR',
    entityRef: CART,
    before: '0.000000000000000000000001',
    after: '-0.5',
  };

  it('are listed with what they were, the largest difference first', async () => {
    const { items, nextCursor } = await costs.get('changes', {}, FAY);
    expect(items).toEqual([
      {
        id: expect.any(String),
        source: 'cloud',
        title: 'The cloud',
        at: '2026-03-02T09:00:00.000Z',
        cause: 'both',
        months: ['2026-02'],
        entities: 2,
        differences: [NOBODY, OF_CHECKOUT, OF_CART],
      },
    ]);
    expect(nextCursor).toBeUndefined();
  });

  it('are read page by page, by the metric that is asked for', async () => {
    const [{ id: change }] = (await costs.get('changes', {}, FAY)).items;
    const first = await costs.get(`changes/${change}`, { limit: '2' }, FAY);
    expect(first.differences).toEqual([NOBODY, OF_CHECKOUT]);
    const second = await costs.get(
      `changes/${change}`,
      { limit: '2', cursor: first.nextCursor },
      FAY,
    );
    expect([second.differences, second.nextCursor]).toEqual([
      [OF_CART],
      undefined,
    ]);
    expect(
      await costs.get(`changes/${change}`, { metric: 'list' }, FAY),
    ).toMatchObject({
      entities: 1,
      differences: [{ entityRef: CART, before: '9', after: '10' }],
    });
    expect(
      await costs.get(`changes/${change}`, { metric: 'contracted' }, FAY),
    ).toMatchObject({ entities: 0, months: [], differences: [] });
    const { status } = await costs.call(FAY, 'GET', '/changes/x?cursor=y');
    expect(status).toBe(400);
  });

  it('come one page of changes after the other, the newest first', async () => {
    setNow('2026-03-03T09:00:00Z');
    await costs.insert([{ day: '2026-02-03', entity: LEDGER, cost: '6' }]);
    const first = await costs.get('changes', { limit: '1' }, FAY);
    expect(first.items).toMatchObject([{ at: '2026-03-03T09:00:00.000Z' }]);
    const { items, nextCursor } = await costs.get(
      'changes',
      { limit: '1', cursor: first.nextCursor },
      FAY,
    );
    expect(items).toMatchObject([{ at: '2026-03-02T09:00:00.000Z' }]);
    expect(nextCursor).toBeUndefined();
  });
});
