import {
  History,
  Monitor,
  MonitorSummary,
  Run,
} from '@plumbline/backstage-plugin-drift-common';
import { SHARES, daysAgo } from './fixtureDays';

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
    hasContract: false,
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
      { at: daysAgo(8), kind: 'model-version', label: 'Version 8 registered' },
      { at: daysAgo(2), kind: 'alert', label: 'alert opened' },
    ],
    threshold: 0.1,
    ...overrides,
  };
}
