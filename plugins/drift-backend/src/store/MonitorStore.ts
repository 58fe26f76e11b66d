import { Knex } from 'knex';
import { MonitorRecord, Status, UnknownReason } from '../domain/records';

/** The monitors. */
export interface MonitorStore {
  /** False when the entity has a monitor of that name already. */
  insert(record: MonitorRecord): Promise<boolean>;
  get(id: string): Promise<MonitorRecord | undefined>;
  listByIds(ids: readonly string[]): Promise<MonitorRecord[]>;
  find(entityRef: string, name: string): Promise<MonitorRecord | undefined>;
  update(id: string, change: Partial<MonitorRecord>): Promise<void>;
  delete(id: string): Promise<void>;
  /** Sorted by id, which tells nothing and never changes. */
  list(options: {
    entityRef?: string;
    ownerRef?: string;
    afterId?: string;
    limit: number;
  }): Promise<MonitorRecord[]>;
  listOfEntities(entityRefs: readonly string[]): Promise<MonitorRecord[]>;
  listOfOrigin(origin: MonitorRecord['origin']): Promise<MonitorRecord[]>;
  listDue(now: string, limit: number): Promise<MonitorRecord[]>;
  /** Moves the next time on; false when another replica did. */
  claimDue(options: {
    id: string;
    due: string;
    next: string | undefined;
  }): Promise<boolean>;
  listToBackfill(limit: number): Promise<MonitorRecord[]>;
}

export interface MonitorRow {
  id: string;
  entity_ref: string;
  name: string;
  owner_ref: string | null;
  origin: MonitorRecord['origin'];
  document: string;
  location: string | null;
  location_etag: string | null;
  definition_error: string | null;
  is_enabled: boolean | number;
  next_run_at: string | null;
  is_backfilled: boolean | number;
  status: Status;
  status_since: string | null;
  headline: string;
  unknown_reason: UnknownReason | null;
  last_run_id: string | null;
  checked_at: string | null;
  performance: string | null;
  created_by: string | null;
  created_at: string;
  updated_at: string;
}

function toRecord(row: MonitorRow): MonitorRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    name: row.name,
    ownerRef: row.owner_ref ?? undefined,
    origin: row.origin,
    document: row.document,
    location: row.location ?? undefined,
    locationEtag: row.location_etag ?? undefined,
    definitionError: row.definition_error ?? undefined,
    isEnabled: Boolean(row.is_enabled),
    nextRunAt: row.next_run_at ?? undefined,
    isBackfilled: Boolean(row.is_backfilled),
    status: row.status,
    statusSince: row.status_since ?? undefined,
    headline: row.headline,
    unknownReason: row.unknown_reason ?? undefined,
    lastRunId: row.last_run_id ?? undefined,
    checkedAt: row.checked_at ?? undefined,
    performance:
      row.performance === null ? undefined : JSON.parse(row.performance),
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A change as a row; a key that is there with `undefined` empties its column. */
export function toMonitorRow(change: Partial<MonitorRecord>) {
  const columns: Record<keyof MonitorRecord, keyof MonitorRow> = {
    id: 'id',
    entityRef: 'entity_ref',
    name: 'name',
    ownerRef: 'owner_ref',
    origin: 'origin',
    document: 'document',
    location: 'location',
    locationEtag: 'location_etag',
    definitionError: 'definition_error',
    isEnabled: 'is_enabled',
    nextRunAt: 'next_run_at',
    isBackfilled: 'is_backfilled',
    status: 'status',
    statusSince: 'status_since',
    headline: 'headline',
    unknownReason: 'unknown_reason',
    lastRunId: 'last_run_id',
    checkedAt: 'checked_at',
    performance: 'performance',
    createdBy: 'created_by',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  };
  return Object.fromEntries(
    Object.entries(change).map(([key, value]) => [
      columns[key as keyof MonitorRecord],
      typeof value === 'object' ? JSON.stringify(value) : (value ?? null),
    ]),
  );
}

/** The {@link MonitorStore} on SQLite and PostgreSQL. */
export class DatabaseMonitorStore implements MonitorStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(record: MonitorRecord): Promise<boolean> {
    const inserted = await this.#knex('monitors')
      .insert(toMonitorRow(record))
      .onConflict(['entity_ref', 'name'])
      .ignore()
      .returning('id');
    return inserted.length > 0;
  }

  async get(id: string): Promise<MonitorRecord | undefined> {
    const row = await this.#knex<MonitorRow>('monitors').where({ id }).first();
    return row && toRecord(row);
  }

  async listByIds(ids: readonly string[]): Promise<MonitorRecord[]> {
    const rows = await this.#knex<MonitorRow>('monitors').whereIn('id', [
      ...ids,
    ]);
    return rows.map(toRecord);
  }

  async find(
    entityRef: string,
    name: string,
  ): Promise<MonitorRecord | undefined> {
    const row = await this.#knex<MonitorRow>('monitors')
      .where({ entity_ref: entityRef, name })
      .first();
    return row && toRecord(row);
  }

  async update(id: string, change: Partial<MonitorRecord>): Promise<void> {
    await this.#knex('monitors').where({ id }).update(toMonitorRow(change));
  }

  async delete(id: string): Promise<void> {
    await this.#knex('monitors').where({ id }).delete();
  }

  async list(options: {
    entityRef?: string;
    ownerRef?: string;
    afterId?: string;
    limit: number;
  }): Promise<MonitorRecord[]> {
    const { entityRef, ownerRef, afterId, limit } = options;
    const query = this.#knex<MonitorRow>('monitors').orderBy('id').limit(limit);
    if (entityRef !== undefined) {
      query.where('entity_ref', entityRef);
    }
    if (ownerRef !== undefined) {
      query.where('owner_ref', ownerRef);
    }
    if (afterId !== undefined) {
      query.where('id', '>', afterId);
    }
    return (await query).map(toRecord);
  }

  async listOfEntities(
    entityRefs: readonly string[],
  ): Promise<MonitorRecord[]> {
    const rows = await this.#knex<MonitorRow>('monitors')
      .whereIn('entity_ref', [...entityRefs])
      .orderBy(['entity_ref', 'name']);
    return rows.map(toRecord);
  }

  async listOfOrigin(
    origin: MonitorRecord['origin'],
  ): Promise<MonitorRecord[]> {
    const rows = await this.#knex<MonitorRow>('monitors').where({ origin });
    return rows.map(toRecord);
  }

  async listDue(now: string, limit: number): Promise<MonitorRecord[]> {
    const rows = await this.#knex<MonitorRow>('monitors')
      .where('next_run_at', '<=', now)
      .where('is_enabled', true)
      .orderBy('next_run_at')
      .limit(limit);
    return rows.map(toRecord);
  }

  async claimDue(options: {
    id: string;
    due: string;
    next: string | undefined;
  }): Promise<boolean> {
    const changed = await this.#knex('monitors')
      .where({ id: options.id, next_run_at: options.due })
      .update({ next_run_at: options.next ?? null });
    return changed === 1;
  }

  async listToBackfill(limit: number): Promise<MonitorRecord[]> {
    const rows = await this.#knex<MonitorRow>('monitors')
      .where({ is_backfilled: false, is_enabled: true })
      .orderBy('created_at')
      .limit(limit);
    return rows.map(toRecord);
  }
}
