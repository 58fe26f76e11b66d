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
import { ADA, setNow, TestCosts } from './__testUtils__/startCosts';
import { askModel, LEAP, startModels } from './__testUtils__/startModels';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('what a model did on %s', id => {
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
});
