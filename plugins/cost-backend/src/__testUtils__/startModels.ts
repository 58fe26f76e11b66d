import {
  costModelSchema,
  CostModelAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import { Knex } from 'knex';
import { onDays, TestCost } from './insertCosts';
import {
  API,
  CHURN,
  createDriftPlugin,
  DriftStub,
  FEATURES,
  MODEL_ENTITIES,
  TRAINING,
} from './models';
import { CHECKOUT, FAY, startCosts, TestCosts } from './startCosts';

/** The month of the costs. */
export const LEAP = '2024-02';

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

/** The plugin with the costs of two models, and a drift that answers as it is told. */
export async function startModels(
  knex: Knex,
  drift: DriftStub,
): Promise<TestCosts> {
  const costs = await startCosts({
    knex,
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
  return costs;
}

/** The economics of one of them, of that month unless another is asked for. */
export async function askModel(
  costs: TestCosts,
  query: Record<string, string> = {},
  who = FAY,
): Promise<CostModelAnswer> {
  const { text } = await costs.get(
    'model',
    { entity: CHURN, month: LEAP, ...query },
    who,
  );
  return costModelSchema.parse(JSON.parse(text));
}
