import { Knex } from 'knex';
import { MODEL } from '../__testUtils__/startDrift';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  PerformancePoint,
  PerformanceWindow,
} from '../domain/performance/performanceRecords';
import { createStores } from './createStores';
import { MIGRATIONS } from './migrations';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const T0 = '2026-11-20T10:00:00.000Z';
const T1 = '2026-11-21T10:00:00.000Z';
const T2 = '2026-11-22T10:00:00.000Z';
const monitorId = '00000000-0000-0000-0000-000000000001';

function point(change: Partial<PerformancePoint> = {}): PerformancePoint {
  return {
    kind: 'realised',
    metric: 'accuracy',
    value: 0.84,
    low: 0.81,
    high: 0.86,
    baseline: 0.91,
    thresholdLow: 0.88,
    status: 'warn',
    reason: '0.84 is below 0.88.',
    ...change,
  };
}

function window(
  labelled: number,
  change: Partial<PerformanceWindow> = {},
): PerformanceWindow {
  return {
    windowStart: '2026-11-19T00:00:00.000Z',
    windowEnd: '2026-11-20T00:00:00.000Z',
    rows: 3_000_000_000,
    labelled,
    points: [point(), point({ metric: 'logLoss', value: 1 / 3, status: 'ok' })],
    ...change,
  };
}

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
    stores = createStores(knex);
    await stores.monitors.insert({
      id: monitorId,
      entityRef: MODEL,
      name: 'inputs',
      origin: 'api',
      document: '{}',
      isEnabled: true,
      isBackfilled: true,
      status: 'unknown',
      headline: 'It has not run yet.',
      createdAt: T0,
      updatedAt: T0,
    });
  });
  afterEach(() => knex.destroy());

  const save = (
    measuredAt: string,
    windows: PerformanceWindow[],
    fingerprint = 'a',
  ) =>
    stores.performance.save({
      monitorId,
      fingerprint,
      measurement: { measuredAt, orphans: 3, repeatedLabels: 2 },
      windows,
    });
  const list = () => stores.performance.listWindows({ monitorId, limit: 10 });
  /** Points come in no order. */
  const sorted = (points: PerformancePoint[]) =>
    [...points].sort((a, b) => (a.metric < b.metric ? -1 : 1));

  it('gives back what it took', async () => {
    expect(await save(T0, [window(100)])).toBe(1);
    const [kept] = await list();
    expect({ ...kept, points: sorted(kept.points) }).toEqual({
      ...window(100),
      fingerprint: 'a',
      changedAt: T0,
    });
    expect(await stores.performance.getMeasurement(monitorId)).toEqual({
      measuredAt: T0,
      orphans: 3,
      repeatedLabels: 2,
    });
  });

  it('changes what changed, and remembers when', async () => {
    const other = window(50, {
      windowStart: '2026-11-18T00:00:00.000Z',
      windowEnd: '2026-11-19T00:00:00.000Z',
    });
    await save(T0, [window(100), other]);
    expect(await save(T1, [window(100), other])).toBe(0);
    expect(
      await save(T2, [window(200, { points: [point({ value: 0.7 })] }), other]),
    ).toBe(1);
    expect(await list()).toMatchObject([
      { labelled: 200, changedAt: T2, points: [{ value: 0.7 }] },
      { labelled: 50, changedAt: T0 },
    ]);
    const { measuredAt } =
      (await stores.performance.getMeasurement(monitorId))!;
    expect(measuredAt).toBe(T2);
  });

  it('keeps what was known by more labels, unless it was measured otherwise', async () => {
    await save(T0, [window(100)]);
    const fewer = window(20, { points: [point({ value: 0.1 })] });
    expect(await save(T1, [fewer])).toBe(0);
    expect(await list()).toMatchObject([{ labelled: 100, changedAt: T0 }]);
    expect(await save(T2, [fewer], 'b')).toBe(1);
    expect(await list()).toMatchObject([
      { labelled: 20, fingerprint: 'b', changedAt: T2 },
    ]);
  });

  it('counts each window once when two replicas measure it at the same time', async () => {
    const changed = await Promise.all([
      save(T0, [window(100)]),
      save(T0, [window(100)]),
      save(T0, [window(100)]),
    ]);
    expect(changed.reduce((a, b) => a + b)).toBe(1);
    expect((await list()).map(({ points }) => points.length)).toEqual([2]);
  });

  it('keeps the numbers and the counts when a measurement fails', async () => {
    await save(T0, [window(100)]);
    await stores.performance.saveFailure({
      monitorId,
      measuredAt: T1,
      error: 'labels.csv is not there',
    });
    expect(await stores.performance.getMeasurement(monitorId)).toMatchObject({
      measuredAt: T1,
      orphans: 3,
      error: 'labels.csv is not there',
    });
    expect(await list()).toHaveLength(1);
    await save(T2, [window(100)]);
    const measurement = await stores.performance.getMeasurement(monitorId);
    expect(measurement?.error).toBeUndefined();
  });

  it('forgets old windows, and all of a monitor that is deleted', async () => {
    await save(T0, [
      window(100),
      window(50, {
        windowStart: '2026-11-18T00:00:00.000Z',
        windowEnd: '2026-11-19T00:00:00.000Z',
      }),
    ]);
    expect(
      await stores.performance.deleteBefore('2026-11-20T00:00:00.000Z'),
    ).toBe(1);
    expect(await list()).toHaveLength(1);
    expect(await knex('performance_points')).toHaveLength(2);
    await stores.monitors.delete(monitorId);
    expect(await knex('performance_points')).toHaveLength(0);
    expect(await knex('performance_windows')).toHaveLength(0);
    expect(await knex('performance_measurements')).toHaveLength(0);
  });

  it('goes back and comes again', async () => {
    await stores.monitors.update(monitorId, {
      performance: { status: 'ok', sentence: 'As it was.' },
    });
    expect((await stores.monitors.get(monitorId))?.performance).toEqual({
      status: 'ok',
      sentence: 'As it was.',
    });
    const { up, down } = require(`${MIGRATIONS}/20261121000200_performance.js`);
    await down(knex);
    expect(await knex.schema.hasTable('performance_points')).toBe(false);
    expect(await knex.schema.hasColumn('runs', 'input_status')).toBe(false);
    await up(knex);
    await save(T0, [window(100)]);
    expect(await list()).toHaveLength(1);
  });
});
