import {
  AlertRecord,
  BaselineRecord,
  ColumnOutcome,
  MonitorRecord,
  RunOutcome,
  RunRecord,
} from '../domain/records';

/** Three moments, a minute apart. */
export const T0 = '2026-11-20T10:00:00.000Z';
export const T1 = '2026-11-20T10:01:00.000Z';
export const T2 = '2026-11-20T10:02:00.000Z';

export function monitor(change: Partial<MonitorRecord> = {}): MonitorRecord {
  return {
    id: '00000000-0000-0000-0000-000000000001',
    entityRef: 'resource:default/credit-risk',
    name: 'inputs',
    ownerRef: 'group:default/ml-team',
    origin: 'api',
    document: '{}',
    isEnabled: true,
    nextRunAt: T0,
    isBackfilled: false,
    status: 'unknown',
    headline: 'It has not run yet',
    unknownReason: 'never-run',
    createdAt: T0,
    updatedAt: T0,
    ...change,
  };
}

export function run(id: string, change: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    monitorId: monitor().id,
    state: 'queued',
    trigger: 'schedule',
    windowStart: '2026-11-19T00:00:00.000Z',
    windowEnd: '2026-11-20T00:00:00.000Z',
    progress: 0,
    worst: [],
    attempts: 0,
    isCancelRequested: false,
    createdAt: T0,
    ...change,
  };
}

export function column(name: string): ColumnOutcome {
  return {
    column: name,
    type: 'numeric',
    status: 'ok',
    drifted: false,
    reasons: ['Steady.'],
    effect: 0.01,
    weight: 1,
    counts: {
      reference: 10,
      current: 10,
      nullReference: 0,
      nullCurrent: 0,
      newCategories: 0,
    },
    nullShare: 0,
    tests: {},
    signals: [],
    newCategories: [],
  };
}

/** What a run ended with. */
export const outcome: RunOutcome = {
  state: 'finished',
  status: 'warn',
  headline: '1 of 2 features drifted.',
  rowsCurrent: 3_000_000_000,
  driftedShare: 0.5,
  tested: 2,
  drifted: 1,
  worst: ['income'],
  columns: [column('income'), column('Größe "x"')],
};

export function alert(
  id: string,
  change: Partial<AlertRecord> = {},
): AlertRecord {
  return {
    id,
    monitorId: monitor().id,
    state: 'open',
    status: 'warn',
    summary: '1 of 2 features drifted.',
    columns: ['income'],
    openedAt: T1,
    updatedAt: T1,
    ...change,
  };
}

export function baseline(id: string, createdAt: string): BaselineRecord {
  return {
    id,
    monitorId: monitor().id,
    name: id,
    kind: 'files',
    description: 'baseline.csv',
    rows: 10,
    columns: [{ name: 'income', type: 'numeric', nullShare: 0 }],
    payload: Buffer.from([0, 1, 255]),
    isActive: true,
    createdAt,
  };
}
