import { join } from 'node:path';
import {
  RowProfiler,
  emptyNumericProfile,
} from '@plumbline/backstage-plugin-drift-engine';
import { Knex } from 'knex';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import {
  KillableDatabase,
  createTestDatabases,
} from '@plumbline/backstage-plugin-kit-node/testing';
import {
  decodeProfilePayload,
  encodeProfilePayload,
} from '../domain/ingest/profilePayload';
import { mergePayloads } from '../service/IngestedWindows';
import { DatabaseIngestStore, IngestBatch } from './IngestStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const T0 = '2026-11-20T10:00:00.000Z';
const T2 = '2026-11-20T12:00:00.000Z';
const HOUR = '2026-11-20T09:00:00.000Z';
const MONITOR = '00000000-0000-0000-0000-000000000001';
const BASELINE = '00000000-0000-0000-0000-000000000002';
const ROWS = 3;

const window = {
  monitorId: MONITOR,
  baselineId: BASELINE,
  start: HOUR,
  end: T0,
};

function payload(): Buffer {
  const profiler = new RowProfiler({
    version: 1,
    rows: 1,
    columns: new Map([
      [
        'x',
        {
          type: 'numeric',
          profile: emptyNumericProfile({
            kind: 'identity',
            bins: 10,
            low: 0,
            high: 9,
          }),
        },
      ],
    ]),
  });
  [1, 1, 2].forEach(x => profiler.add({ x }));
  return encodeProfilePayload(profiler.profile());
}

function batchOf(key: string, change: Partial<IngestBatch> = {}): IngestBatch {
  return {
    monitorId: MONITOR,
    kind: 'predictions',
    idempotencyKey: key,
    bodySha256: 'a'.repeat(64),
    rows: ROWS,
    receipt: JSON.stringify({ key }),
    receivedAt: T0,
    profiles: {
      baselineId: BASELINE,
      hours: [{ bucketStart: HOUR, rows: ROWS, payload: payload() }],
    },
    predictions: [{ bucketStart: HOUR, rows: ROWS, payload: payload() }],
    ...change,
  };
}

async function addMonitor(knex: Knex): Promise<void> {
  await migrate(knex, MIGRATIONS);
  await knex('monitors').insert({
    id: MONITOR,
    entity_ref: 'resource:default/credit-risk',
    name: 'live',
    origin: 'api',
    document: '{}',
    is_enabled: true,
    is_backfilled: true,
    status: 'unknown',
    headline: '',
    created_at: T0,
    updated_at: T0,
  });
  await knex('baselines').insert({
    id: BASELINE,
    monitor_id: MONITOR,
    name: 'training',
    kind: 'files',
    request: 'null',
    description: 'a file',
    row_count: 1,
    columns: '[]',
    payload: Buffer.alloc(0),
    is_active: true,
    created_at: T0,
  });
}

async function countRows(store: DatabaseIngestStore): Promise<number> {
  let rows = 0;
  await store.readProfiles(window, bytes => {
    rows += decodeProfilePayload(bytes).rows;
  });
  return rows;
}

describe.each(databases.eachSupportedId())('batches on %s', id => {
  let knex: Knex;
  let store: DatabaseIngestStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    await addMonitor(knex);
    store = new DatabaseIngestStore(knex);
  });

  it('count once when fifty attempts come at the same time', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => store.saveBatch(batchOf('one'))),
    );
    const fresh = outcomes.filter(
      outcome => outcome !== 'stale' && !outcome.isRepeated,
    );
    expect(fresh).toHaveLength(1);
    expect(outcomes).toEqual(
      outcomes.map(() => expect.objectContaining({ receipt: '{"key":"one"}' })),
    );
    expect(await countRows(store)).toBe(ROWS);
  });

  it('are not taken on a baseline that is none any more', async () => {
    await knex('baselines').update({ is_active: false });
    expect(await store.saveBatch(batchOf('one'))).toBe('stale');
    expect(await store.findBatch(batchOf('one'))).toBeUndefined();
    expect(await countRows(store)).toBe(0);
  });

  it('are folded without losing or doubling a row, also by two at once and while more come', async () => {
    for (let batch = 0; batch < 120; batch += 1) {
      await store.saveBatch(batchOf(`batch-${batch}`));
    }
    const fold = async () => {
      for (const hour of await store.listUnfoldedHours(10)) {
        await store.foldHour(hour, mergePayloads);
      }
    };
    await Promise.all([fold(), fold(), store.saveBatch(batchOf('late'))]);
    expect(await countRows(store)).toBe(121 * ROWS);
    while ((await store.listUnfoldedHours(10)).length > 0) {
      await fold();
    }
    expect(await countRows(store)).toBe(121 * ROWS);
    const folded = await knex('ingest_profiles').select('row_count');
    expect(folded.map(row => Number(row.row_count))).toEqual([121 * ROWS]);
  });

  it('are read once while they are folded', async () => {
    for (let batch = 0; batch < 60; batch += 1) {
      await store.saveBatch(batchOf(`batch-${batch}`));
      await store.saveBatch(
        batchOf(`next-${batch}`, {
          profiles: {
            baselineId: BASELINE,
            hours: [{ bucketStart: T0, rows: ROWS, payload: payload() }],
          },
          predictions: [],
        }),
      );
    }
    let rows = 0;
    let isFolded = false;
    await store.readProfiles({ ...window, end: T2 }, async bytes => {
      rows += decodeProfilePayload(bytes).rows;
      if (!isFolded) {
        isFolded = true;
        for (const hour of await store.listUnfoldedHours(10)) {
          await store.foldHour(hour, mergePayloads);
        }
      }
    });
    expect(rows).toBe(120 * ROWS);
  });

  it('go with their monitor, and with time', async () => {
    await store.saveBatch(batchOf('old', { receivedAt: HOUR }));
    expect(await store.deleteBefore(T0)).toBe(3);
    await store.saveBatch(batchOf('one'));
    await knex('monitors').delete();
    expect(await knex('ingest_batches')).toEqual([]);
    expect(await knex('ingest_profiles')).toEqual([]);
    expect(await knex('ingest_predictions')).toEqual([]);
  });

  it('say what came of late', async () => {
    expect(await store.getActivity(MONITOR, HOUR)).toEqual({
      receivedAt: undefined,
      predictions: 0,
      labels: 0,
    });
    await store.saveBatch(batchOf('one'));
    await store.saveBatch(
      batchOf('two', {
        kind: 'labels',
        profiles: undefined,
        predictions: [],
        rows: 7,
        labels: { rows: 7, payload: Buffer.alloc(1) },
      }),
    );
    expect(await store.getActivity(MONITOR, HOUR)).toEqual({
      receivedAt: T0,
      predictions: ROWS,
      labels: 7,
    });
  });
});

describe.each(databases.eachSupportedId())(
  'a process that is killed on %s',
  id => {
    let database: KillableDatabase;
    let store: DatabaseIngestStore;

    beforeEach(async () => {
      database = await KillableDatabase.open({
        databases,
        id,
        migrations: MIGRATIONS,
      });
      await addMonitor(database.knex);
      store = new DatabaseIngestStore(database.knex);
    });
    afterEach(() => database.close());

    /** How the process ended: killed, or by what it said. */
    async function runProcess(order: {
      key?: string;
      dieAt: number;
      moment: string;
    }): Promise<string> {
      const { key, ...rest } = order;
      const { said, wasKilled } = await database.run(
        join(__dirname, '../__testUtils__/ingest.process.ts'),
        {
          ...rest,
          batch: key && {
            ...batchOf(key),
            predictions: undefined,
            payload: payload().toString('base64'),
          },
        },
      );
      return wasKilled ? 'SIGKILL' : said;
    }

    it.each([
      ['query', 4],
      ['query-response', 3],
      ['written', 1],
    ])(
      'has taken all of a batch or nothing of it, at each %s, and the next attempt counts once',
      async (moment, fewest) => {
        const ends: string[] = [];
        const counts: number[][] = [];
        do {
          const dieAt = ends.length + 1;
          const key = `batch-${dieAt}`;
          ends.push(await runProcess({ key, dieAt, moment }));
          const before = await countRows(store);
          await store.saveBatch(batchOf(key, { predictions: [] }));
          counts.push([before % ROWS, await countRows(store)]);
        } while (ends.at(-1) === 'SIGKILL');
        expect(ends.pop()).toBe('done');
        expect(ends.length).toBeGreaterThanOrEqual(fewest);
        expect(counts).toEqual(
          counts.map((_, index) => [0, (index + 1) * ROWS]),
        );
        // What was acknowledged is there before the next attempt
        const key = 'acknowledged';
        expect(await runProcess({ key, dieAt: 1000, moment })).toBe('done');
        expect(await countRows(store)).toBe((counts.length + 1) * ROWS);
      },
    );

    it('loses no row of an hour that it was folding', async () => {
      for (let batch = 0; batch < 3; batch += 1) {
        await store.saveBatch(batchOf(`batch-${batch}`));
      }
      const ends: string[] = [];
      const counts: number[] = [];
      do {
        ends.push(
          await runProcess({
            dieAt: ends.length + 1,
            moment: 'query-response',
          }),
        );
        counts.push(await countRows(store));
      } while (ends.at(-1) === 'SIGKILL');
      expect(ends.pop()).toBe('done');
      expect(ends.length).toBeGreaterThan(3);
      expect(new Set(counts)).toEqual(new Set([3 * ROWS]));
    });
  },
);
