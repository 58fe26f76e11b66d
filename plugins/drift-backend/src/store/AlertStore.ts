import { Knex } from 'knex';
import { TimeCursor, beforeTime } from '@plumbline/backstage-plugin-kit-node';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { AlertEvent, AlertRecord, Notice } from '../domain/records';

/** Alerts, who did what to them, and what is still to be told. */
export interface AlertStore {
  get(id: string): Promise<AlertRecord | undefined>;
  /** The newest of a monitor, open or closed. */
  getNewest(monitorId: string): Promise<AlertRecord | undefined>;
  /** Ids of the alerts that are not closed, by monitor. */
  listOpenIds(monitorIds: readonly string[]): Promise<Map<string, string>>;
  /** The newest first. */
  list(options: {
    monitorIds?: readonly string[];
    entityRef?: string;
    ownerRefs?: readonly string[];
    state?: AlertRecord['state'];
    after?: TimeCursor;
    limit: number;
  }): Promise<AlertRecord[]>;
  /** Oldest first; of each alert at most the newest hundred. */
  listEvents(alertIds: readonly string[]): Promise<Map<string, AlertEvent[]>>;
  /** False when the alert was changed since it was read. */
  change(options: {
    alert: AlertRecord;
    change: Partial<AlertRecord>;
    event: AlertEvent;
  }): Promise<boolean>;
  /** Takes what is to be told next; nobody else gets it until then. */
  claimNotice(options: {
    now: string;
    until: string;
  }): Promise<Notice | undefined>;
  /** Told: it is removed, and the alert says so. */
  markTold(notice: Notice, at: string): Promise<void>;
  dropNotice(id: string): Promise<void>;
  deleteClosedBefore(time: string): Promise<number>;
}

interface AlertRow {
  id: string;
  monitor_id: string;
  state: AlertRecord['state'];
  status: AlertRecord['status'];
  summary: string;
  columns: string;
  opened_at: string;
  updated_at: string;
  closed_at: string | null;
  muted_until: string | null;
  acknowledged_by: string | null;
  notified_at: string | null;
}

function toRecord(row: AlertRow): AlertRecord {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    state: row.state,
    status: row.status,
    summary: row.summary,
    columns: JSON.parse(row.columns),
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    closedAt: row.closed_at ?? undefined,
    mutedUntil: row.muted_until ?? undefined,
    acknowledgedBy: row.acknowledged_by ?? undefined,
    notifiedAt: row.notified_at ?? undefined,
  };
}

export function toAlertRow(alert: AlertRecord): AlertRow {
  return {
    id: alert.id,
    monitor_id: alert.monitorId,
    state: alert.state,
    status: alert.status,
    summary: alert.summary,
    columns: JSON.stringify(alert.columns),
    opened_at: alert.openedAt,
    updated_at: alert.updatedAt,
    closed_at: alert.closedAt ?? null,
    muted_until: alert.mutedUntil ?? null,
    acknowledged_by: alert.acknowledgedBy ?? null,
    notified_at: alert.notifiedAt ?? null,
  };
}

export function toEventRow(alertId: string, event: AlertEvent) {
  return {
    alert_id: alertId,
    at: event.at,
    by: event.by ?? null,
    action: event.action,
    note: event.note ?? null,
    until: event.until ?? null,
  };
}

export function toNoticeRow(notice: Notice) {
  const { id, alertId, monitorId, attempts, createdAt, ...payload } = notice;
  return {
    id,
    alert_id: alertId,
    monitor_id: monitorId,
    payload: JSON.stringify(payload),
    attempts,
    created_at: createdAt,
  };
}

const MAX_EVENTS = 100;

/** The {@link AlertStore} on SQLite and PostgreSQL. */
export class DatabaseAlertStore implements AlertStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(id: string): Promise<AlertRecord | undefined> {
    const row = await this.#knex<AlertRow>('alerts').where({ id }).first();
    return row && toRecord(row);
  }

  async getNewest(monitorId: string): Promise<AlertRecord | undefined> {
    const row = await this.#knex<AlertRow>('alerts')
      .where({ monitor_id: monitorId })
      .orderBy([
        { column: 'opened_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    return row && toRecord(row);
  }

  async listOpenIds(
    monitorIds: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await this.#knex<AlertRow>('alerts')
      .whereIn('monitor_id', [...monitorIds])
      .whereNot('state', 'closed')
      .select('id', 'monitor_id');
    return new Map(rows.map(row => [row.monitor_id, row.id]));
  }

  async list(options: {
    monitorIds?: readonly string[];
    entityRef?: string;
    ownerRefs?: readonly string[];
    state?: AlertRecord['state'];
    after?: TimeCursor;
    limit: number;
  }): Promise<AlertRecord[]> {
    const { monitorIds, entityRef, ownerRefs, state, after, limit } = options;
    const query = this.#knex<AlertRow>('alerts')
      .orderBy([
        { column: 'opened_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (monitorIds !== undefined) {
      query.whereIn('monitor_id', [...monitorIds]);
    }
    if (entityRef !== undefined || ownerRefs !== undefined) {
      const monitors = this.#knex('monitors').select('id');
      if (entityRef !== undefined) {
        monitors.where('entity_ref', entityRef);
      }
      if (ownerRefs !== undefined) {
        monitors.whereIn('owner_ref', [...ownerRefs]);
      }
      query.whereIn('monitor_id', monitors);
    }
    if (state !== undefined) {
      query.where({ state });
    }
    if (after) {
      query.where(beforeTime('opened_at', after));
    }
    return (await query).map(toRecord);
  }

  async listEvents(
    alertIds: readonly string[],
  ): Promise<Map<string, AlertEvent[]>> {
    const rows = await this.#knex('alert_events')
      .whereIn('alert_id', [...alertIds])
      .orderBy('id');
    const byAlert = groupBy(rows, row => row.alert_id as string);
    return new Map(
      [...byAlert].map(([id, events]) => [
        id,
        events.slice(-MAX_EVENTS).map(row => ({
          at: row.at,
          action: row.action,
          ...(row.by === null ? {} : { by: row.by }),
          ...(row.note === null ? {} : { note: row.note }),
          ...(row.until === null ? {} : { until: row.until }),
        })),
      ]),
    );
  }

  async change(options: {
    alert: AlertRecord;
    change: Partial<AlertRecord>;
    event: AlertEvent;
  }): Promise<boolean> {
    const { alert, change, event } = options;
    return this.#knex.transaction(async transaction => {
      const changed = await transaction<AlertRow>('alerts')
        .where({
          id: alert.id,
          state: alert.state,
          updated_at: alert.updatedAt,
        })
        .update(toAlertRow({ ...alert, ...change }));
      if (changed === 0) {
        return false;
      }
      await transaction('alert_events').insert(toEventRow(alert.id, event));
      return true;
    });
  }

  async claimNotice(options: {
    now: string;
    until: string;
  }): Promise<Notice | undefined> {
    const { now, until } = options;
    const isFree = (query: Knex.QueryBuilder) =>
      query.whereNull('claimed_until').orWhere('claimed_until', '<', now);
    const candidates = await this.#knex('notices')
      .where(isFree)
      .orderBy('created_at')
      .limit(10);
    for (const row of candidates) {
      const claimed = await this.#knex('notices')
        .where({ id: row.id })
        .where(isFree)
        .update({ claimed_until: until, attempts: row.attempts + 1 });
      if (claimed === 1) {
        return {
          ...JSON.parse(row.payload),
          id: row.id,
          alertId: row.alert_id,
          monitorId: row.monitor_id,
          attempts: row.attempts + 1,
          createdAt: row.created_at,
        };
      }
    }
    return undefined;
  }

  async markTold(notice: Notice, at: string): Promise<void> {
    await this.#knex.transaction(async transaction => {
      const removed = await transaction('notices')
        .where({ id: notice.id })
        .delete();
      const alert = await transaction('alerts')
        .where({ id: notice.alertId })
        .first('id');
      if (removed === 1 && alert) {
        await transaction('alerts')
          .where({ id: notice.alertId })
          .update({ notified_at: at });
        await transaction('alert_events').insert(
          toEventRow(notice.alertId, { at, action: 'notified' }),
        );
      }
    });
  }

  async dropNotice(id: string): Promise<void> {
    await this.#knex('notices').where({ id }).delete();
  }

  async deleteClosedBefore(time: string): Promise<number> {
    return this.#knex('alerts')
      .where('state', 'closed')
      .where('closed_at', '<', time)
      .delete();
  }
}
