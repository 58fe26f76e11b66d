import { RunRecord } from './records';
import { JudgedMonitor, findVersionDrift } from './versionDrift';

const run = (change: Partial<RunRecord>): RunRecord => ({
  id: 'r1',
  monitorId: 'm1',
  baselineId: 'b1',
  state: 'finished',
  trigger: 'schedule',
  windowStart: '2026-11-19T00:00:00.000Z',
  windowEnd: '2026-11-20T00:00:00.000Z',
  progress: 1,
  status: 'ok',
  headline: 'None of 5 features drifted.',
  rowsCurrent: 900,
  driftedShare: 0,
  tested: 5,
  drifted: 0,
  worst: [],
  attempts: 1,
  isCancelRequested: false,
  createdAt: '2026-11-20T05:30:00.000Z',
  ...change,
});
const trainedBy = (id: string, runId: string) => ({
  id,
  request: {
    kind: 'mlflow' as const,
    instance: 'main',
    runId,
    artifact: 'baseline.csv',
  },
});
const monitor = (change: Partial<JudgedMonitor>): JudgedMonitor => ({
  id: 'm1',
  baselines: [trainedBy('b2', 'run-2'), trainedBy('b1', 'run-1')],
  runs: [run({})],
  ...change,
});
const first = { instance: 'main', runId: 'run-1' };
const second = { instance: 'main', runId: 'run-2' };

it('answers for the version whose training run was the baseline, and for no other', () => {
  expect(findVersionDrift(first, [monitor({})])).toEqual({
    monitorId: 'm1',
    runId: 'r1',
    status: 'ok',
    headline: 'None of 5 features drifted.',
    driftedShare: 0,
    tested: 5,
    drifted: 0,
    worst: [],
    windowStart: '2026-11-19T00:00:00.000Z',
    windowEnd: '2026-11-20T00:00:00.000Z',
    rows: 900,
  });
  expect(findVersionDrift(second, [monitor({})])).toBeUndefined();
});

it('takes the newest window that had an answer, and of its runs the newest', () => {
  const older = '2026-11-19T00:00:00.000Z';
  const runs = [
    run({ id: 'r1', windowEnd: older, status: 'critical' }),
    run({ id: 'r2', createdAt: '2026-11-20T05:30:00.000Z', status: 'warn' }),
    run({ id: 'r3', createdAt: '2026-11-20T09:00:00.000Z', status: 'ok' }),
    run({ id: 'r4', createdAt: '2026-11-20T10:00:00.000Z', baselineId: 'b2' }),
    run({ id: 'r5', windowEnd: '2026-11-21T00:00:00.000Z', status: 'unknown' }),
    run({ id: 'r6', windowEnd: '2026-11-22T00:00:00.000Z', status: undefined }),
  ];
  expect(findVersionDrift(first, [monitor({ runs })])?.runId).toBe('r3');
  expect(findVersionDrift(second, [monitor({ runs })])?.runId).toBe('r4');
});

it('shows the worst of several monitors', () => {
  const other = monitor({
    id: 'm2',
    runs: [run({ id: 'r9', monitorId: 'm2', status: 'critical' })],
  });
  expect(findVersionDrift(first, [monitor({}), other])).toMatchObject({
    monitorId: 'm2',
    status: 'critical',
  });
});

it('tells the same run id of two registries apart', () => {
  expect(
    findVersionDrift({ instance: 'lab', runId: 'run-1' }, [monitor({})]),
  ).toBeUndefined();
});

it('says nothing of baselines that are no training run', () => {
  const baselines = [{ id: 'b1', request: undefined }];
  expect(findVersionDrift(first, [monitor({ baselines })])).toBeUndefined();
});
