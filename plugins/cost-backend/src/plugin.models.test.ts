import {
  costModelsSchema,
  CostModelAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  API,
  CHURN,
  DriftStub,
  eachDay,
  FRAUD,
  monitorOf,
  TRAINING,
} from './__testUtils__/models';
import {
  ADA,
  BOB,
  CHECKOUT,
  FAY,
  setNow,
  SHOP_TEAM,
  TestCosts,
} from './__testUtils__/startCosts';
import { askModel, LEAP, startModels } from './__testUtils__/startModels';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('the cost of a model on %s', id => {
  let costs: TestCosts;
  const drift: DriftStub = { asked: [], answer: {} };

  beforeEach(async () => {
    setNow('2024-03-10T12:00:00Z');
    drift.asked = [];
    drift.answer = {
      [CHURN]: [monitorOf('live', eachDay(LEAP, 29, 1_000))],
    };
    costs = await startModels(await databases.init(id), drift);
  });
  afterEach(async () => {
    await costs.stop();
    jest.useRealTimers();
  });

  const ask = (query?: Record<string, string>, who?: string) =>
    askModel(costs, query, who);

  const partsOf = ({ currencies: [{ parts }] }: CostModelAnswer) =>
    Object.fromEntries(parts.map(({ key, amount }) => [key, amount]));

  it('is the sum of its parts; what serves two models is divided', async () => {
    const answer = await ask();
    const [euros] = answer.currencies;
    // Half of the server: of its 29 days, of its idle GPU and of what was idle below zero
    expect(partsOf(answer)).toEqual({
      training: '63',
      serving: '14.25',
      gpuIdle: '2.5',
      storage: '7',
      shared: '0.25',
      other: '0.125',
    });
    expect(euros).toMatchObject({
      currency: 'EUR',
      amount: '87.125',
      previousMonth: '15',
    });
    expect(euros.parts[1]).toEqual({
      key: 'serving',
      amount: '14.25',
      previous: '0',
      entities: [{ entityRef: API, amount: '14.25', sharedBy: 2 }],
    });
    expect(answer).toMatchObject({ pipelines: [TRAINING], servers: [API] });
    expect(partsOf(await ask({ entity: FRAUD }))).toEqual({
      serving: '14.25',
      gpuIdle: '2.5',
    });
  });

  it('is told by run, prediction and token, with and without what was idle', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({
      runs: { count: 2 },
      predictions: {
        count: 29_000,
        from: 'predictions that were sent to the monitor live',
      },
      tokens: { count: null, reason: 'Nothing reports its tokens' },
    });
    expect(answer.currencies[0]).toMatchObject({
      perRun: { amount: '31.5', used: '30', previous: '15' },
      // (14.25 + 2.5) / 29, and 14.5 / 29
      perThousandPredictions: {
        amount: '0.577586206897',
        used: '0.5',
        previous: null,
      },
      perMillionTokens: null,
    });
    expect(answer.runList).toEqual([
      {
        run: 'r-1',
        pipelineRef: TRAINING,
        firstDay: `${LEAP}-04`,
        lastDay: `${LEAP}-05`,
        currency: 'EUR',
        amount: '40',
      },
      expect.objectContaining({ run: 'r-2', amount: '20' }),
    ]);
    expect(answer.currencies[0].months).toHaveLength(12);
    expect(answer.currencies[0].months.slice(-3)).toEqual([
      {
        month: '2023-12',
        amount: null,
        perRun: null,
        perThousandPredictions: null,
        perMillionTokens: null,
      },
      expect.objectContaining({
        month: '2024-01',
        amount: '15',
        perRun: '15',
        perThousandPredictions: null,
      }),
      expect.objectContaining({
        month: LEAP,
        amount: '87.125',
        perRun: '31.5',
        perThousandPredictions: '0.577586206897',
      }),
    ]);
  });

  it('never adds currencies', async () => {
    await costs.insert(
      [
        {
          day: `${LEAP}-10`,
          entity: TRAINING,
          cost: '8',
          currency: 'USD',
          run: 'r-1',
        },
      ],
      'cluster',
    );
    const { currencies, runs, runList } = await ask();
    expect(
      currencies.map(({ currency, amount, perRun }) => [
        currency,
        amount,
        perRun?.amount,
      ]),
    ).toEqual([
      ['EUR', '87.125', '31.5'],
      ['USD', '8', '4'],
    ]);
    expect(runs).toMatchObject({ count: 2 });
    expect(runList.map(({ run, currency }) => `${run} ${currency}`)).toEqual([
      'r-1 EUR',
      'r-2 EUR',
      'r-1 USD',
    ]);
  });

  it('holds what others’ servers cost without a name, to whoever may not read that', async () => {
    const answer = await ask({}, ADA);
    expect(partsOf(answer)).toEqual(partsOf(await ask()));
    expect(answer.currencies[0].parts[1]).toMatchObject({
      key: 'serving',
      amount: '14.25',
      entities: [],
    });
    expect(answer.servers).toEqual([]);
    expect(JSON.stringify(answer)).not.toContain('model-api');
    // Who owns the server sees its name, but nothing of the other model
    const { entities } = (await ask({ entity: FRAUD }, BOB)).currencies[0]
      .parts[0];
    expect(entities).toEqual([
      { entityRef: API, amount: '14.25', sharedBy: 2 },
    ]);
  });

  it('lists the models that the caller may read, the dearest first', async () => {
    const list = async (who: string) =>
      costModelsSchema.parse(
        JSON.parse((await costs.get('models', { month: LEAP }, who)).text),
      );
    const all = await list(FAY);
    expect(all.items).toMatchObject([
      {
        entityRef: CHURN,
        ownerRef: SHOP_TEAM,
        amount: '87.125',
        perRun: { amount: '31.5' },
        runs: { count: 2 },
        predictions: { count: 29_000 },
      },
      { entityRef: FRAUD, amount: '16.75', perRun: null },
    ]);
    expect(all.isComplete).toBe(true);
    expect((await list(ADA)).items.map(({ entityRef }) => entityRef)).toEqual([
      CHURN,
    ]);
    expect((await list(BOB)).items.map(({ entityRef }) => entityRef)).toEqual([
      FRAUD,
    ]);
  });

  it('tells nothing of a model that others may read, which one that does not exist would not', async () => {
    const missing = 'resource:default/nothing';
    const read = (who: string, entity: string) =>
      costs.call(who, 'GET', `/model?entity=${entity}`);
    const hidden = await read(BOB, CHURN);
    const nothing = await read(BOB, missing);
    expect([hidden.status, hidden.text]).toEqual([
      404,
      nothing.text.replaceAll(missing, CHURN),
    ]);
  });

  it('says nothing of months of which some days are kept no more', async () => {
    const months = async () => (await ask({ month: '2024-03' })).currencies[0];
    await costs.insert([{ day: '2024-03-01', entity: CHURN, cost: '1' }]);
    expect((await months()).months.slice(-3)).toMatchObject([
      { month: '2024-01', amount: '15' },
      { month: LEAP, amount: '87.125', perRun: '31.5' },
      { month: '2024-03', amount: '1' },
    ]);
    // The first day that is kept is in February
    setNow('2025-03-20T12:00:00Z');
    const { previousMonth, months: shown } = await months();
    expect(previousMonth).toBeNull();
    expect(shown.slice(-3)).toMatchObject([
      { month: '2024-01', amount: null, perRun: null },
      { month: LEAP, amount: null, perRun: null, perThousandPredictions: null },
      { month: '2024-03', amount: '1' },
    ]);
  });

  it('is none of what is no model', async () => {
    const { status, text } = await costs.call(
      FAY,
      'GET',
      `/model?entity=${CHECKOUT}`,
    );
    expect(status).toBe(404);
    expect(text).toContain('component:default/checkout is no model');
  });

  it('answers assistants as the API does', async () => {
    const { output } = await costs.actions.invoke({
      id: 'test:model',
      input: { entity: CHURN, month: LEAP },
      credentials: { principal: { type: 'user', userEntityRef: FAY } } as never,
    });
    expect(output).toMatchObject({ entityRef: CHURN, runs: { count: 2 } });
  });
});
