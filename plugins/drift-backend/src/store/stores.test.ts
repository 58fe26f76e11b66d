import { Knex } from 'knex';
import {
  T0,
  T1,
  T2,
  alert,
  baseline,
  monitor,
  outcome,
  run,
} from '../__testUtils__/records';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { createStores } from './createStores';
import { MIGRATIONS } from './migrations';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('on %s', databaseId => {
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
  it('the schema can be taken back', async () => {
    await knex.migrate.rollback({ directory: MIGRATIONS }, true);
    await expect(knex.schema.hasTable('monitors')).resolves.toBe(false);
    await migrate(knex, MIGRATIONS);
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
