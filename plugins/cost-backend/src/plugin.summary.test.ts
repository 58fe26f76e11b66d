import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  ADA,
  BOB,
  CART,
  CHECKOUT,
  CORE_TEAM,
  FAY,
  LEA,
  LEDGER,
  RETAIL,
  SHOP,
  SHOP_TEAM,
  setNow,
  startCosts,
  TestCosts,
  TRIBE,
} from './__testUtils__/startCosts';
import { onDays } from './__testUtils__/insertCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('what an entity costs on %s', id => {
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

  const summary = (entity: string, query = {}, who = ADA) =>
    costs.get('summary', { entity, ...query }, who);

  it('is added up to the last digit, by kind, beside the same days of the month before', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start();
    await costs.insert([
      ...onDays('2026-02-01', '2026-02-28', {
        entity: CHECKOUT,
        cost: '1.1',
        serviceCategory: 'Compute',
      }),
      ...onDays('2026-03-01', '2026-03-10', {
        entity: CHECKOUT,
        cost: '0.1',
        serviceCategory: 'Compute',
      }),
      { day: '2026-03-04', entity: CHECKOUT, cost: '-0.000000000000000001' },
      { day: '2026-03-05', entity: CHECKOUT, cost: '2', kind: 'idle' },
      { day: '2026-03-06', entity: CHECKOUT, cost: '3', kind: 'shared' },
      // Of nobody, and of another team
      { day: '2026-03-06', cost: '1000' },
      { day: '2026-03-06', entity: LEDGER, cost: '1000' },
    ]);
    const { text, ...body } = await summary(CHECKOUT);
    expect(body).toMatchObject({
      entityRef: CHECKOUT,
      month: '2026-03',
      metric: 'effective',
      members: 1,
      provisionalFrom: '2026-03-10',
      sources: [
        {
          source: 'cloud',
          title: 'The cloud',
          state: 'ok',
          lastDay: '2026-03-10',
        },
      ],
    });
    expect(body.currencies).toMatchObject([
      {
        currency: 'EUR',
        amount: '5.999999999999999999',
        direct: '0.999999999999999999',
        idle: '2',
        shared: '3',
        previousSameDays: '11',
        previousMonth: '30.8',
        budget: null,
        parts: [
          { key: '(shared)', amount: '3', previous: null },
          { key: '(idle)', amount: '2', previous: null },
          { key: 'Compute', amount: '1', previous: '11' },
          { key: '(none)', amount: '-0.000000000000000001', previous: null },
        ],
      },
    ]);
    const byKind = await summary(CHECKOUT, { group: 'kind' });
    expect(byKind.currencies[0].parts).toEqual([
      { key: 'shared', amount: '3', previous: null },
      { key: 'idle', amount: '2', previous: null },
      { key: 'direct', amount: '0.999999999999999999', previous: '11' },
    ]);
  });

  it('of a team is what it and its child groups own; of a system and a domain, their parts', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start();
    await costs.insert([
      { day: '2026-03-09', entity: CHECKOUT, cost: '1' },
      { day: '2026-03-09', entity: CART, cost: '2' },
      { day: '2026-03-09', entity: LEDGER, cost: '4' },
      { day: '2026-03-09', entity: SHOP, cost: '8' },
      { day: '2026-03-09', entity: SHOP_TEAM, cost: '16' },
    ]);
    const sumOf = async (entity: string, who: string) => {
      const { members, currencies } = await summary(entity, {}, who);
      return [members, currencies[0].amount];
    };
    expect(await sumOf(SHOP_TEAM, ADA)).toEqual([3, '19']);
    // The core team does not say that the tribe is its parent
    expect(await sumOf(TRIBE, LEA)).toEqual([3, '19']);
    expect(await sumOf(CORE_TEAM, BOB)).toEqual([1, '4']);
    expect(await sumOf(SHOP, BOB)).toEqual([3, '13']);
    expect(await sumOf(RETAIL, BOB)).toEqual([2, '5']);
  });

  it('never adds currencies, and tells a cost of zero from none', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start();
    await costs.insert([
      { day: '2026-03-09', entity: CHECKOUT, cost: '1', currency: 'EUR' },
      { day: '2026-03-09', entity: CHECKOUT, cost: '2', currency: 'USD' },
      { day: '2026-03-09', entity: CHECKOUT, cost: '3', currency: 'JPY' },
      { day: '2026-02-09', entity: CART, cost: '5', currency: 'USD' },
    ]);
    const { currencies } = await summary(CHECKOUT);
    expect(
      currencies.map(({ currency, amount }: any) => [currency, amount]),
    ).toEqual([
      ['EUR', '1'],
      ['JPY', '3'],
      ['USD', '2'],
    ]);
    // Its source speaks of March, in which it cost nothing
    expect((await summary(CART)).currencies).toMatchObject([
      {
        currency: 'USD',
        amount: '0',
        previousSameDays: '5',
        previousMonth: '5',
      },
    ]);
    // Nobody ever said anything of April
    expect((await summary(CART, { month: '2026-04' })).currencies).toEqual([]);
    // The ledger was never charged at all
    expect((await summary(LEDGER, {}, BOB)).currencies).toEqual([]);
  });

  it.each([
    // The 29 days of the leap year; the 28 of others
    ['2028-03-31T12:00:00Z', '2028-02', '29'],
    ['2027-03-31T12:00:00Z', '2027-02', '28'],
  ])(
    'compares the end of March %s with all of February',
    async (now, before, same) => {
      setNow(now);
      await start();
      const year = now.slice(0, 4);
      await costs.insert(
        onDays(`${year}-02-01`, `${year}-03-31`, { entity: CHECKOUT }),
      );
      const { currencies, month } = await summary(CHECKOUT);
      expect(month).toBe(`${year}-03`);
      expect(currencies[0]).toMatchObject({
        amount: '31',
        previousSameDays: same,
        previousMonth: same,
      });
      // A month that is over ends with its last day, and is known whole
      const february = await summary(CHECKOUT, { month: before });
      expect(february.currencies[0]).toMatchObject({
        amount: same,
        previousSameDays: null,
        previousMonth: null,
        forecast: null,
        noForecast: 'The whole month is known.',
      });
      expect(february.provisionalFrom).toBeNull();
    },
  );

  it('compares each source over the days that it knows', async () => {
    setNow('2026-03-21T09:00:00Z');
    await start();
    await costs.insert(
      onDays('2026-02-01', '2026-03-20', { entity: CHECKOUT, cost: '1' }),
    );
    await costs.insert(
      onDays('2026-02-01', '2026-03-10', { entity: CHECKOUT, cost: '100' }),
      'cluster',
    );
    const { currencies, provisionalFrom } = await summary(CHECKOUT);
    expect(currencies[0]).toMatchObject({
      amount: '1020',
      previousSameDays: '1020',
      previousMonth: '2828',
    });
    expect(provisionalFrom).toBe('2026-03-11');
  });

  it('does not call it growth when a source is new, be it of an entity, of a team or of everything', async () => {
    setNow('2026-03-21T09:00:00Z');
    await start();
    await costs.insert([
      ...onDays('2026-02-01', '2026-03-20', { entity: CHECKOUT, cost: '1' }),
      ...onDays('2026-02-01', '2026-03-20', { entity: CART, cost: '2' }),
    ]);
    await costs.insert(
      [
        ...onDays('2026-03-02', '2026-03-10', { entity: CHECKOUT, cost: '9' }),
        { day: '2026-03-02', entity: CART, cost: '0' },
      ],
      'cluster',
    );
    const previousOf = async (entity: string, query = {}) => {
      const { currencies } = await summary(entity, query, FAY);
      const [{ amount, previousSameDays }] = currencies;
      return [amount, previousSameDays];
    };
    const rows = async (query = {}) => {
      const { items } = await costs.get('overview', query, FAY);
      return items.map((row: any) => [
        row.entityRef,
        row.amount,
        row.previousSameDays,
      ]);
    };
    const expectPrevious = async (query = {}) => {
      expect(await previousOf(CHECKOUT, query)).toEqual(['101', null]);
      expect(await previousOf(CART, query)).toEqual(['40', '40']);
      expect(await previousOf(SHOP_TEAM, query)).toEqual(['141', null]);
      expect(await rows(query)).toEqual([
        [CHECKOUT, '101', null],
        [CART, '40', '40'],
      ]);
    };
    await expectPrevious();
    // By sums, when the days are gone
    setNow('2027-04-10T09:00:00Z');
    await expectPrevious({ month: '2026-03' });
  });

  it('shows the last month that is known while nothing is of the one that began', async () => {
    setNow('2026-04-01T06:00:00Z');
    await start();
    await costs.insert(
      onDays('2026-03-01', '2026-03-30', { entity: CHECKOUT }),
    );
    const { month, currencies } = await summary(CHECKOUT);
    expect(month).toBe('2026-03');
    expect(currencies[0]).toMatchObject({ amount: '30', forecast: {} });
    expect(await summary(CHECKOUT, { month: '2026-04' })).toMatchObject({
      month: '2026-04',
      currencies: [],
    });
  });

  it('is foreseen to the end of the month, and held against the budget', async () => {
    setNow('2026-03-16T12:00:00Z');
    await start({
      annotated: { [CHECKOUT]: '250 EUR', [CART]: 'a lot' },
      cost: {
        budgets: [
          {
            scope: SHOP_TEAM,
            amount: '9000.01',
            currency: 'EUR',
            period: 'year',
          },
          { scope: CHECKOUT, amount: 1, currency: 'EUR' },
        ],
      },
    });
    await costs.insert(
      onDays('2026-01-01', '2026-03-15', { entity: CHECKOUT, cost: '10' }),
    );
    const own = await summary(CHECKOUT);
    expect(own.currencies[0]).toMatchObject({
      amount: '150',
      forecast: { amount: '310', low: '310', high: '310' },
      budget: {
        amount: '250',
        currency: 'EUR',
        period: 'month',
        spent: '150',
        status: 'warn',
      },
    });
    expect(own.currencies[0].budget.reason).toContain('60.00 EUR too much');
    expect((await summary(SHOP_TEAM)).currencies[0].budget).toMatchObject({
      amount: '9000.01',
      period: 'year',
      spent: '740',
      status: 'ok',
    });
    const { budgetProblem } = await summary(CART);
    expect(budgetProblem).toContain(
      "plumbline.dev/budget: 'a lot' is no budget",
    );
  });

  it('says what was unusual, and what is behind it', async () => {
    setNow('2026-03-16T12:00:00Z');
    await start();
    await costs.insert([
      ...onDays('2026-01-01', '2026-03-14', {
        entity: CHECKOUT,
        cost: '10',
        service: 'Compute',
      }),
      {
        day: '2026-03-12',
        entity: CHECKOUT,
        cost: '90',
        service: 'Compute',
        namespace: 'shop',
        workload: 'trainer',
      },
      ...onDays('2026-01-01', '2026-03-14', { entity: CART, cost: '1' }),
    ]);
    const { currencies } = await summary(SHOP_TEAM);
    expect(currencies[0].unusual).toEqual([
      {
        day: '2026-03-12',
        actual: '101',
        expected: '11',
        isNewLevel: false,
        contributors: [
          { dimension: 'entity', key: CHECKOUT, change: '90' },
          { dimension: 'resource', key: 'shop/trainer', change: '90' },
          { dimension: 'service', key: 'Compute', change: '90' },
          { dimension: 'category', key: '(none)', change: '90' },
        ],
      },
    ]);
    expect((await summary(CHECKOUT)).currencies[0].unusual[0].actual).toBe(
      '100',
    );
    // A month later it is news no more
    expect((await summary(CART)).currencies[0].unusual).toEqual([]);
  });

  it('warns where the chosen cost says nothing, and leaves it out', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start();
    await costs.insert([
      {
        day: '2026-03-09',
        entity: CHECKOUT,
        amounts: { billed: '7', effective: '0' },
      },
      { day: '2026-03-09', entity: CART, amounts: { billed: '7' } },
      {
        day: '2026-03-09',
        entity: CART,
        amounts: { list: '7', billed: '1' },
        currency: 'USD',
      },
    ]);
    expect(await summary(CHECKOUT)).toMatchObject({
      metricWarning:
        'The effective cost in EUR is zero, the billed cost is not.',
      currencies: [{ amount: '0' }],
    });
    expect(await summary(CART)).toMatchObject({
      metricWarning:
        'No row states the effective cost in EUR, but rows state the billed cost; no row states the effective cost in USD, but rows state the billed cost.',
      currencies: [],
    });
    const billed = await summary(CHECKOUT, { metric: 'billed' });
    expect(billed.currencies[0].amount).toBe('7');
    expect(billed).not.toHaveProperty('metricWarning');
  });

  it('says how old what is known is', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start({
      cost: {
        sources: [
          { id: 'cloud', folder: '/nonexistent/cloud' },
          { id: 'cluster', folder: '/nonexistent/cluster' },
        ],
      },
    });
    await costs.insert([{ day: '2026-03-07', entity: CHECKOUT }]);
    const states = async () =>
      (await summary(CHECKOUT)).sources.map(({ state }: any) => state);
    expect(await states()).toEqual(['stale', 'never']);
    await costs.insert([{ day: '2026-03-08', entity: CHECKOUT }], 'cluster');
    expect(await states()).toEqual(['stale', 'ok']);
  });
});
