import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  CART,
  CHECKOUT,
  LEDGER,
  SHOP_TEAM,
  setNow,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';
import { onDays } from './__testUtils__/insertCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('owners on %s', id => {
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

  /** What was sent since the last time. */
  const told = async () => {
    costs.sent.length = 0;
    await costs.runTask('cost-notices');
    return costs.sent.map(({ recipients, payload }) => ({
      to: recipients.entityRef,
      title: payload.title,
      severity: payload.severity,
    }));
  };

  it('are told once of each threshold that their budget crosses', async () => {
    setNow('2026-03-11T09:00:00Z');
    await start({
      annotated: { [CHECKOUT]: '100 EUR' },
      cost: {
        budgets: [{ scope: SHOP_TEAM, amount: 150, currency: 'EUR' }],
      },
    });
    const spend = (until: string) =>
      costs.insert(
        onDays('2026-03-01', until, { entity: CHECKOUT, cost: '8.5' }),
      );
    await spend('2026-03-05');
    expect(await told()).toEqual([]);
    // 85 of 100, and of 150: that of 80 says that of 50
    await spend('2026-03-10');
    expect(await told()).toEqual([
      {
        to: [SHOP_TEAM],
        title: 'checkout: 80 % of the budget of this month is spent',
        severity: 'normal',
      },
      {
        to: [SHOP_TEAM],
        title: 'shop-team: 50 % of the budget of this month is spent',
        severity: 'normal',
      },
    ]);
    expect(costs.sent[0].payload.link).toBe(
      '/catalog/default/component/checkout/cost',
    );
    expect(await told()).toEqual([]);
    setNow('2026-03-13T09:00:00Z');
    await spend('2026-03-12');
    expect(await told()).toEqual([
      {
        to: [SHOP_TEAM],
        title: 'checkout: 100 % of the budget of this month is spent',
        severity: 'high',
      },
    ]);
    // Another month, another budget
    setNow('2026-04-07T09:00:00Z');
    await costs.insert(
      onDays('2026-04-01', '2026-04-06', { entity: CHECKOUT, cost: '8.5' }),
    );
    expect(await told()).toMatchObject([
      { title: 'checkout: 50 % of the budget of this month is spent' },
    ]);
  });

  it('are told once of an unusual day, while it is news, and of nobody else’s', async () => {
    setNow('2026-03-16T12:00:00Z');
    await start();
    const days = onDays('2026-01-01', '2026-03-15', {
      entity: CHECKOUT,
      cost: '10',
    });
    await costs.insert([
      ...days,
      { day: '2026-03-12', entity: CHECKOUT, cost: '500' },
      // Long ago
      { day: '2026-02-20', entity: CHECKOUT, cost: '500' },
      ...onDays('2026-01-01', '2026-03-15', { entity: LEDGER, cost: '10' }),
      ...onDays('2026-01-01', '2026-03-15', { entity: CART, cost: '0.001' }),
      { day: '2026-03-12', entity: CART, cost: '0.5' },
      { day: '2026-03-12', cost: '900' },
    ]);
    expect(await told()).toEqual([
      {
        to: [SHOP_TEAM],
        title: 'checkout: 2026-03-12 cost unusually much',
        severity: 'normal',
      },
    ]);
    expect(JSON.stringify(costs.sent)).not.toMatch(/5[01]0/);
    // It goes on: the same event
    await costs.insert([
      ...days,
      { day: '2026-03-12', entity: CHECKOUT, cost: '500' },
      { day: '2026-03-13', entity: CHECKOUT, cost: '500' },
    ]);
    expect(await told()).toEqual([]);
  });
});
