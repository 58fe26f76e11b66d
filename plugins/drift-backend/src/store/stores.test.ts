import { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import {
  AlertRecord,
  BaselineRecord,
  ColumnOutcome,
  MonitorRecord,
  RunOutcome,
  RunRecord,
} from '../domain/records';
import { createStores } from './createStores';
import { MIGRATIONS, migrate } from './migrate';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const T0 = '2026-11-20T10:00:00.000Z';
const T1 = '2026-11-20T10:01:00.000Z';
const T2 = '2026-11-20T10:02:00.000Z';

function monitor(change: Partial<MonitorRecord> = {}): MonitorRecord {
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

function run(id: string, change: Partial<RunRecord> = {}): RunRecord {
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

function column(name: string): ColumnOutcome {
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

const outcome: RunOutcome = {
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

function alert(id: string, change: Partial<AlertRecord> = {}): AlertRecord {
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

function baseline(id: string, createdAt: string): BaselineRecord {
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

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    stores = createStores(knex);
    await stores.monitors.insert(monitor());
  });
  afterEach(async () => {
    await knex.destroy();
  });

  const claim = (owner: string, now = T1, until = T2) =>
    stores.runs.claim({ owner, now, until });
  const finish = (owner: string, runId: string, change: object = {}) =>
    stores.results.finish(
      { runId, owner },
      {
        outcome,
        finishedAt: T1,
        durationMs: 12.5,
        monitor: { status: 'warn', lastRunId: runId },
        seenRunId: undefined,
        ...change,
      },
    );

  it('the schema can be taken back', async () => {
    await knex.migrate.rollback({ directory: MIGRATIONS }, true);
    await expect(knex.schema.hasTable('monitors')).resolves.toBe(false);
    await migrate(knex);
  });

  it('what a contract said is kept as long as its run', async () => {
    const contract: RunOutcome['contract'] = {
      status: 'broken',
      rows: 10,
      checks: 2,
      broken: 1,
      unknown: 0,
      breaches: [
        {
          id: 'range:age',
          rule: 'range',
          column: 'age',
          outcome: 'broken',
          rows: 3,
          examples: [{ row: 7, value: 'Größe' }],
          text: "3 of 10 rows in 'age' are above 120.",
        },
      ],
    };
    await stores.runs.enqueue(run('a'), 'a');
    await stores.runs.claim({ owner: 'me', now: T0, until: T1 });
    const result = await stores.results.finish(
      { runId: 'a', owner: 'me' },
      {
        outcome: { ...outcome, contract },
        finishedAt: T1,
        durationMs: 1,
        monitor: {},
        seenRunId: undefined,
      },
    );
    expect(result).toBe('finished');
    expect((await stores.runs.get('a'))?.contract).toEqual({
      status: 'broken',
      sentence: "Contract broken: 3 of 10 rows in 'age' are above 120.",
    });
    expect(await stores.results.getContract('a')).toEqual(contract);
    await stores.runs.deleteFinishedBefore(T2, 10);
    expect(await knex('contract_results')).toHaveLength(0);
    expect(await stores.results.getContract('a')).toBeUndefined();
  });

  it('an entity has one monitor of a name', async () => {
    const again = monitor({ id: '00000000-0000-0000-0000-000000000002' });
    await expect(stores.monitors.insert(again)).resolves.toBe(false);
    await expect(
      stores.monitors.find(again.entityRef, again.name),
    ).resolves.toEqual(monitor());
  });

  it('a due monitor is claimed once', async () => {
    const [due] = await stores.monitors.listDue(T1, 10);
    const claims = await Promise.all(
      [1, 2, 3].map(() =>
        stores.monitors.claimDue({
          id: due.id,
          due: due.nextRunAt!,
          next: undefined,
        }),
      ),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    await expect(stores.monitors.listDue(T2, 10)).resolves.toEqual([]);
  });

  it('one window is enqueued once, whoever finds it due', async () => {
    const [first, second] = [
      await stores.runs.enqueue(run('run-1'), 'window:1'),
      await stores.runs.enqueue(run('run-2'), 'window:1'),
    ];
    expect(second.id).toBe(first.id);
  });

  it('a run is claimed by one process, and taken over when that one is dead', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    const claims = await Promise.all(
      ['a', 'b', 'c'].map(owner => claim(owner)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    await expect(claim('d', T1)).resolves.toBeUndefined();
    const later = '2026-11-20T10:05:00.000Z';
    await expect(claim('d', later, later)).resolves.toMatchObject({
      id: 'run-1',
      attempts: 2,
    });
    // The dead one comes back to life
    await expect(finish('a', 'run-1')).resolves.toBe('lost');
    await expect(
      stores.runs.heartbeat(
        { runId: 'run-1', owner: 'a' },
        { until: later, progress: 1 },
      ),
    ).resolves.toBe('lost');
    await expect(finish('d', 'run-1')).resolves.toBe('finished');
  });

  it('what a person started goes first, then the schedule, then the newest past', async () => {
    await stores.runs.enqueue(
      run('past-old', {
        trigger: 'backfill',
        windowEnd: '2026-11-01T00:00:00.000Z',
      }),
      'a',
    );
    await stores.runs.enqueue(run('past-new', { trigger: 'backfill' }), 'b');
    await stores.runs.enqueue(run('due'), 'c');
    await stores.runs.enqueue(run('asked', { trigger: 'person' }), 'd');
    const order = [];
    for (let index = 0; index < 4; index += 1) {
      order.push((await claim('me'))?.id);
    }
    expect(order).toEqual(['asked', 'due', 'past-new', 'past-old']);
  });

  it('scanned columns are there for whoever takes the run up again', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    await claim('a');
    const lease = { runId: 'run-1', owner: 'a' };
    await stores.runs.savePiece(lease, 'income', Buffer.from([1, 0, 255]));
    await stores.runs.savePiece(lease, 'income', Buffer.from([2]));
    await stores.runs.release(lease);
    expect([...(await stores.runs.loadPieces('run-1'))]).toEqual([
      ['income', Buffer.from([1, 0, 255])],
    ]);
    await claim('b');
    await finish('b', 'run-1');
    expect((await stores.runs.loadPieces('run-1')).size).toBe(0);
  });

  it('a waiting run is cancelled at once, a running one is asked to stop', async () => {
    await stores.runs.enqueue(run('waits'), 'a');
    await stores.runs.cancel('waits', T1);
    await expect(stores.runs.get('waits')).resolves.toMatchObject({
      state: 'cancelled',
      finishedAt: T1,
    });
    await stores.runs.enqueue(run('runs'), 'b');
    await claim('a');
    await stores.runs.cancel('runs', T1);
    await expect(
      stores.runs.heartbeat(
        { runId: 'runs', owner: 'a' },
        { until: T2, progress: 0.5 },
      ),
    ).resolves.toBe('cancelled');
  });

  it('the end of a run is written whole, and pages in its order', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    await claim('a');
    await finish('a', 'run-1');
    await expect(stores.runs.get('run-1')).resolves.toMatchObject({
      state: 'finished',
      rowsCurrent: 3_000_000_000,
      worst: ['income'],
      durationMs: 13,
      progress: 1,
    });
    const first = await stores.results.listColumns({
      runId: 'run-1',
      limit: 1,
    });
    const rest = await stores.results.listColumns({
      runId: 'run-1',
      after: first[0].position,
      limit: 10,
    });
    expect([...first, ...rest].map(({ outcome: o }) => o.column)).toEqual([
      'income',
      'Größe "x"',
    ]);
    await expect(
      stores.results.getColumn('run-1', 'Größe "x"'),
    ).resolves.toEqual(column('Größe "x"'));
    await expect(
      stores.results.listPoints({ runIds: ['run-1'], columns: ['income'] }),
    ).resolves.toMatchObject([{ column: 'income', effect: 0.01 }]);
    const windows = await stores.runs.listNewestWindows([monitor().id, 'x'], 5);
    expect(windows.get(monitor().id)).toMatchObject([{ id: 'run-1' }]);
    expect(windows.get('x')).toEqual([]);
  });

  it('a decision on an old state of monitor or alert is refused whole', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    await stores.runs.enqueue(run('run-2'), 'b');
    await claim('a');
    await claim('b');
    await finish('a', 'run-1', {
      alert: { record: alert('alert-1'), events: [] },
    });
    await expect(
      finish('b', 'run-2', { alert: { record: alert('alert-2'), events: [] } }),
    ).resolves.toBe('stale');
    await expect(stores.runs.get('run-2')).resolves.toMatchObject({
      state: 'running',
    });
    await expect(stores.alerts.get('alert-2')).resolves.toBeUndefined();
    await expect(
      finish('b', 'run-2', {
        seenRunId: 'run-1',
        seenAlert: alert('alert-1', { updatedAt: T0 }),
        alert: { record: alert('alert-1', { status: 'critical' }), events: [] },
      }),
    ).resolves.toBe('stale');
  });

  it('two people who act at once do not undo each other', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    await claim('a');
    await finish('a', 'run-1', {
      alert: {
        record: alert('alert-1'),
        events: [{ at: T1, action: 'opened', note: 'x' }],
      },
    });
    const act = (by: string) =>
      stores.alerts.change({
        alert: alert('alert-1'),
        change: { state: 'acknowledged', acknowledgedBy: by, updatedAt: T2 },
        event: { at: T2, by, action: 'acknowledged' },
      });
    const done = [await act('user:default/ada'), await act('user:default/bob')];
    expect(done).toEqual([true, false]);
    const events = await stores.alerts.listEvents(['alert-1']);
    expect(events.get('alert-1')?.map(({ action }) => action)).toEqual([
      'opened',
      'acknowledged',
    ]);
  });

  it('a notice is claimed by one of several processes', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    await claim('a');
    await finish('a', 'run-1', {
      alert: {
        record: alert('alert-1'),
        events: [],
        notice: {
          id: 'notice-1',
          alertId: 'alert-1',
          monitorId: monitor().id,
          title: 'Drift',
          description: 'x',
          severity: 'high',
          attempts: 0,
          createdAt: T1,
        },
      },
    });
    const claims = await Promise.all(
      [1, 2, 3].map(() => stores.alerts.claimNotice({ now: T1, until: T2 })),
    );
    const [notice] = claims.filter(item => item !== undefined);
    expect(claims.filter(Boolean)).toHaveLength(1);
    await stores.alerts.markTold(notice, T2);
    await stores.alerts.markTold(notice, T2);
    const events = await stores.alerts.listEvents(['alert-1']);
    expect(events.get('alert-1')).toEqual([{ at: T2, action: 'notified' }]);
  });

  it('one baseline is active, and old ones go', async () => {
    for (const [index, time] of [T0, T1, T2].entries()) {
      await stores.baselines.saveActive(baseline(`b-${index}`, time));
    }
    await expect(
      stores.baselines.getActive(monitor().id),
    ).resolves.toMatchObject({ id: 'b-2', payload: Buffer.from([0, 1, 255]) });
    const first = await stores.baselines.list({
      monitorId: monitor().id,
      limit: 2,
    });
    const rest = await stores.baselines.list({
      monitorId: monitor().id,
      limit: 2,
      after: { time: first[1].createdAt, id: first[1].id },
    });
    expect([...first, ...rest].map(({ id }) => id)).toEqual([
      'b-2',
      'b-1',
      'b-0',
    ]);
    await stores.baselines.deleteOldest({ monitorId: monitor().id, keep: 1 });
    await expect(stores.baselines.get('b-0')).resolves.toBeUndefined();
  });

  it('a proposal is decided once, and sent by one process', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    await claim('a');
    await finish('a', 'run-1', {
      retraining: {
        id: 'proposal',
        monitorId: monitor().id,
        endpoint: 'pipeline',
        state: 'proposed',
        reason: 'x',
        proposedAt: T1,
        attempts: 0,
      },
    });
    await expect(stores.retraining.hasOpen(monitor().id)).resolves.toBe(true);
    const decide = (state: 'approved' | 'rejected') =>
      stores.retraining.decide({ id: 'proposal', state, by: 'ada', at: T1 });
    expect([await decide('approved'), await decide('rejected')]).toEqual([
      true,
      false,
    ]);
    const claims = await Promise.all(
      [1, 2].map(() => stores.retraining.claimToSend({ now: T1, until: T2 })),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('old runs go with their results, and a monitor with all of its own', async () => {
    await stores.runs.enqueue(run('run-1'), 'a');
    await claim('a');
    await finish('a', 'run-1', {
      alert: {
        record: alert('alert-1'),
        events: [{ at: T1, action: 'opened' }],
      },
    });
    await expect(stores.runs.deleteFinishedBefore(T0, 10)).resolves.toBe(0);
    await expect(stores.runs.deleteFinishedBefore(T2, 10)).resolves.toBe(1);
    await expect(
      stores.results.listColumns({ runId: 'run-1', limit: 10 }),
    ).resolves.toEqual([]);
    await stores.monitors.delete(monitor().id);
    await expect(stores.alerts.get('alert-1')).resolves.toBeUndefined();
  });
});
