import { Knex } from 'knex';
import {
  T0,
  T1,
  T2,
  alert,
  column,
  monitor,
  outcome,
  run,
} from '../__testUtils__/records';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { RunOutcome } from '../domain/records';
import { createStores } from './createStores';
import { MIGRATIONS } from './migrations';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('runs on %s', databaseId => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
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
});
