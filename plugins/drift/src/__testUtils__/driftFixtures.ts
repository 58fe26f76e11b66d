import {
  Alert,
  ColumnDetail,
  ColumnResult,
  History,
  ModelVersion,
  Monitor,
  MonitorSummary,
  Performance,
  Playground,
  Retraining,
  Run,
} from '@plumbline/backstage-plugin-drift-common';

const DAY_MS = 86_400_000;
const NEWEST = Date.parse('2026-11-20T06:00:00Z');

/** Morning of a day, counted back from the newest window. */
const daysAgo = (days: number) =>
  new Date(NEWEST - days * DAY_MS).toISOString();

/** Shares of 30 windows: steady, a hole of two, then rising. */
const SHARES = Array.from({ length: 30 }, (_, day) => {
  if (day === 11 || day === 12) {
    return null;
  }
  return day < 21 ? 0.02 + 0.01 * (day % 3) : 0.03 + 0.012 * (day - 20);
});

const trend = (scale: number) =>
  SHARES.map((share, day) => ({
    windowEnd: daysAgo(29 - day),
    effect: share === null ? null : share * scale,
  }));

export function createSummary(
  overrides: Partial<MonitorSummary> = {},
): MonitorSummary {
  return {
    id: 'm1',
    name: 'credit-risk inputs',
    entityRef: 'resource:default/credit-risk',
    origin: 'repository',
    status: 'critical',
    headline:
      '3 of 24 features drifted since 12 Nov: income, region, age. Predictions are steady.',
    since: daysAgo(8),
    checkedAt: daysAgo(0),
    columns: { tested: 24, drifted: 3, worst: ['income', 'region', 'age'] },
    driftedShare: 0.125,
    trend: SHARES.map((driftedShare, day) => ({
      windowEnd: daysAgo(29 - day),
      driftedShare,
    })),
    threshold: 0.1,
    openAlertId: 'a1',
    ...overrides,
  };
}

export function createMonitor(overrides: Partial<Monitor> = {}): Monitor {
  return {
    ...createSummary(),
    enabled: true,
    policy: { name: 'calibrated', settings: { minimumRows: 500 } },
    schedule: '0 6 * * *',
    nextRunAt: daysAgo(-1),
    windowLength: 'P1D',
    windowDescription: 'last 24 h',
    columnTypes: [{ name: 'income', type: 'numeric', weight: 1 }],
    baseline: {
      id: 'b1',
      name: 'training run 41',
      kind: 'mlflow',
      description: 'Artifact data/reference.parquet of run 41',
      rows: 1_200_000,
      columns: 24,
      start: '2026-09-01T00:00:00Z',
      end: '2026-09-30T00:00:00Z',
      createdAt: daysAgo(40),
      createdBy: 'user:default/guest',
      isActive: true,
    },
    hasPerformance: true,
    acceptsPredictions: true,
    canEdit: true,
    ...overrides,
  };
}

export function createRun(overrides: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    monitorId: 'm1',
    baselineId: 'b1',
    state: 'finished',
    trigger: 'schedule',
    windowStart: daysAgo(1),
    windowEnd: daysAgo(0),
    progress: 1,
    status: 'critical',
    headline: '3 of 24 features drifted.',
    rowsReference: 1_200_000,
    rowsCurrent: 88_123,
    driftedShare: 0.125,
    durationMs: 4_200,
    createdAt: daysAgo(0),
    finishedAt: daysAgo(0),
    ...overrides,
  };
}

export function createColumn(
  overrides: Partial<ColumnResult> = {},
): ColumnResult {
  return {
    column: 'income',
    type: 'numeric',
    status: 'critical',
    drifted: true,
    reasons: ['KS 0.22, certainly between 0.219 and 0.221, q < 0.001.'],
    decidedBy: 'ks',
    effect: 0.22,
    noiseFloor: 0.006,
    threshold: 0.1,
    adjustedPValue: 1e-9,
    weight: 1,
    counts: {
      reference: 1_200_000,
      current: 88_123,
      nullReference: 12_000,
      nullCurrent: 4_400,
      newCategories: 0,
    },
    unseenShare: 0.004,
    trend: trend(1.6),
    ...overrides,
  };
}

export const region = createColumn({
  column: 'region',
  type: 'categorical',
  status: 'warn',
  reasons: ['Jensen-Shannon 0.14, noise of sampling 0.02; 2 new categories.'],
  decidedBy: 'jensenShannon',
  effect: 0.14,
  noiseFloor: 0.02,
  counts: {
    reference: 1_200_000,
    current: 88_123,
    nullReference: 0,
    nullCurrent: 0,
    newCategories: 2,
  },
  unseenShare: 0.06,
  trend: trend(1),
});

export const steady = ['age', 'tenure', 'balance', 'products'].map(
  (column, index) =>
    createColumn({
      column,
      status: 'ok',
      drifted: false,
      reasons: ['Within the noise of sampling.'],
      effect: 0.002 * index,
      adjustedPValue: 0.6,
      unseenShare: 0,
      trend: trend(0.1),
      counts: {
        reference: 1_200_000,
        current: 88_123,
        nullReference: 0,
        nullCurrent: 0,
        newCategories: 0,
      },
    }),
);

const columnHistory = trend(1.6).map(({ windowEnd, effect }, day) => ({
  runId: `r${30 - day}`,
  windowStart: daysAgo(30 - day),
  windowEnd,
  status: effect === null ? ('unknown' as const) : ('ok' as const),
  effect,
  low: effect === null ? undefined : effect * 0.9,
  high: effect === null ? undefined : effect * 1.1,
  noiseFloor: 0.006,
  threshold: 0.1,
  nullShare: 0.01 + 0.001 * day,
  unseenShare: 0.0005 * day,
}));

export function createDetail(
  overrides: Partial<ColumnDetail> = {},
): ColumnDetail {
  return {
    ...createColumn(),
    typeReason: 'declared in drift.yaml',
    tests: {
      ks: { statistic: 0.22, low: 0.219, high: 0.221, pValue: 1e-12 },
      wasserstein: {
        statistic: 812.4,
        scales: { normalised: 0.31 },
        noiseFloor: 6,
      },
      psi: { statistic: 0.31, dof: 9 },
      energy: { statistic: null, reason: 'too many rows to compare all pairs' },
    },
    signals: [
      {
        kind: 'nullShare',
        reference: 0.01,
        current: 0.05,
        text: 'Nulls rose from 1 % to 5 % of rows.',
      },
    ],
    distribution: {
      kind: 'numeric',
      edges: [0, 800, 1400, 1900, 2300, 2700, 3200, 3900, 5000, 7000, 12_000],
      reference: Array.from({ length: 10 }, () => 119_000),
      current: [
        3000, 4000, 5500, 7000, 8000, 9500, 11_000, 12_500, 13_000, 10_000,
      ],
      below: { reference: 0, current: 20 },
      above: { reference: 0, current: 203 },
    },
    newCategories: [],
    history: columnHistory,
    ...overrides,
  };
}

export const regionDetail = createDetail({
  ...region,
  tests: {
    jensenShannon: {
      statistic: 0.14,
      scales: { base2: 0.168 },
      noiseFloor: 0.02,
    },
    chiSquare: { statistic: 4120, pValue: 0, dof: 6 },
  },
  signals: [],
  distribution: {
    kind: 'categorical',
    categories: [
      ['north', 400_000, 20_000, false],
      ['south', 350_000, 28_000, false],
      ['east', 250_000, 15_000, false],
      ['west, with the islands and everything beyond', 200_000, 19_000, false],
      ['online', 0, 4000, true],
      ['partner', 0, 1300, true],
    ].map(([name, reference, current, isNew]) => ({
      name: String(name),
      reference: Number(reference),
      current: Number(current),
      isNew: Boolean(isNew),
    })),
    other: { reference: 0, current: 823 },
  },
  newCategories: ['online', 'partner'],
});

export function createHistory(overrides: Partial<History> = {}): History {
  return {
    points: SHARES.map((driftedShare, day) => ({
      runId: `r${30 - day}`,
      windowStart: daysAgo(30 - day),
      windowEnd: daysAgo(29 - day),
      status: driftedShare === null ? ('unknown' as const) : ('ok' as const),
      driftedShare,
      drifted: Math.round((driftedShare ?? 0) * 24),
      tested: 24,
      rowsCurrent: 88_000,
    })),
    marks: [
      { at: daysAgo(25), kind: 'baseline', label: 'baseline: training run 41' },
      { at: daysAgo(8), kind: 'deploy', label: 'deploy 1.8' },
      { at: daysAgo(2), kind: 'alert', label: 'alert opened' },
    ],
    threshold: 0.1,
    ...overrides,
  };
}

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
        threshold: 0.8,
      },
      { metric: 'f1', title: 'F1', worse: 'lower' },
    ],
    points: Array.from({ length: 28 }, (_, day) => {
      const value = 0.87 - 0.0018 * day - 0.006 * (day % 3);
      const base = {
        windowStart: daysAgo(28 - day),
        windowEnd: daysAgo(27 - day),
        metric: 'rocAuc',
        rows: 3000,
        labelled:
          day < 20 ? 2700 - day * 90 : Math.max(0, 900 - 110 * (day - 20)),
        status: 'ok' as const,
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
      status: 'warn',
      driftedShare: 0.08,
      headline: '2 of 24 features drifted in what this version predicted.',
    },
    ...overrides,
  };
}

export function createAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'a1',
    monitorId: 'm1',
    monitorName: 'credit-risk inputs',
    entityRef: 'resource:default/credit-risk',
    state: 'open',
    status: 'critical',
    summary: '3 of 24 features drifted',
    openedAt: daysAgo(2),
    updatedAt: daysAgo(1),
    columns: ['income', 'region'],
    events: [
      { at: daysAgo(2), action: 'opened' },
      { at: daysAgo(1.99), action: 'notified' },
      {
        at: daysAgo(1),
        by: 'user:default/guest',
        action: 'commented',
        note: 'The campaign began on the 12th.',
      },
    ],
    canAct: true,
    ...overrides,
  };
}

export function createRetraining(
  overrides: Partial<Retraining> = {},
): Retraining {
  return {
    id: 't1',
    monitorId: 'm1',
    entityRef: 'resource:default/credit-risk',
    state: 'proposed',
    reason: 'Estimated ROC AUC is below 0.80 for three windows.',
    proposedAt: daysAgo(1),
    canDecide: true,
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
