import { Knex } from 'knex';
import { TimeCursor, beforeTime } from '@plumbline/backstage-plugin-kit-node';
import { RetrainingRecord } from '../domain/records';

/** Proposals to train again. */
export interface RetrainingStore {
  get(id: string): Promise<RetrainingRecord | undefined>;
  /** Whether a proposal waits for somebody, or is on its way. */
  hasOpen(monitorId: string): Promise<boolean>;
  list(options: {
    monitorId: string;
    after?: TimeCursor;
    limit: number;
  }): Promise<RetrainingRecord[]>;
  /** False when somebody decided before. */
  decide(options: {
    id: string;
    state: 'approved' | 'rejected';
    by: string;
    note?: string;
    at: string;
  }): Promise<boolean>;
  /** Takes an approved proposal that is to be sent; nobody else gets it until then. */
  claimToSend(options: {
    now: string;
    until: string;
  }): Promise<RetrainingRecord | undefined>;
  settle(
    id: string,
    change: Pick<RetrainingRecord, 'state' | 'error' | 'nextAttemptAt'>,
  ): Promise<void>;
}

interface Row {
  id: string;
  monitor_id: string;
  endpoint: string;
  state: RetrainingRecord['state'];
  reason: string;
  run_id: string | null;
  proposed_at: string;
  decided_at: string | null;
  decided_by: string | null;
  note: string | null;
  error: string | null;
  attempts: number;
  next_attempt_at: string | null;
}

function toRecord(row: Row): RetrainingRecord {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    endpoint: row.endpoint,
    state: row.state,
    reason: row.reason,
    runId: row.run_id ?? undefined,
    proposedAt: row.proposed_at,
    decidedAt: row.decided_at ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    note: row.note ?? undefined,
    error: row.error ?? undefined,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at ?? undefined,
  };
}

export function toRetrainingRow(record: RetrainingRecord): Row {
  return {
    id: record.id,
    monitor_id: record.monitorId,
    endpoint: record.endpoint,
    state: record.state,
    reason: record.reason,
    run_id: record.runId ?? null,
    proposed_at: record.proposedAt,
    decided_at: record.decidedAt ?? null,
    decided_by: record.decidedBy ?? null,
    note: record.note ?? null,
    error: record.error ?? null,
    attempts: record.attempts,
    next_attempt_at: record.nextAttemptAt ?? null,
  };
}

/** The {@link RetrainingStore} on SQLite and PostgreSQL. */
export class DatabaseRetrainingStore implements RetrainingStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(id: string): Promise<RetrainingRecord | undefined> {
    const row = await this.#knex<Row>('retraining').where({ id }).first();
    return row && toRecord(row);
  }

  async hasOpen(monitorId: string): Promise<boolean> {
    const row = await this.#knex<Row>('retraining')
      .where({ monitor_id: monitorId })
      .whereIn('state', ['proposed', 'approved'])
      .first('id');
    return row !== undefined;
  }

  async list(options: {
    monitorId: string;
    after?: TimeCursor;
    limit: number;
  }): Promise<RetrainingRecord[]> {
    const query = this.#knex<Row>('retraining')
      .where({ monitor_id: options.monitorId })
      .orderBy([
        { column: 'proposed_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(options.limit);
    if (options.after) {
      query.where(beforeTime('proposed_at', options.after));
    }
    return (await query).map(toRecord);
  }

  async decide(options: {
    id: string;
    state: 'approved' | 'rejected';
    by: string;
    note?: string;
    at: string;
  }): Promise<boolean> {
    const { id, state, by, note, at } = options;
    const changed = await this.#knex<Row>('retraining')
      .where({ id, state: 'proposed' })
      .update({
        state,
        decided_by: by,
        decided_at: at,
        note: note ?? null,
        next_attempt_at: state === 'approved' ? at : null,
      });
    return changed === 1;
  }

  async claimToSend(options: {
    now: string;
    until: string;
  }): Promise<RetrainingRecord | undefined> {
    const { now, until } = options;
    const candidates = await this.#knex<Row>('retraining')
      .where('state', 'approved')
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(10);
    for (const row of candidates) {
      const claimed = await this.#knex<Row>('retraining')
        .where({
          id: row.id,
          state: 'approved',
          next_attempt_at: row.next_attempt_at,
        })
        .update({ next_attempt_at: until, attempts: row.attempts + 1 });
      if (claimed === 1) {
        return { ...toRecord(row), attempts: row.attempts + 1 };
      }
    }
    return undefined;
  }

  async settle(
    id: string,
    change: Pick<RetrainingRecord, 'state' | 'error' | 'nextAttemptAt'>,
  ): Promise<void> {
    await this.#knex<Row>('retraining')
      .where({ id })
      .update({
        state: change.state,
        error: change.error ?? null,
        next_attempt_at: change.nextAttemptAt ?? null,
      });
  }
}
