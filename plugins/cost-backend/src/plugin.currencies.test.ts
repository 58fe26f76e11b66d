import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { onDays } from './__testUtils__/insertCosts';
import {
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
const FEBRUARY = { from: 'USD', to: 'EUR', rate: '0.9', day: '2026-02-01' };
const MARCH = { from: 'USD', to: 'EUR', rate: '0.8', day: '2026-03-06' };

describe.each(databases.eachSupportedId())('one currency on %s', id => {
  let costs: TestCosts;
  beforeEach(async () => {
    setNow('2026-03-11T09:00:00Z');
    costs = await startCosts({
      knex: await databases.init(id),
      annotated: { [CHECKOUT]: '50 EUR', [CART]: '15 USD' },
      cost: {
        rates: [
          FEBRUARY,
          MARCH,
          { from: 'GBP', to: 'USD', rate: 1.25, day: '2026-01-01' },
        ],
      },
    });
    await costs.insert([
      ...onDays('2026-02-01', '2026-03-10', {
        entity: CHECKOUT,
        cost: '1',
        service: 'db',
      }),
      ...onDays('2026-02-01', '2026-03-10', {
        entity: CHECKOUT,
        cost: '10',
        currency: 'USD',
        service: 'db',
      }),
      ...onDays('2026-03-01', '2026-03-10', {
        entity: CART,
        cost: '2',
        currency: 'USD',
        kind: 'idle',
      }),
      { day: '2026-03-02', entity: CART, cost: '100', currency: 'JPY' },
      { day: '2026-03-05', cost: '7', currency: 'USD', service: 'Support' },
      { day: '2026-03-06', cost: '7', currency: 'USD', service: 'Support' },
    ]);
  });
  afterEach(async () => {
    await costs.stop();
    jest.useRealTimers();
  });

  it('is none unless it is asked for', async () => {
    const summary = await costs.get('summary', { entity: CHECKOUT });
    expect(summary.conversion).toBeUndefined();
    expect(summary).toMatchObject({
      convertibleTo: ['EUR', 'USD'],
      currencies: [
        { currency: 'EUR', amount: '10', budget: { status: 'ok' } },
        { currency: 'USD', amount: '100', budget: null },
      ],
    });
    const overview = await costs.get('overview', {}, FAY);
    expect(overview.conversion).toBeUndefined();
    expect(overview.convertibleTo).toEqual(['EUR', 'USD']);
    expect(overview.items).toHaveLength(4);
  });

  it('has every amount of an entity by the rate of its day, and its budget', async () => {
    const { currencies, conversion } = await costs.get('summary', {
      entity: CHECKOUT,
      currency: 'EUR',
    });
    // 10 of the euro; 50 dollars at 0.9 and 50 at 0.8
    expect(currencies).toMatchObject([
      {
        currency: 'EUR',
        amount: '95',
        direct: '95',
        previousSameDays: '100',
        previousMonth: '280',
        parts: [{ key: '(none)', amount: '95', previous: '100' }],
        budget: { currency: 'EUR', spent: '95', status: 'critical' },
      },
    ]);
    expect(currencies).toHaveLength(1);
    expect(conversion).toEqual({
      to: 'EUR',
      rates: [FEBRUARY, MARCH],
      withoutRate: [],
    });
  });

  it('leaves what has no rate in its own, and judges no budget in another', async () => {
    const { currencies, conversion } = await costs.get('summary', {
      entity: CART,
      currency: 'EUR',
    });
    expect(currencies).toMatchObject([
      {
        currency: 'EUR',
        amount: '17',
        idle: '17',
        budget: { currency: 'USD', status: 'unknown' },
      },
      { currency: 'JPY', amount: '100' },
    ]);
    expect(conversion.withoutRate).toEqual(['JPY']);
    const dollars = await costs.get('summary', {
      entity: CHECKOUT,
      currency: 'USD',
    });
    // The inverse of a rate is none
    expect(dollars).toMatchObject({
      currencies: [{ currency: 'EUR' }, { currency: 'USD', amount: '100' }],
      conversion: { to: 'USD', rates: [], withoutRate: ['EUR'] },
    });
  });

  it('has every day by its rate', async () => {
    expect(
      await costs.get('days', {
        entity: CHECKOUT,
        from: '2026-03-05',
        to: '2026-03-06',
        currency: 'EUR',
        group: 'service',
      }),
    ).toMatchObject({
      conversion: { to: 'EUR', rates: [FEBRUARY, MARCH], withoutRate: [] },
      currencies: [
        {
          currency: 'EUR',
          series: [
            {
              key: 'db',
              days: [
                { day: '2026-03-05', amount: '10' },
                { day: '2026-03-06', amount: '9' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('has every row of an overview, and what is nobody’s; bills are checked in their own', async () => {
    const overview = await costs.get('overview', { currency: 'EUR' }, FAY);
    expect(overview).toMatchObject({
      conversion: {
        to: 'EUR',
        rates: [FEBRUARY, MARCH],
        withoutRate: ['JPY'],
      },
      items: [
        { entityRef: CART, currency: 'JPY', amount: '100' },
        {
          entityRef: CHECKOUT,
          currency: 'EUR',
          amount: '95',
          direct: '95',
          previousSameDays: '100',
          budgetStatus: 'critical',
        },
        { entityRef: CART, currency: 'EUR', amount: '17', idle: '17' },
      ],
      unattributed: [{ currency: 'EUR', amount: '11.9', service: 'Support' }],
      reconciliation: [
        { currency: 'EUR', total: '10', difference: '0' },
        { currency: 'JPY', total: '100', difference: '0' },
        { currency: 'USD', total: '134', difference: '0' },
      ],
    });
    const february = await costs.get(
      'overview',
      { currency: 'EUR', month: '2026-02' },
      FAY,
    );
    expect(february).toMatchObject({
      conversion: { rates: [FEBRUARY], withoutRate: [] },
      items: [{ entityRef: CHECKOUT, currency: 'EUR', amount: '280' }],
    });
    const team = await costs.get('summary', {
      entity: SHOP_TEAM,
      currency: 'EUR',
    });
    expect(team.currencies).toMatchObject([
      { currency: 'EUR', amount: '112' },
      { currency: 'JPY', amount: '100' },
    ]);
  });

  it('has months whose days are gone where they had one rate; others stay as they are', async () => {
    // The first day that is kept is 16 March
    setNow('2027-04-20T09:00:00Z');
    const query = { entity: CHECKOUT, currency: 'EUR' };
    expect(
      await costs.get('summary', { ...query, month: '2026-02' }),
    ).toMatchObject({
      currencies: [{ currency: 'EUR', amount: '280' }],
      conversion: { rates: [FEBRUARY], withoutRate: [] },
    });
    expect(
      await costs.get('summary', { ...query, month: '2026-03' }),
    ).toMatchObject({
      currencies: [
        {
          currency: 'EUR',
          amount: '10',
          previousMonth: '280',
          previousSameDays: '100',
        },
        { currency: 'USD', amount: '100', previousMonth: null },
      ],
      conversion: { rates: [FEBRUARY], withoutRate: ['USD'] },
    });
    expect(
      await costs.get('overview', { currency: 'EUR', month: '2026-03' }, FAY),
    ).toMatchObject({
      conversion: { withoutRate: ['JPY', 'USD'] },
      unattributed: [
        {
          currency: 'USD',
          amount: '14',
          reason: 'its days are no longer kept',
        },
      ],
    });
  });

  it('names what was unusual in it', async () => {
    setNow('2026-03-15T09:00:00Z');
    await costs.insert(
      [
        ...onDays('2026-01-01', '2026-03-12', {
          entity: LEDGER,
          cost: '10',
          currency: 'USD',
          service: 'db',
        }),
        ...onDays('2026-03-13', '2026-03-14', {
          entity: LEDGER,
          cost: '200',
          currency: 'USD',
          service: 'gpu',
        }),
      ],
      'other',
    );
    const { currencies } = await costs.get(
      'summary',
      { entity: LEDGER, currency: 'EUR' },
      FAY,
    );
    const [euro, dollar] = currencies;
    expect(euro).toMatchObject({
      currency: 'EUR',
      unusual: [
        {
          day: '2026-03-13',
          actual: '160',
          contributors: [
            expect.objectContaining({ key: 'gpu', change: '160' }),
            expect.anything(),
          ],
        },
      ],
    });
    // January is before the first rate
    expect(dollar).toBeUndefined();
  });

  it('is what assistants may ask for', async () => {
    const invoke = (action: string, input: object) =>
      costs.actions.invoke({
        id: `test:${action}`,
        input: input as never,
        credentials: mockCredentials.user(FAY),
      }) as Promise<any>;
    const { output } = await invoke('summary', {
      entity: CHECKOUT,
      currency: 'EUR',
    });
    expect(output).toMatchObject({
      currencies: [{ currency: 'EUR', amount: '95' }],
      conversion: { rates: [FEBRUARY, MARCH] },
    });
    const overview = await invoke('overview', { currency: 'EUR' });
    expect(overview.output.conversion.withoutRate).toEqual(['JPY']);
    await expect(invoke('overview', { currency: 'euro' })).rejects.toThrow();
  });

  it('that is none is refused', async () => {
    const { status } = await costs.call(FAY, 'GET', `/overview?currency=euro`);
    expect(status).toBe(400);
  });
});
