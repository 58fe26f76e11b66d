import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  ADA,
  BOB,
  CART,
  CHECKOUT,
  FAY,
  LEDGER,
  ROOT,
  SHOP_TEAM,
  setNow,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';
import { insertCosts, onDays } from './__testUtils__/insertCosts';
import { ImportStore } from './store/ImportStore';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('costs are read on %s', id => {
  let costs: TestCosts;
  const start = async (
    options: Omit<Parameters<typeof startCosts>[0], 'knex'> = {},
  ) => {
    costs = await startCosts({ knex: await databases.init(id), ...options });
  };
  afterEach(async () => {
    await costs.stop();
    jest.useRealTimers();
  });

  const daysOf = async (
    entity: string,
    from: string,
    to: string,
    query: Record<string, string> = {},
  ) => (await costs.get('days', { entity, from, to, ...query })).currencies;

  it('day by day: a day without a cost is zero, one that was not delivered is left out', async () => {
    await start();
    await costs.insert([
      { day: '2028-02-28', entity: CHECKOUT, cost: '0.1', service: 'db' },
      { day: '2028-02-28', entity: CHECKOUT, cost: '0.2', service: 'db' },
      { day: '2028-02-28', entity: CHECKOUT, cost: '-1', currency: 'USD' },
      // Of another entity: the day was delivered
      { day: '2028-02-29', entity: LEDGER, cost: '5' },
      // Nothing at all of 1 March
      { day: '2028-03-02', entity: CHECKOUT, cost: '7', service: 'vm' },
      // Not stated is not zero
      {
        day: '2028-03-03',
        entity: CHECKOUT,
        amounts: { billed: '7' },
        service: 'vm',
      },
    ]);
    expect(
      await daysOf(CHECKOUT, '2028-02-28', '2028-03-03', { group: 'service' }),
    ).toEqual([
      {
        currency: 'EUR',
        series: [
          {
            key: 'vm',
            days: [
              { day: '2028-02-28', amount: '0' },
              { day: '2028-02-29', amount: '0' },
              { day: '2028-03-02', amount: '7' },
            ],
          },
          {
            key: 'db',
            days: [
              { day: '2028-02-28', amount: '0.3' },
              { day: '2028-02-29', amount: '0' },
              { day: '2028-03-02', amount: '0' },
              { day: '2028-03-03', amount: '0' },
            ],
          },
        ],
      },
      {
        currency: 'USD',
        series: [
          {
            key: '(none)',
            days: [
              { day: '2028-02-28', amount: '-1' },
              { day: '2028-02-29', amount: '0' },
              { day: '2028-03-02', amount: '0' },
              { day: '2028-03-03', amount: '0' },
            ],
          },
        ],
      },
    ]);
    expect(
      await daysOf(CHECKOUT, '2028-03-03', '2028-03-03', { metric: 'billed' }),
    ).toMatchObject([{ series: [{ days: [{ amount: '7' }] }] }]);
    expect(await daysOf(CART, '2028-02-01', '2028-03-03')).toEqual([]);
  });

  it.each([
    ['days', 'from=2026-02-30&to=2026-03-01', 'from'],
    ['days', 'from=2026-03-02&to=2026-03-01', '2026-03-01 is before from'],
    ['days', 'from=2025-01-01&to=2026-03-01', 'at most 400 days'],
    ['days', 'from=2026-03-01&to=2026-03-01&group=colour', 'group'],
    ['days', 'from=2026-03-01&to=2026-03-01&metric=colour', 'metric'],
    ['export', 'from=2025-01-01&to=2026-03-01', 'at most 400 days'],
    ['export', 'from=2026-03-01&to=2026-03-01&metric=colour', 'metric'],
    ['summary', 'month=2026-13', 'month'],
    // Around these there are no days of ten signs
    ['summary', 'month=9999-12', 'month'],
    ['summary', 'month=0000-01', 'month'],
    ['days', 'from=9999-12-01&to=9999-12-31', 'from'],
    ['export', 'from=0001-01-01&to=0001-01-01', 'from'],
  ])(
    'and what makes no sense is refused: %s?%s',
    async (route, query, reason) => {
      await start();
      const { status, body } = await costs.call(
        ADA,
        'GET',
        `/${route}?entity=${CHECKOUT}&${query}`,
      );
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining(reason),
      ]);
    },
  );

  it('in a file: every row, amounts to the last digit, and no text that a spreadsheet would compute', async () => {
    await start();
    const small = '0.000000000000000000000001';
    await costs.insert([
      {
        day: '2026-03-01',
        entity: CHECKOUT,
        cost: `-${small}`,
        service: '=1+1',
      },
      {
        day: '2026-03-02',
        entity: CART,
        amounts: { billed: '2.50', list: '3' },
        accountName: 'Shop, "prod"',
      },
      { day: '2026-03-02', entity: LEDGER },
    ]);
    const { text } = await costs.call(
      ADA,
      'GET',
      `/export?entity=${SHOP_TEAM}&from=2026-03-01&to=2026-03-31`,
    );
    expect(text.split('\r\n')).toEqual([
      'day,currency,entity_ref,kind,pool,provider,account,account_name,service,service_category,service_subcategory,region,charge_category,cluster,namespace,workload,run,rule,source,billed_cost,effective_cost,list_cost,contracted_cost',
      `2026-03-01,EUR,${CHECKOUT},direct,,,,,'=1+1,,,,,,,,,test,cloud,,-${small},,`,
      `2026-03-02,EUR,${CART},direct,,,,"Shop, ""prod""",,,,,,,,,,test,cloud,2.5,,3,`,
      '',
    ]);
    const one = await costs.call(
      ADA,
      'GET',
      `/export?entity=${CART}&from=2026-03-02&to=2026-03-02&metric=list`,
    );
    expect(one.headers.get('content-disposition')).toBe(
      'attachment; filename="cost-cart-2026-03-02-2026-03-02.csv"',
    );
    expect(one.text.split('\r\n')[1]).toMatch(/,test,cloud,3$/);
  });

  it('of all entities, the largest first, beside the same days before and their budgets', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start({
      annotated: { [CART]: '15 EUR' },
      cost: {
        budgets: [{ scope: CHECKOUT, amount: 1000, currency: 'EUR' }],
      },
    });
    await costs.insert([
      ...onDays('2026-02-01', '2026-03-10', { entity: CHECKOUT, cost: '3' }),
      ...onDays('2026-03-01', '2026-03-10', { entity: CART, cost: '2' }),
      { day: '2026-03-01', entity: CART, cost: '-100', currency: 'USD' },
      { day: '2026-03-01', entity: LEDGER, cost: '0.5', kind: 'idle' },
      { day: '2026-03-01', entity: LEDGER, amounts: { list: '9' } },
      { day: '2026-03-02', cost: '-7', service: 'Support', reason: 'noPolicy' },
    ]);
    const { items, ...overview } = await costs.get('overview', {}, FAY);
    expect(items).toEqual([
      {
        entityRef: CART,
        ownerRef: SHOP_TEAM,
        currency: 'USD',
        amount: '-100',
        direct: '-100',
        idle: '0',
        shared: '0',
        previousSameDays: '0',
      },
      {
        entityRef: CHECKOUT,
        ownerRef: SHOP_TEAM,
        systemRef: 'system:default/shop',
        domainRef: 'domain:default/retail',
        currency: 'EUR',
        amount: '30',
        direct: '30',
        idle: '0',
        shared: '0',
        previousSameDays: '30',
        budgetStatus: 'ok',
      },
      {
        entityRef: CART,
        ownerRef: SHOP_TEAM,
        currency: 'EUR',
        amount: '20',
        direct: '20',
        idle: '0',
        shared: '0',
        previousSameDays: '0',
        budgetStatus: 'critical',
      },
      expect.objectContaining({
        entityRef: LEDGER,
        amount: '0.5',
        direct: '0',
        idle: '0.5',
      }),
    ]);
    expect(overview).toMatchObject({
      month: '2026-03',
      metric: 'effective',
      isComplete: true,
      reconciliation: [
        {
          currency: 'EUR',
          total: '43.5',
          attributed: '50',
          idle: '0.5',
          unattributed: '-7',
          difference: '0',
        },
        { currency: 'USD', total: '-100', difference: '0' },
      ],
      unattributed: [
        {
          source: 'cloud',
          service: 'Support',
          amount: '-7',
          reason: 'its pool has no policy',
        },
      ],
    });
    const list = await costs.get('overview', { metric: 'list' }, FAY);
    expect(list.items).toMatchObject([{ entityRef: LEDGER, amount: '9' }]);
    const earlier = await costs.get('overview', { month: '2026-02' }, FAY);
    expect(earlier.items).toMatchObject([
      { entityRef: CHECKOUT, amount: '84', previousSameDays: null },
    ]);
  });

  it('of more entities with budgets than anybody looks at, each as it stands now', async () => {
    setNow('2026-03-11T09:00:00Z');
    const names = Array.from(
      { length: 120 },
      (_, number) => `component:default/c${String(number).padStart(3, '0')}`,
    );
    await start({
      cost: {
        budgets: names.map((scope, number) => ({
          scope,
          amount: number < 60 ? 15 : 1000,
          currency: 'EUR',
        })),
      },
    });
    const insert = (cost: string) =>
      costs.insert(
        names.flatMap(entity =>
          onDays('2026-03-01', '2026-03-10', { entity, cost }),
        ),
      );
    const statuses = async () => {
      const { items } = await costs.get('overview', {}, FAY);
      return items
        .sort((a: any, b: any) => (a.entityRef < b.entityRef ? -1 : 1))
        .map(({ budgetStatus }: any) => budgetStatus);
    };
    await insert('2');
    const expected = names.map((_, number) =>
      number < 60 ? 'critical' : 'ok',
    );
    expect(await statuses()).toEqual(expected);
    expect(await statuses()).toEqual(expected);
    await insert('200');
    expect(await statuses()).toEqual(names.map(() => 'critical'));
  });

  it('with budgets as they stand when an import stored months and failed then', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start({
      cost: {
        budgets: [
          { scope: CHECKOUT, amount: 15, currency: 'EUR' },
          { scope: CART, amount: 15, currency: 'EUR' },
        ],
      },
    });
    await costs.insert([{ day: '2026-03-01', entity: CHECKOUT, cost: '1' }]);
    const statuses = async () => {
      const { items } = await costs.get('overview', {}, FAY);
      return items.map(({ budgetStatus }: any) => budgetStatus);
    };
    const failure = 'The disk is full';
    const { knex } = costs;
    const now = '2026-03-11T10:00:00.000Z';
    const storeAndFail = (cost: string) =>
      insertCosts({
        knex,
        source: 'cluster',
        costs: [
          { day: '2026-03-02', entity: CHECKOUT, cost },
          { day: '2026-03-02', entity: CART, cost },
        ],
        now,
        failure,
      });
    await storeAndFail('0');
    expect(await statuses()).toEqual(['ok', 'ok']);
    await storeAndFail('20');
    expect(await statuses()).toEqual(['critical', 'critical']);
    await storeAndFail('1');
    // It fails again before it stores anything
    const imports = new ImportStore(knex);
    const { id: again } = await imports.begin({
      source: 'cluster',
      now,
      aliveUntil: '9999-01-01T00:00:00.000Z',
    });
    await imports.end({
      id: again,
      source: 'cluster',
      result: { state: 'failed', message: failure },
      now,
    });
    expect(await statuses()).toEqual(['ok', 'ok']);
  });

  it('with how they came, the newest first and page by page', async () => {
    await start();
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-03']) {
      setNow(`${day}T09:00:00Z`);
      await costs.insert([{ day, entity: CHECKOUT }]);
    }
    const first = await costs.get('imports', { limit: '2' }, ROOT);
    expect(first.items).toMatchObject([
      {
        source: 'cloud',
        title: 'The cloud',
        state: 'done',
        startedAt: '2026-03-03T09:00:00.000Z',
        lastDay: '2026-03-03',
        warnings: [],
        rejected: [],
      },
      { lastDay: '2026-03-02' },
    ]);
    const { items, nextCursor } = await costs.get(
      'imports',
      { limit: '2', cursor: first.nextCursor },
      ROOT,
    );
    expect(items).toMatchObject([{ lastDay: '2026-03-01' }]);
    expect(nextCursor).toBeUndefined();
    expect(
      (await costs.call(ROOT, 'GET', '/imports?cursor=nonsense')).status,
    ).toBe(400);
  });

  it('by assistants with the rights of whom they work for', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start();
    await costs.insert([
      { day: '2026-03-09', entity: CHECKOUT, cost: '1.5' },
      { day: '2026-03-09', entity: CART, cost: '2' },
    ]);
    const invoke = (action: string, input: object, who = ADA) =>
      costs.actions.invoke({
        id: `test:${action}`,
        input: input as never,
        credentials: mockCredentials.user(who),
      }) as Promise<any>;
    const { output } = await invoke('summary', { entity: CHECKOUT });
    expect(output).toMatchObject({
      entityRef: CHECKOUT,
      currencies: [{ currency: 'EUR', amount: '1.5' }],
    });
    await expect(invoke('summary', { entity: CHECKOUT }, BOB)).rejects.toThrow(
      'whose costs you may read',
    );
    await expect(invoke('summary', { entity: 'checkout' })).rejects.toThrow(
      'full entity ref',
    );
    const overview = await invoke('overview', { owner: SHOP_TEAM, limit: 1 });
    expect(overview.output).toMatchObject({
      items: [{ entityRef: CART, amount: '2' }],
      isComplete: false,
    });
    expect(
      (await invoke('overview', { owner: SHOP_TEAM }, BOB)).output.items,
    ).toEqual([]);
  });
});
