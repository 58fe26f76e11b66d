import {
  costModelSchema,
  costModelsSchema,
  CostModelAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { onDays, TestCost } from './__testUtils__/insertCosts';
import {
  API,
  CHURN,
  createDriftPlugin,
  DriftStub,
  eachDay,
  FEATURES,
  FRAUD,
  MODEL_ENTITIES,
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
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const LEAP = '2024-02';

const train = (day: string, run: string, cost: string): TestCost => ({
  day,
  entity: TRAINING,
  cost,
  run,
});

/** A leap month of both models, and a little of the month before. */
const COSTS: TestCost[] = [
  train(`${LEAP}-04`, 'r-1', '30'),
  train(`${LEAP}-05`, 'r-1', '10'),
  train(`${LEAP}-29`, 'r-2', '20'),
  { day: `${LEAP}-29`, entity: TRAINING, cost: '3', kind: 'idle' },
  ...onDays(`${LEAP}-01`, `${LEAP}-29`, { entity: API, cost: '1' }),
  {
    day: `${LEAP}-02`,
    entity: API,
    cost: '5',
    kind: 'idle',
    serviceSubcategory: 'gpu',
  },
  {
    day: `${LEAP}-02`,
    entity: API,
    cost: '-0.5',
    kind: 'idle',
    serviceSubcategory: 'cpu',
  },
  {
    day: `${LEAP}-03`,
    entity: FEATURES,
    cost: '7',
    serviceCategory: 'Storage',
  },
  { day: `${LEAP}-03`, entity: TRAINING, cost: '0.25', kind: 'shared' },
  { day: `${LEAP}-03`, entity: CHURN, cost: '0.125' },
  { day: `${LEAP}-03`, entity: CHECKOUT, cost: '1000' },
  train('2024-01-31', 'r-0', '15'),
];

describe.each(databases.eachSupportedId())('the cost of a model on %s', id => {
  let costs: TestCosts;
  const drift: DriftStub = { asked: [], answer: {} };

  beforeEach(async () => {
    setNow('2024-03-10T12:00:00Z');
    drift.asked = [];
    drift.answer = {
      [CHURN]: [monitorOf('live', eachDay(LEAP, 29, 1_000))],
    };
    costs = await startCosts({
      knex: await databases.init(id),
      entities: MODEL_ENTITIES,
      features: [createDriftPlugin(drift)],
      // Nobody listens there, and nobody is asked
      cost: {
        prometheus: ['main', 'edge'].map(source => ({
          id: source,
          url: 'http://127.0.0.1:9',
        })),
      },
    });
    await costs.insert(COSTS);
  });
  afterEach(async () => {
    await costs.stop();
    jest.useRealTimers();
  });

  const ask = async (
    query: Record<string, string> = {},
    who = FAY,
  ): Promise<CostModelAnswer> => {
    const { text } = await costs.get(
      'model',
      { entity: CHURN, month: LEAP, ...query },
      who,
    );
    return costModelSchema.parse(JSON.parse(text));
  };

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

  it('counts tokens that were reported, by all that reports them', async () => {
    const insert = (day: string, source: string, quantity: number) => ({
      entity_ref: CHURN,
      day,
      unit: 'tokens',
      source,
      quantity,
    });
    const { knex } = costs;
    await knex('cost_units').insert(
      Object.keys(eachDay(LEAP, 29, 0)).flatMap(day => [
        insert(day, 'main', 1_000_000),
        insert(day, 'edge', 3_000_000_000),
      ]),
    );
    const { tokens, currencies } = await ask();
    expect(tokens).toEqual({
      count: 87_029_000_000,
      from: 'tokens of prompts and answers that edge and main saw',
    });
    expect(currencies[0].perMillionTokens).toMatchObject({
      amount: '0.000192464581',
    });
    await knex('cost_units')
      .where({ source: 'edge' })
      .where('day', '>', `${LEAP}-02`)
      .delete();
    expect((await ask()).tokens).toMatchObject({ until: `${LEAP}-02` });
    // The other is asked by another name, and counts no more
    await knex('cost_units')
      .where({ source: 'edge' })
      .update({ source: 'old' });
    expect((await ask()).tokens).toEqual({
      count: 29_000_000,
      from: 'tokens of prompts and answers that main saw',
    });
  });

  it('divides what it cost until the last day that is counted', async () => {
    drift.answer = {
      [CHURN]: [
        monitorOf('files', eachDay(LEAP, 10, 100), 'windows'),
        monitorOf('half', { [`${LEAP}-15`]: 5 }),
      ],
    };
    const { predictions, currencies } = await ask();
    expect(predictions).toEqual({
      count: 1_000,
      from: 'rows of the windows that the monitor files compared',
      until: `${LEAP}-10`,
    });
    // Half of ten days, of the idle GPU and of what was idle below zero
    expect(currencies[0].perThousandPredictions).toEqual({
      amount: '7.25',
      used: '5',
      previous: null,
    });
  });

  it.each([
    ['no monitor', {}, 'No drift monitor that you may see watches it'],
    [
      'a monitor that began later',
      { [CHURN]: [monitorOf('live', { [`${LEAP}-10`]: 5 })] },
      `What was counted begins within the month, on ${LEAP}-10`,
    ],
    [
      'a monitor that cannot count',
      {
        [CHURN]: [
          {
            ...monitorOf('all', {}, 'windows'),
            reason: 'its rows have no time',
          },
        ],
      },
      'The monitor all counts none: its rows have no time',
    ],
    [
      'no drift',
      404,
      'The portal has no drift plugin, which counts predictions',
    ],
    [
      'a caller that may not read drift',
      403,
      'You may not read drift, where predictions are counted',
    ],
    [
      'a broken drift',
      500,
      'Drift, where predictions are counted, answered 500',
    ],
  ])('does not take %s for zero predictions', async (_, answer, reason) => {
    drift.answer = answer as DriftStub['answer'];
    const { predictions, currencies } = await ask();
    expect(predictions).toEqual({ count: null, reason });
    expect(currencies[0].perThousandPredictions).toBeNull();
    expect(currencies[0].amount).toBe('87.125');
  });

  it('divides nothing by zero predictions, and knows that they are zero', async () => {
    drift.answer = { [CHURN]: [monitorOf('live', eachDay(LEAP, 29, 0))] };
    const { predictions, currencies } = await ask();
    expect(predictions).toMatchObject({ count: 0 });
    expect(currencies[0].perThousandPredictions).toBeNull();
  });

  it('asks drift for the caller, of no more days than are shown', async () => {
    await ask({}, ADA);
    expect(drift.asked).toEqual([
      {
        who: ADA,
        body: { entityRefs: [CHURN], from: '2023-03-01', to: `${LEAP}-29` },
      },
    ]);
  });

  it('says why runs are not counted, and tells that from none', async () => {
    await costs.insert([
      { day: '2024-03-01', entity: TRAINING, cost: '9' },
      { day: '2024-03-01', entity: CHURN, cost: '1', kind: 'shared' },
    ]);
    const march = await ask({ month: '2024-03' });
    expect(march.runs).toEqual({
      count: null,
      reason:
        'What training cost names no run: a label or tag such as plumbline.dev/run-id does',
    });
    expect(march.currencies[0]).toMatchObject({ amount: '10', perRun: null });
    expect((await ask({ entity: FRAUD })).runs).toEqual({
      count: null,
      reason: 'No cost of training was ever known',
    });
    await costs.insert([{ day: '2024-03-01', entity: API, cost: '4' }]);
    const calm = await ask({ month: '2024-03' });
    expect(calm.runs).toMatchObject({ count: 0, until: '2024-03-01' });
    expect(calm.currencies[0].perRun).toBeNull();
    expect((await ask({ month: '2023-06' })).runs).toEqual({
      count: null,
      reason: 'Nothing is known of the month',
    });
    expect((await ask({ month: '2023-06' })).currencies).toEqual([]);
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
