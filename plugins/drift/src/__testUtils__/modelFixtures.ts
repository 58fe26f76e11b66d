import {
  ModelVersion,
  Performance,
  Playground,
} from '@plumbline/backstage-plugin-drift-common';
import { daysAgo } from './fixtureDays';

export function createPerformance(
  overrides: Partial<Performance> = {},
): Performance {
  return {
    problem: 'binary',
    metrics: [
      {
        metric: 'rocAuc',
        title: 'ROC AUC',
        worse: 'lower',
        baseline: 0.87,
        changedSince: daysAgo(14),
      },
      { metric: 'f1', title: 'F1', worse: 'lower' },
    ],
    summary: {
      status: 'warn',
      sentence:
        'ROC AUC fell from 0.87 to 0.82 since 12 Nov (990 labelled rows of 14 Nov).',
      measuredAt: daysAgo(0),
    },
    windows: Array.from({ length: 28 }, (_, day) => ({
      windowStart: daysAgo(28 - day),
      windowEnd: daysAgo(27 - day),
      rows: 3000,
      labelled:
        day < 20 ? 2700 - day * 90 : Math.max(0, 900 - 110 * (day - 20)),
    })),
    labels: { orphans: 12, repeated: 3, repeatedPredictions: 0 },
    points: Array.from({ length: 28 }, (_, day) => {
      const value = 0.87 - 0.0018 * day - 0.006 * (day % 3);
      const base = {
        windowStart: daysAgo(28 - day),
        windowEnd: daysAgo(27 - day),
        metric: 'rocAuc',
        thresholdLow: 0.8,
        status: 'ok' as const,
        reason: 'No worse than chance makes the baseline.',
        computedAt: daysAgo(1),
      };
      return [
        ...(day < 20
          ? [
              {
                ...base,
                kind: 'realised' as const,
                value,
                low: value - 0.012,
                high: value + 0.012,
              },
            ]
          : []),
        {
          ...base,
          kind: 'estimated' as const,
          value: value + 0.004,
          low: value - 0.016,
          high: value + 0.02,
        },
      ];
    }).flat(),
    ...overrides,
  };
}

export function createVersion(
  overrides: Partial<ModelVersion> = {},
): ModelVersion {
  return {
    instance: 'main',
    model: 'credit-risk',
    version: '8',
    aliases: ['champion'],
    status: 'READY',
    createdAt: daysAgo(9),
    url: 'http://localhost:5000/#/models/credit-risk/versions/8',
    metrics: { auc: 0.874, f1: 0.61, log_loss: 0.31 },
    parameters: { max_depth: '6', learning_rate: '0.1', seed: '7' },
    drift: {
      monitorId: 'm1',
      runId: 'r1',
      status: 'warn',
      headline: '2 of 24 features drifted.',
      driftedShare: 0.08,
      tested: 24,
      drifted: 2,
      worst: ['income', 'region'],
      windowStart: daysAgo(1),
      windowEnd: daysAgo(0),
      rows: 88_123,
    },
    ...overrides,
  };
}

export function createPlayground(
  overrides: Partial<Playground> = {},
): Playground {
  return {
    endpoints: [{ name: 'staging', title: 'Staging server' }],
    inputs: [
      {
        name: 'income',
        type: 'number',
        required: true,
        example: 2500,
        low: 0,
        high: 12_000,
      },
      { name: 'age', type: 'integer', required: true, low: 18, high: 99 },
      {
        name: 'region',
        type: 'string',
        required: false,
        values: ['north', 'south', 'east', 'west'],
        example: 'north',
      },
      { name: 'is_customer', type: 'boolean', required: false },
    ],
    ...overrides,
  };
}
