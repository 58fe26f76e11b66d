import {
  CostModelAnswer,
  CostModelCurrency,
  CostModels,
} from '@plumbline/backstage-plugin-cost-common';
import { createSource } from './costFixtures';

export function createModelCost(
  overrides: Partial<CostModelCurrency> = {},
): CostModelCurrency {
  return {
    currency: 'EUR',
    amount: '1240.000000000000000001',
    previousMonth: '1100',
    parts: [
      {
        key: 'serving',
        amount: '272.80',
        previous: '272.80',
        entities: [
          { entityRef: 'component:default/api', amount: '72.80' },
          {
            entityRef: 'component:default/batch',
            amount: '150',
            sharedBy: 2,
          },
        ],
      },
      {
        key: 'training',
        amount: '756.40',
        previous: '600',
        entities: [
          { entityRef: 'component:default/training', amount: '756.40' },
        ],
      },
      {
        key: 'storage',
        amount: '210.800000000000000001',
        previous: null,
        entities: [],
      },
    ],
    perRun: { amount: '189.1', used: '180', previous: null },
    perThousandPredictions: {
      amount: '0.42',
      used: '0.4',
      previous: '0.39',
    },
    perMillionTokens: null,
    months: [
      {
        month: '2026-09',
        amount: null,
        perRun: null,
        perThousandPredictions: null,
        perMillionTokens: null,
      },
      {
        month: '2026-10',
        amount: '1100',
        perRun: null,
        perThousandPredictions: '0.39',
        perMillionTokens: null,
      },
      {
        month: '2026-11',
        amount: '1240.000000000000000001',
        perRun: '189.1',
        perThousandPredictions: '0.42',
        perMillionTokens: null,
      },
    ],
    ...overrides,
  };
}

export function createModel(
  overrides: Partial<CostModelAnswer> = {},
): CostModelAnswer {
  return {
    entityRef: 'resource:default/churn',
    month: '2026-11',
    metric: 'effective',
    currencies: [createModelCost()],
    pipelines: ['component:default/training'],
    servers: ['component:default/api', 'component:default/batch'],
    runs: { count: 4, from: 'run ids of the bill' },
    predictions: {
      count: 2_952_380,
      from: 'predictions that drift read',
      until: '2026-11-20',
    },
    tokens: { count: null, reason: 'Nothing reports tokens.' },
    runList: [
      {
        run: 'run-17',
        pipelineRef: 'component:default/training',
        firstDay: '2026-11-07',
        lastDay: '2026-11-08',
        currency: 'EUR',
        amount: '400.10',
      },
      {
        run: 'run-18',
        pipelineRef: 'component:default/training',
        firstDay: '2026-11-14',
        lastDay: '2026-11-14',
        currency: 'EUR',
        amount: '356.30',
      },
    ],
    sources: [createSource()],
    ...overrides,
  };
}

export function createModels(overrides: Partial<CostModels> = {}): CostModels {
  const { months, ...cost } = createModelCost();
  const { runs, predictions, tokens } = createModel();
  const counts = { runs, predictions, tokens };
  return {
    month: '2026-11',
    metric: 'effective',
    items: [
      {
        entityRef: 'resource:default/churn',
        ownerRef: 'group:default/core-team',
        ...cost,
        ...counts,
      },
      {
        entityRef: 'resource:default/demand',
        ...cost,
        amount: '60.5',
        previousMonth: null,
        perRun: null,
        perThousandPredictions: null,
        ...counts,
        runs: { count: 0, from: 'run ids of the bill' },
        predictions: { count: null, reason: 'No monitor reads predictions.' },
      },
    ],
    isComplete: true,
    sources: [createSource()],
    ...overrides,
  };
}
