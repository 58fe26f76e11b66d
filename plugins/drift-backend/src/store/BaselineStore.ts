import { Knex } from 'knex';
import { TimeCursor, beforeTime } from '@plumbline/backstage-plugin-kit-node';
import { BaselineRecord } from '../domain/records';

/** Frozen reference rows of monitors. */
export interface BaselineStore {
  /**
   * Makes it the one that new runs compare with. With `replaces` only when that
   * one, or none, is active until now; else false, and nothing is saved.
   */
  saveActive(
    record: BaselineRecord,
    replaces?: { id: string | undefined },
  ): Promise<boolean>;
  get(id: string): Promise<BaselineRecord | undefined>;
  getActive(monitorId: string): Promise<BaselineRecord | undefined>;
  /** As {@link getActive}, without reading the profiles. */
  getActiveId(monitorId: string): Promise<string | undefined>;
  /** Without payloads; the newest first. */
  list(options: {
    monitorId: string;
    after?: TimeCursor;
    limit: number;
  }): Promise<Omit<BaselineRecord, 'payload'>[]>;
  /** Removes what is neither active nor among the newest, and says how many. */
  deleteOldest(options: { monitorId: string; keep: number }): Promise<number>;
}

interface Row {
  id: string;
  monitor_id: string;
  name: string;
  kind: BaselineRecord['kind'];
  request: string;
  description: string;
  row_count: number | string;
  columns: string;
  window_start: string | null;
  window_end: string | null;
  payload: Buffer;
  is_active: boolean | number;
  created_by: string | null;
  created_at: string;
}

function toRecord(row: Omit<Row, 'payload'>): Omit<BaselineRecord, 'payload'> {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    name: row.name,
    kind: row.kind,
    request: JSON.parse(row.request) ?? undefined,
    description: row.description,
    rows: Number(row.row_count),
    columns: JSON.parse(row.columns),
    start: row.window_start ?? undefined,
    end: row.window_end ?? undefined,
    isActive: Boolean(row.is_active),
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
  };
}

const LIGHT_COLUMNS = [
  'id',
  'monitor_id',
  'name',
  'kind',
  'request',
  'description',
  'row_count',
  'columns',
  'window_start',
  'window_end',
  'is_active',
  'created_by',
  'created_at',
] as const;

/** The {@link BaselineStore} on SQLite and PostgreSQL. */
export class DatabaseBaselineStore implements BaselineStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async saveActive(
    record: BaselineRecord,
    replaces?: { id: string | undefined },
  ): Promise<boolean> {
    return this.#knex.transaction(async transaction => {
      // One at a time: the row of the monitor is the lock
      await transaction('monitors')
        .where({ id: record.monitorId })
        .update({ updated_at: record.createdAt });
      const active = () =>
        transaction<Row>('baselines').where({
          monitor_id: record.monitorId,
          is_active: true,
        });
      if (replaces) {
        const current = await active().first('id');
        if (current?.id !== replaces.id) {
          return false;
        }
      }
      await active().update({ is_active: false });
      await transaction('baselines').insert({
        id: record.id,
        monitor_id: record.monitorId,
        name: record.name,
        kind: record.kind,
        request: JSON.stringify(record.request ?? null),
        description: record.description,
        row_count: record.rows,
        columns: JSON.stringify(record.columns),
        window_start: record.start,
        window_end: record.end,
        payload: record.payload,
        is_active: true,
        created_by: record.createdBy,
        created_at: record.createdAt,
      });
      return true;
    });
  }

  async get(id: string): Promise<BaselineRecord | undefined> {
    const row = await this.#knex<Row>('baselines').where({ id }).first();
    return row && { ...toRecord(row), payload: row.payload };
  }

  async getActive(monitorId: string): Promise<BaselineRecord | undefined> {
    const row = await this.#knex<Row>('baselines')
      .where({ monitor_id: monitorId, is_active: true })
      .first();
    return row && { ...toRecord(row), payload: row.payload };
  }

  async getActiveId(monitorId: string): Promise<string | undefined> {
    const row = await this.#knex<Row>('baselines')
      .where({ monitor_id: monitorId, is_active: true })
      .first('id');
    return row?.id;
  }

  async list(options: {
    monitorId: string;
    after?: TimeCursor;
    limit: number;
  }): Promise<Omit<BaselineRecord, 'payload'>[]> {
    const { monitorId, after, limit } = options;
    const query = this.#knex('baselines')
      .where({ monitor_id: monitorId })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .select(LIGHT_COLUMNS);
    if (after) {
      query.where(beforeTime('created_at', after));
    }
    return (await query).map(toRecord);
  }

  async deleteOldest(options: {
    monitorId: string;
    keep: number;
  }): Promise<number> {
    const rows = await this.#knex<Row>('baselines')
      .where({ monitor_id: options.monitorId, is_active: false })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .select('id');
    const old = rows.slice(options.keep).map(row => row.id);
    return old.length === 0
      ? 0
      : this.#knex('baselines').whereIn('id', old).delete();
  }
}
