import { Knex } from 'knex';

/** What of a batch is kept. Times are ISO 8601 UTC. */
export interface IngestBatch {
  monitorId: string;
  kind: 'predictions' | 'labels';
  idempotencyKey: string;
  bodySha256: string;
  /** JSON of the answer. */
  receipt: string;
  receivedAt: string;
  profiles: HourPayload[];
  predictions: HourPayload[];
  labels: { rows: number; payload: Buffer }[];
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
  /** All of the batch or, when its key was taken before, none of it. */
  saveBatch(batch: IngestBatch, baselineId: string): Promise<BatchOutcome>;
  findBatch(key: {
    monitorId: string;
    kind: 'predictions' | 'labels';
    idempotencyKey: string;
  }): Promise<BatchOutcome | undefined>;
  /** Hours of [start, end), oldest first. */
  listProfiles(
    options: WindowOfMonitor & { baselineId: string },
  ): Promise<HourPayload[]>;
  listPredictions(options: WindowOfMonitor): Promise<HourPayload[]>;
  /** Labels that came at or after a time, oldest first. */
  listLabels(options: { monitorId: string; since: string }): Promise<Buffer[]>;
  /** Hours with more rows than one, at most `limit`. */
  listUnfoldedHours(limit: number): Promise<ProfileHour[]>;
  /** Replaces the rows of an hour by one that `merge` makes of them. */
  foldHour(
    hour: ProfileHour,
    merge: (parts: Buffer[]) => Buffer,
  ): Promise<void>;
  /** Forgets everything older than a time. */
  deleteBefore(time: string): Promise<void>;
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

interface PayloadRow {
  id: number;
  monitor_id: string;
  baseline_id: string;
  bucket_start: string;
  row_count: number;
  payload: Buffer;
}

/** The {@link IngestStore} on SQLite and PostgreSQL. */
export class DatabaseIngestStore implements IngestStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async saveBatch(
    batch: IngestBatch,
    baselineId: string,
  ): Promise<BatchOutcome> {
    return this.#knex.transaction(async transaction => {
      const key = {
        monitor_id: batch.monitorId,
        kind: batch.kind,
        idempotency_key: batch.idempotencyKey,
      };
      // A second attempt at the same time waits here for the first
      const inserted = await transaction('ingest_batches')
        .insert({
          ...key,
          body_sha256: batch.bodySha256,
          receipt: batch.receipt,
          received_at: batch.receivedAt,
        })
        .onConflict(['monitor_id', 'kind', 'idempotency_key'])
        .ignore()
        .returning('idempotency_key');
      if (inserted.length === 0) {
        const row = await transaction('ingest_batches').where(key).first();
        return {
          isRepeated: true,
          bodySha256: row.body_sha256,
          receipt: row.receipt,
        };
      }
      const toRow = (part: HourPayload) => ({
        monitor_id: batch.monitorId,
        bucket_start: part.bucketStart,
        row_count: part.rows,
        payload: part.payload,
      });
      await transaction.batchInsert(
        'ingest_profiles',
        batch.profiles.map(part => ({
          ...toRow(part),
          baseline_id: baselineId,
        })),
        CHUNK,
      );
      await transaction.batchInsert(
        'ingest_predictions',
        batch.predictions.map(toRow),
        CHUNK,
      );
      await transaction.batchInsert(
        'ingest_labels',
        batch.labels.map(part => ({
          monitor_id: batch.monitorId,
          received_at: batch.receivedAt,
          row_count: part.rows,
          payload: part.payload,
        })),
        CHUNK,
      );
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
    return (
      row && {
        isRepeated: true,
        bodySha256: row.body_sha256,
        receipt: row.receipt,
      }
    );
  }

  async listProfiles(
    options: WindowOfMonitor & { baselineId: string },
  ): Promise<HourPayload[]> {
    return this.#listHours('ingest_profiles', options, {
      baseline_id: options.baselineId,
    });
  }

  async listPredictions(options: WindowOfMonitor): Promise<HourPayload[]> {
    return this.#listHours('ingest_predictions', options, {});
  }

  async #listHours(
    table: string,
    { monitorId, start, end }: WindowOfMonitor,
    filter: object,
  ): Promise<HourPayload[]> {
    const rows = await this.#knex<PayloadRow>(table)
      .where({ monitor_id: monitorId, ...filter })
      .where('bucket_start', '>=', start)
      .where('bucket_start', '<', end)
      .orderBy(['bucket_start', 'id']);
    return rows.map(row => ({
      bucketStart: row.bucket_start,
      rows: row.row_count,
      payload: row.payload,
    }));
  }

  async listLabels(options: {
    monitorId: string;
    since: string;
  }): Promise<Buffer[]> {
    const rows = await this.#knex<{ payload: Buffer }>('ingest_labels')
      .where('monitor_id', options.monitorId)
      .where('received_at', '>=', options.since)
      .orderBy('id')
      .select('payload');
    return rows.map(row => row.payload);
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
    merge: (parts: Buffer[]) => Buffer,
  ): Promise<void> {
    await this.#knex.transaction(async transaction => {
      const select = transaction<PayloadRow>('ingest_profiles')
        .where({
          monitor_id: hour.monitorId,
          baseline_id: hour.baselineId,
          bucket_start: hour.bucketStart,
        })
        .orderBy('id');
      // Two replicas that fold the same hour: the second finds what the first left
      const rows = await (transaction.client.config.client === 'pg'
        ? select.forUpdate().skipLocked()
        : select);
      if (rows.length < 2) {
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
        row_count: rows.reduce((sum, row) => sum + row.row_count, 0),
        payload: merge(rows.map(row => row.payload)),
      });
    });
  }

  async deleteBefore(time: string): Promise<void> {
    await this.#knex('ingest_profiles')
      .where('bucket_start', '<', time)
      .delete();
    await this.#knex('ingest_predictions')
      .where('bucket_start', '<', time)
      .delete();
    await this.#knex('ingest_labels').where('received_at', '<', time).delete();
    await this.#knex('ingest_batches').where('received_at', '<', time).delete();
  }
}
