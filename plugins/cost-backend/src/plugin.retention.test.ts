import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import { onDays } from './__testUtils__/insertCosts';
import {
  ADA,
  CART,
  CHECKOUT,
  FAY,
  setNow,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('what is old on %s', id => {
  let knex: Knex;
  let costs: TestCosts;
  beforeEach(async () => {
    knex = await databases.init(id);
    costs = await startCosts({
      knex,
      annotated: { [CHECKOUT]: '1000 EUR per year' },
      cost: { retention: { days: '93d' } },
    });
    setNow('2026-07-03T09:00:00Z');
    // The first day that is kept is 1 April
    await costs.insert([
      ...onDays('2026-02-01', '2026-06-09', { entity: CHECKOUT, cost: '1' }),
      ...onDays('2026-02-01', '2026-03-31', {
        entity: CART,
        cost: '0.1',
        kind: 'idle',
      }),
      { day: '2026-03-31', cost: '7', service: 'Support' },
    ]);
  });
  afterEach(async () => {
    await costs.stop();
    jest.useRealTimers();
  });

  const summaryOf = async (month: string, entity = CHECKOUT) =>
    costs.get('summary', { entity, month });

  it('goes day by day, and the sums of months stay', async () => {
    const months = await knex('cost_month').orderBy(['month', 'entity_ref']);
    await costs.runTask('cost-retention');
    const days = await knex('cost_day').distinct('day').orderBy('day');
    expect([days[0].day, days.at(-1).day]).toEqual([
      '2026-04-01',
      '2026-06-09',
    ]);
    expect(await knex('cost_month').orderBy(['month', 'entity_ref'])).toEqual(
      months,
    );
  });

  it('is on record as long as it is what is stored', async () => {
    const old = (importId: string, more: object) => ({
      id: importId,
      source: 'cloud',
      started_at: '2026-03-01T00:00:00.000Z',
      state: 'failed',
      ...more,
    });
    await knex('cost_import').insert([
      old('failed', {}),
      old('replaced', { state: 'done' }),
      old('stored', { state: 'done', source: 'other' }),
      old('before it', {
        state: 'done',
        source: 'other',
        started_at: '2026-02-01T00:00:00.000Z',
      }),
      old('running', { state: 'running', source: 'slow' }),
    ]);
    await costs.runTask('cost-retention');
    const left = await knex('cost_import').orderBy('started_at').pluck('id');
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining(['stored', 'running']));
  });

  it('goes with what a source answered, by whole months', async () => {
    await knex('cost_answer').insert(
      ['2026-03-31', '2026-04-01', '2026-06-01'].map(day => ({
        source: 'cluster',
        day,
        asked_at: '2026-06-01T00:00:00.000Z',
        aggregate: '',
      })),
    );
    await costs.runTask('cost-retention');
    expect(await knex('cost_answer').orderBy('day').pluck('day')).toEqual([
      '2026-04-01',
      '2026-06-01',
    ]);
  });

  it('takes figures that were others after 400 days with it', async () => {
    await knex('cost_change').insert(
      ['2025-05-28T23:00:00.000Z', '2025-05-29T01:00:00.000Z'].map(at => ({
        id: at,
        source: 'cloud',
        at,
        cause: 'rules',
      })),
    );
    await knex('cost_change_amount').insert({
      change_id: '2025-05-28T23:00:00.000Z',
      month: '2025-01',
      currency: 'EUR',
      entity_ref: '',
      size_billed: 0,
      size_effective: 1,
      size_list: 0,
      size_contracted: 0,
    });
    await costs.runTask('cost-retention');
    expect(await knex('cost_change').pluck('id')).toEqual([
      '2025-05-29T01:00:00.000Z',
    ]);
    expect(await knex('cost_change_amount')).toEqual([]);
  });

  describe.each([false, true])('when it is gone: %s', isGone => {
    beforeEach(async () => {
      if (isGone) {
        await costs.runTask('cost-retention');
      }
    });

    it('is known by month, and what days told of it is said to be gone', async () => {
      expect(await summaryOf('2026-03')).toMatchObject({
        daysKeptFrom: '2026-04-01',
        currencies: [
          {
            currency: 'EUR',
            amount: '31',
            direct: '31',
            previousMonth: '28',
            previousSameDays: '28',
            forecast: null,
            noForecast: 'The days before 2026-04-01 are no longer kept.',
            parts: [],
            unusual: [],
            budget: { spent: null, status: 'unknown' },
          },
        ],
        provisionalFrom: null,
      });
      expect(await summaryOf('2026-03', CART)).toMatchObject({
        currencies: [{ amount: '3.1', direct: '0', idle: '3.1' }],
      });
      expect((await summaryOf('2025-12')).currencies).toEqual([]);
    });

    it('is compared with as far as it is known', async () => {
      expect(await summaryOf('2026-04')).toMatchObject({
        daysKeptFrom: '2026-04-01',
        currencies: [
          {
            amount: '30',
            previousMonth: '31',
            previousSameDays: '30',
            parts: [{ amount: '30', previous: null }],
            // A year of which days are gone is not judged by the rest
            budget: {
              spent: null,
              status: 'unknown',
              reason: expect.stringContaining(
                'The days before 2026-04-01 are no longer kept',
              ),
            },
          },
        ],
      });
      const may = await summaryOf('2026-05');
      expect(may).toMatchObject({
        currencies: [
          { amount: '31', previousMonth: '30', previousSameDays: '30' },
        ],
      });
      expect(may.daysKeptFrom).toBeUndefined();
    });

    it('is no line of a chart and no file', async () => {
      const query = { entity: CHECKOUT, from: '2026-03-30', to: '2026-04-02' };
      const days = await costs.get('days', query);
      expect(days).toMatchObject({
        daysKeptFrom: '2026-04-01',
        currencies: [
          {
            series: [{ days: [{ day: '2026-04-01' }, { day: '2026-04-02' }] }],
          },
        ],
      });
      expect(days.currencies[0].series[0].days).toHaveLength(2);
      const { status, body } = await costs.call(
        ADA,
        'GET',
        `/export?${new URLSearchParams(query)}`,
      );
      expect([status, body.error.message]).toEqual([
        400,
        'from: days before 2026-04-01 are no longer kept',
      ]);
    });

    it('adds up to what was imported', async () => {
      expect(
        await costs.get('overview', { month: '2026-03' }, FAY),
      ).toMatchObject({
        items: [
          { entityRef: CHECKOUT, amount: '31', previousSameDays: '28' },
          { entityRef: CART, amount: '3.1', previousSameDays: '2.8' },
        ],
        reconciliation: [
          {
            currency: 'EUR',
            total: '41.1',
            attributed: '31',
            idle: '3.1',
            unattributed: '7',
            difference: '0',
          },
        ],
        unattributed: [
          {
            source: 'cloud',
            currency: 'EUR',
            amount: '7',
            reason: 'its days are no longer kept',
          },
        ],
      });
      expect(
        (await costs.get('overview', { month: '2026-04' }, FAY)).items,
      ).toMatchObject([
        { entityRef: CHECKOUT, previousSameDays: '30' },
        { entityRef: CART, amount: '0', previousSameDays: '3' },
      ]);
    });
  });
});
