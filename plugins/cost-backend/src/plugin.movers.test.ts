import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { onDays, TestCost } from './__testUtils__/insertCosts';
import {
  ADA,
  CART,
  CHECKOUT,
  FAY,
  LEDGER,
  setNow,
  SHOP_TEAM,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('top movers on %s', id => {
  let costs: TestCosts;
  const start = async (cost: object = {}) => {
    setNow('2026-03-12T12:00:00Z');
    costs = await startCosts({ knex: await databases.init(id), cost });
  };
  afterEach(async () => {
    await costs.stop();
    jest.useRealTimers();
  });

  const movers = async (query: Record<string, string> = {}, who = FAY) => {
    const { items } = await costs.get('movers', query, who);
    return items;
  };
  /** February, and March until the tenth. */
  const daily = (
    entity: string,
    [february, march]: [string | undefined, string | undefined],
    more: Partial<TestCost> = {},
  ) => [
    ...(february === undefined
      ? []
      : onDays('2026-02-01', '2026-02-28', {
          entity,
          cost: february,
          ...more,
        })),
    ...(march === undefined
      ? []
      : onDays('2026-03-01', '2026-03-10', { entity, cost: march, ...more })),
  ];

  it('are what changed most over the same days, with what began and what ceased', async () => {
    await start();
    await costs.insert([
      ...daily(CHECKOUT, ['1.1', '2']),
      ...daily(CART, ['5', undefined]),
      ...daily(LEDGER, [undefined, '0.3']),
      ...daily('component:default/steady', ['100', '100']),
      ...daily(LEDGER, ['3', '1'], { currency: 'USD' }),
      { day: '2026-03-02', cost: '1000', reason: 'noRule' },
    ]);
    expect(await movers()).toEqual([
      {
        entityRef: CART,
        ownerRef: SHOP_TEAM,
        currency: 'EUR',
        amount: '0',
        previousSameDays: '50',
        change: '-50',
        reasons: [],
      },
      {
        entityRef: CHECKOUT,
        ownerRef: SHOP_TEAM,
        currency: 'EUR',
        amount: '20',
        previousSameDays: '11',
        change: '9',
        reasons: [],
      },
      {
        entityRef: LEDGER,
        ownerRef: 'group:default/core-team',
        currency: 'EUR',
        amount: '3',
        previousSameDays: null,
        change: '3',
        reasons: [],
      },
      expect.objectContaining({
        entityRef: LEDGER,
        currency: 'USD',
        change: '-20',
      }),
    ]);
    expect(
      (await movers({ limit: '1' })).map((item: any) => [
        item.entityRef,
        item.currency,
      ]),
    ).toEqual([
      [CART, 'EUR'],
      [LEDGER, 'USD'],
    ]);
    expect(
      (await movers({ owner: SHOP_TEAM })).map((item: any) => item.entityRef),
    ).toEqual([CART, CHECKOUT]);
  });

  it('say what their change is made of, and which of it is a share', async () => {
    await start();
    await costs.insert([
      ...daily(CHECKOUT, ['1', '4'], {
        service: 'EC2',
        serviceCategory: 'Compute',
      }),
      ...daily(CHECKOUT, ['3', '2'], {
        service: 'S3',
        serviceCategory: 'Storage',
      }),
      ...daily(CHECKOUT, ['1', '2'], { kind: 'idle' }),
      ...daily(CHECKOUT, ['1', '1.5'], { namespace: 'web', workload: 'shop' }),
    ]);
    const [mover] = await movers();
    expect(mover.change).toBe('35');
    expect(mover.reasons).toEqual([
      { dimension: 'service', key: 'EC2', change: '30' },
      { dimension: 'category', key: 'Compute', change: '30' },
      { dimension: 'service', key: '(idle)', change: '10' },
      { dimension: 'category', key: '(idle)', change: '10' },
      { dimension: 'resource', key: 'web/shop', change: '5' },
    ]);
  });

  it('compare no month with one that a source did not deliver', async () => {
    await start();
    await costs.insert(daily(CHECKOUT, ['1', undefined]), 'silent');
    await costs.insert(daily(CART, [undefined, '1']), 'new');
    await costs.insert(daily(LEDGER, ['1', '2']));
    expect(
      (await movers()).map((item: any) => [item.entityRef, item.change]),
    ).toEqual([[LEDGER, '10']]);
  });

  it('are told in one currency where rates are configured', async () => {
    await start({
      rates: [
        { from: 'USD', to: 'EUR', rate: '0.5', day: '2026-01-01' },
        { from: 'USD', to: 'EUR', rate: '0.25', day: '2026-03-06' },
      ],
    });
    await costs.insert([
      ...daily(CHECKOUT, ['1', '1']),
      ...daily(CHECKOUT, ['2', '4'], { currency: 'USD', service: 'EC2' }),
      ...daily(CART, ['1', '3'], { currency: 'CHF' }),
    ]);
    // Ten days at 2 by 0.5; then five at 4 by 0.5, and five at 4 by 0.25
    expect(await movers({ currency: 'EUR' })).toMatchObject([
      { entityRef: CART, currency: 'CHF', change: '20' },
      {
        entityRef: CHECKOUT,
        currency: 'EUR',
        amount: '25',
        previousSameDays: '20',
        change: '5',
        reasons: [{ dimension: 'service', key: 'EC2', change: '5' }],
      },
    ]);
  });

  it('are told to assistants, within what those may read for whom they work', async () => {
    await start();
    await costs.insert([
      ...daily(CHECKOUT, ['1', '2']),
      ...daily(LEDGER, ['1', '3']),
    ]);
    const { output }: any = await costs.actions.invoke({
      id: 'test:movers',
      input: { limit: 5 },
      credentials: mockCredentials.user(ADA),
    });
    expect(output.items).toMatchObject([{ entityRef: CHECKOUT, change: '10' }]);
  });

  it('are none where nothing is known', async () => {
    await start();
    expect(await movers()).toEqual([]);
  });
});
