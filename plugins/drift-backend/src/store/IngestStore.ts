import type { IngestActivity } from '@plumbline/backstage-plugin-drift-common';
import { Knex } from 'knex';

/** What of a batch is kept. Times are ISO 8601 UTC. */
export interface IngestBatch {
  monitorId: string;
  kind: 'predictions' | 'labels';
  idempotencyKey: string;
  bodySha256: string;
  rows: number;
  /** JSON of the answer. */
  receipt: string;
  receivedAt: string;
  /** Profiles by the hour, and the baseline whose grids they lie on. */
  profiles?: { baselineId: string; hours: HourPayload[] };
  predictions: HourPayload[];
  labels?: { rows: number; payload: Buffer };
}

/** Bytes about the rows of one hour. */
export interface HourPayload {
  bucketStart: string;
  rows: number;
  payload: Buffer;
}

/** The batch is in the books: now, or since an earlier attempt. */
export interface BatchOutcome {
  isRepeated: boolean;
  bodySha256: string;
  receipt: string;
}

/** What arrived over HTTP. */
export interface IngestStore {
  /**
   * All of the batch or, when its key was taken before, none of it; `stale`
   * when the monitor is gone or has another baseline by now.
   */
  saveBatch(batch: IngestBatch): Promise<BatchOutcome | 'stale'>;
  findBatch(key: {
    monitorId: string;
    kind: 'predictions' | 'labels';
    idempotencyKey: string;
  }): Promise<BatchOutcome | undefined>;
  /** Calls `take` for every payload of the hours of [start, end), oldest first. */
  readProfiles(
    options: WindowOfMonitor & { baselineId: string },
    take: (payload: Buffer) => Promise<void> | void,
  ): Promise<void>;
  readPredictions(
    options: WindowOfMonitor,
    take: (payload: Buffer, bucketStart: string) => Promise<void> | void,
  ): Promise<void>;
  /** Labels that came at or after a time, oldest first. */
  readLabels(
    options: { monitorId: string; since: string },
    take: (payload: Buffer) => Promise<void> | void,
  ): Promise<void>;
  /** Rows of [start, end) that were counted on another baseline. */
  countOtherRows(
    options: WindowOfMonitor & { baselineId: string },
  ): Promise<number>;
  getActivity(monitorId: string, since: string): Promise<IngestActivity>;
  /** Hours of several payloads, at most `limit`. */
  listUnfoldedHours(limit: number): Promise<ProfileHour[]>;
  /** Replaces the oldest payloads of an hour by one that `merge` makes of them. */
  foldHour(
    hour: ProfileHour,
    merge: (parts: [Buffer, ...Buffer[]]) => Promise<Buffer>,
  ): Promise<void>;
  /** Forgets what is older than a time, and says how many rows of tables that were. */
  deleteBefore(time: string): Promise<number>;
}

/** Hours of one monitor. */
export interface WindowOfMonitor {
  monitorId: string;
  start: string;
  end: string;
}

/** The hour of a monitor on the grids of a baseline. */
export interface ProfileHour {
  monitorId: string;
  baselineId: string;
  bucketStart: string;
}

/** Rows of one INSERT: SQLite takes 32,766 parameters. */
const CHUNK = 500;
/** Payloads that are in memory at once. */
const PAGE = 50;

interface PayloadRow {
  id: number | string;
  monitor_id: string;
  baseline_id: string;
  bucket_start: string;
  row_count: number | string;
  payload: Buffer;
}

function toOutcome(row: {
  body_sha256: string;
  receipt: string;
}): BatchOutcome {
  return {
    isRepeated: true,
    bodySha256: row.body_sha256,
    receipt: row.receipt,
  };
}

/** The {@link IngestStore} on SQLite and PostgreSQL. */
export class DatabaseIngestStore implements IngestStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async saveBatch(batch: IngestBatch): Promise<BatchOutcome | 'stale'> {
    const { monitorId, kind, idempotencyKey, profiles, labels } = batch;
    return this.#knex.transaction(async transaction => {
      const key = {
        monitor_id: monitorId,
        kind,
        idempotency_key: idempotencyKey,
      };
      const isCurrent = await (profiles
        ? transaction('baselines')
            .where({ id: profiles.baselineId, is_active: true })
            .first('id')
        : transaction('monitors').where({ id: monitorId }).first('id'));
      if (!isCurrent) {
        return 'stale';
      }
      // A second attempt at the same time waits here for the first
      const inserted = await transaction('ingest_batches')
        .insert({
          ...key,
          body_sha256: batch.bodySha256,
          row_count: batch.rows,
          receipt: batch.receipt,
          received_at: batch.receivedAt,
        })
        .onConflict(['monitor_id', 'kind', 'idempotency_key'])
        .ignore()
        .returning('idempotency_key');
      if (inserted.length === 0) {
        const row = await transaction('ingest_batches').where(key).first();
        return toOutcome(row);
      }
      const toRow = (part: HourPayload) => ({
        monitor_id: monitorId,
        bucket_start: part.bucketStart,
        row_count: part.rows,
        payload: part.payload,
      });
      if (profiles) {
        await transaction.batchInsert(
          'ingest_profiles',
          profiles.hours.map(part => ({
            ...toRow(part),
            baseline_id: profiles.baselineId,
          })),
          CHUNK,
        );
      }
      await transaction.batchInsert(
        'ingest_predictions',
        batch.predictions.map(toRow),
        CHUNK,
      );
      if (labels) {
        await transaction('ingest_labels').insert({
          monitor_id: monitorId,
          received_at: batch.receivedAt,
          row_count: labels.rows,
          payload: labels.payload,
        });
      }
      return {
        isRepeated: false,
        bodySha256: batch.bodySha256,
        receipt: batch.receipt,
      };
    });
  }

  async findBatch(key: {
    monitorId: string;
    kind: 'predictions' | 'labels';
    idempotencyKey: string;
  }): Promise<BatchOutcome | undefined> {
    const row = await this.#knex('ingest_batches')
      .where({
        monitor_id: key.monitorId,
        kind: key.kind,
        idempotency_key: key.idempotencyKey,
      })
      .first();
    return row && toOutcome(row);
  }

  async readProfiles(
    options: WindowOfMonitor & { baselineId: string },
    take: (payload: Buffer) => Promise<void> | void,
  ): Promise<void> {
    const { baselineId, ...window } = options;
    await this.#readHours(
      'ingest_profiles',
      window,
      { baseline_id: baselineId },
      take,
    );
  }

  async readPredictions(
    options: WindowOfMonitor,
    take: (payload: Buffer, bucketStart: string) => Promise<void> | void,
  ): Promise<void> {
    await this.#readHours('ingest_predictions', options, {}, take);
  }

  async #readHours(
    table: string,
    { monitorId, start, end }: WindowOfMonitor,
    filter: object,
    take: (payload: Buffer, bucketStart: string) => Promise<void> | void,
  ): Promise<void> {
    const query = () =>
      this.#knex<PayloadRow>(table).where({ monitor_id: monitorId, ...filter });
    const hours = await query()
      .where('bucket_start', '>=', start)
      .where('bucket_start', '<', end)
      .distinct('bucket_start')
      .orderBy('bucket_start');
    for (const { bucket_start } of hours) {
      // One statement for an hour: a fold replaces rows of one hour at a time
      const rows = await query().where({ bucket_start }).select('payload');
      for (const { payload } of rows) {
        await take(payload, bucket_start);
      }
    }
  }

  async readLabels(
    options: { monitorId: string; since: string },
    take: (payload: Buffer) => Promise<void> | void,
  ): Promise<void> {
    let after: number | string = 0;
    for (;;) {
      const rows: { id: number | string; payload: Buffer }[] = await this.#knex(
        'ingest_labels',
      )
        .where('monitor_id', options.monitorId)
        .where('received_at', '>=', options.since)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .select('id', 'payload');
      for (const row of rows) {
        await take(row.payload);
      }
      if (rows.length < PAGE) {
        return;
      }
      after = rows[rows.length - 1].id;
    }
  }

  async countOtherRows(
    options: WindowOfMonitor & { baselineId: string },
  ): Promise<number> {
    const [{ total }] = await this.#knex('ingest_profiles')
      .where('monitor_id', options.monitorId)
      .whereNot('baseline_id', options.baselineId)
      .where('bucket_start', '>=', options.start)
      .where('bucket_start', '<', options.end)
      .sum({ total: 'row_count' });
    return Number(total ?? 0);
  }

  async getActivity(monitorId: string, since: string): Promise<IngestActivity> {
    const newest = await this.#knex('ingest_batches')
      .where('monitor_id', monitorId)
      .max({ at: 'received_at' })
      .first();
    const rows: { kind: string; total: number | string }[] = await this.#knex(
      'ingest_batches',
    )
      .where('monitor_id', monitorId)
      .where('received_at', '>=', since)
      .groupBy('kind')
      .select('kind')
      .sum({ total: 'row_count' });
    const totalOf = (kind: string) =>
      Number(rows.find(row => row.kind === kind)?.total ?? 0);
    return {
      receivedAt: newest?.at ?? undefined,
      predictions: totalOf('predictions'),
      labels: totalOf('labels'),
    };
  }

  async listUnfoldedHours(limit: number): Promise<ProfileHour[]> {
    const key = ['monitor_id', 'baseline_id', 'bucket_start'];
    const rows = await this.#knex('ingest_profiles')
      .groupBy(key)
      .havingRaw('count(*) > 1')
      .select(key)
      .limit(limit);
    return rows.map(row => ({
      monitorId: row.monitor_id,
      baselineId: row.baseline_id,
      bucketStart: row.bucket_start,
    }));
  }

  async foldHour(
    hour: ProfileHour,
    merge: (parts: [Buffer, ...Buffer[]]) => Promise<Buffer>,
  ): Promise<void> {
    await this.#knex.transaction(async transaction => {
      const select = transaction<PayloadRow>('ingest_profiles')
        .where({
          monitor_id: hour.monitorId,
          baseline_id: hour.baselineId,
          bucket_start: hour.bucketStart,
        })
        .orderBy('id')
        .limit(PAGE);
      // Two replicas that fold the same hour: the second passes over what the first has
      const rows = await (transaction.client.config.client === 'pg'
        ? select.forUpdate().skipLocked()
        : select);
      const [first, ...others] = rows;
      if (others.length === 0) {
        return;
      }
      await transaction('ingest_profiles')
        .whereIn(
          'id',
          rows.map(row => row.id),
        )
        .delete();
      await transaction('ingest_profiles').insert({
        monitor_id: hour.monitorId,
        baseline_id: hour.baselineId,
        bucket_start: hour.bucketStart,
        row_count: rows.reduce((sum, row) => sum + Number(row.row_count), 0),
        payload: await merge([
          first.payload,
          ...others.map(row => row.payload),
        ]),
      });
    });
  }

  async deleteBefore(time: string): Promise<number> {
    const old = (table: string, column: string) =>
      this.#knex(table).where(column, '<', time).delete();
    return (
      (await old('ingest_profiles', 'bucket_start')) +
      (await old('ingest_predictions', 'bucket_start')) +
      (await old('ingest_labels', 'received_at')) +
      (await old('ingest_batches', 'received_at'))
    );
  }
}
