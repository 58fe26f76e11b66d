import { Knex } from 'knex';
import { TimeCursor, beforeTime } from '@plumbline/backstage-plugin-kit-node';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { RunOutcome, RunRecord } from '../domain/records';
import { describeContract } from '../domain/withContract';

/** A run that this process works on. */
export interface Lease {
  runId: string;
  owner: string;
}

/** The queue and the log of runs. */
export interface RunStore {
  /** The run, or the one that was enqueued for the same window before. */
  enqueue(record: RunRecord, dedupeKey: string): Promise<RunRecord>;
  get(id: string): Promise<RunRecord | undefined>;
  list(options: {
    monitorId: string;
    after?: TimeCursor;
    limit: number;
  }): Promise<RunRecord[]>;
  /** Finished windows of a monitor, the newest first, one per window. */
  listWindows(options: {
    monitorId: string;
    from?: string;
    to?: string;
    withoutBackfill?: boolean;
    limit: number;
  }): Promise<RunRecord[]>;
  /** As {@link listWindows}, for several monitors at once. */
  listNewestWindows(
    monitorIds: readonly string[],
    limit: number,
  ): Promise<Map<string, RunRecord[]>>;
  /** Takes the next run, also one whose process has died. */
  claim(options: {
    owner: string;
    now: string;
    until: string;
  }): Promise<RunRecord | undefined>;
  /** Keeps a run; `lost` when it belongs to somebody else by now. */
  heartbeat(
    lease: Lease,
    change: { until: string; progress: number },
  ): Promise<'kept' | 'cancelled' | 'lost'>;
  savePiece(lease: Lease, column: string, payload: Buffer): Promise<void>;
  loadPieces(runId: string): Promise<Map<string, Buffer>>;
  /** Gives a run back to the queue, with what it has scanned. */
  release(lease: Lease): Promise<void>;
  /** Cancels a waiting run, or asks the process of a running one to stop. */
  cancel(id: string, now: string): Promise<void>;
  /** Removes runs that ended before a time, at most `limit`, and says how many. */
  deleteFinishedBefore(time: string, limit: number): Promise<number>;
}

export interface RunRow {
  id: string;
  monitor_id: string;
  baseline_id: string | null;
  state: RunRecord['state'];
  run_trigger: RunRecord['trigger'];
  started_by: string | null;
  window_start: string;
  window_end: string;
  priority: number;
  progress: number;
  status: RunRecord['status'] | null;
  input_status: RunRecord['status'] | null;
  headline: string | null;
  unknown_reason: RunRecord['unknownReason'] | null;
  error: string | null;
  rows_reference: number | string | null;
  rows_current: number | string | null;
  drifted_share: number | null;
  tested: number | null;
  drifted: number | null;
  worst: string | null;
  contract_status: NonNullable<RunRecord['contract']>['status'] | null;
  contract_sentence: string | null;
  duration_ms: number | null;
  attempts: number;
  lease_owner: string | null;
  lease_until: string | null;
  is_cancel_requested: boolean | number;
  created_at: string;
  finished_at: string | null;
}

const count = (value: number | string | null) =>
  value === null ? undefined : Number(value);

function toRecord(row: RunRow): RunRecord {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    baselineId: row.baseline_id ?? undefined,
    state: row.state,
    trigger: row.run_trigger,
    startedBy: row.started_by ?? undefined,
    windowStart: row.window_start,
    windowEnd: row.window_end,
    progress: row.progress,
    status: row.status ?? undefined,
    inputStatus: row.input_status ?? undefined,
    headline: row.headline ?? undefined,
    unknownReason: row.unknown_reason ?? undefined,
    error: row.error ?? undefined,
    rowsReference: count(row.rows_reference),
    rowsCurrent: count(row.rows_current),
    driftedShare: row.drifted_share ?? undefined,
    tested: row.tested ?? undefined,
    drifted: row.drifted ?? undefined,
    worst: JSON.parse(row.worst ?? '[]'),
    contract: row.contract_status
      ? { status: row.contract_status, sentence: row.contract_sentence ?? '' }
      : undefined,
    durationMs: row.duration_ms ?? undefined,
    attempts: row.attempts,
    isCancelRequested: Boolean(row.is_cancel_requested),
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
  };
}

/** Somebody waits for what they started; the past can wait. */
const PRIORITY = { person: 0, schedule: 1, backfill: 2 } as const;

/** Columns of the outcome of a run. */
export function toOutcomeRow(outcome: RunOutcome) {
  return {
    state: outcome.state,
    status: outcome.status,
    input_status: outcome.inputStatus ?? null,
    headline: outcome.headline,
    unknown_reason: outcome.unknownReason ?? null,
    error: outcome.error ?? null,
    baseline_id: outcome.baselineId ?? null,
    rows_reference: outcome.rowsReference ?? null,
    rows_current: outcome.rowsCurrent ?? null,
    drifted_share: outcome.driftedShare ?? null,
    tested: outcome.tested ?? null,
    drifted: outcome.drifted ?? null,
    worst: JSON.stringify(outcome.worst),
    contract_status: outcome.contract?.status ?? null,
    contract_sentence: outcome.contract
      ? describeContract(outcome.contract)
      : null,
  };
}

/** Keeps the newest run of each window. */
function onePerWindow(records: readonly RunRecord[], limit: number) {
  const seen = new Set<string>();
  return records
    .filter(record => {
      const isNew = !seen.has(record.windowEnd);
      seen.add(record.windowEnd);
      return isNew;
    })
    .slice(0, limit);
}

/** The {@link RunStore} on SQLite and PostgreSQL. */
export class DatabaseRunStore implements RunStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async enqueue(record: RunRecord, dedupeKey: string): Promise<RunRecord> {
    await this.#knex('runs')
      .insert({
        id: record.id,
        monitor_id: record.monitorId,
        state: 'queued',
        run_trigger: record.trigger,
        started_by: record.startedBy,
        window_start: record.windowStart,
        window_end: record.windowEnd,
        priority: PRIORITY[record.trigger],
        progress: 0,
        attempts: 0,
        is_cancel_requested: false,
        dedupe_key: dedupeKey,
        created_at: record.createdAt,
      })
      .onConflict(['monitor_id', 'dedupe_key'])
      .ignore();
    const row = await this.#knex<RunRow & { dedupe_key: string }>('runs')
      .where({ monitor_id: record.monitorId, dedupe_key: dedupeKey })
      .first();
    return row ? toRecord(row) : record;
  }

  async get(id: string): Promise<RunRecord | undefined> {
    const row = await this.#knex<RunRow>('runs').where({ id }).first();
    return row && toRecord(row);
  }

  async list(options: {
    monitorId: string;
    after?: TimeCursor;
    limit: number;
  }): Promise<RunRecord[]> {
    const { monitorId, after, limit } = options;
    const query = this.#knex<RunRow>('runs')
      .where({ monitor_id: monitorId })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (after) {
      query.where(beforeTime('created_at', after));
    }
    return (await query).map(toRecord);
  }

  async listWindows(options: {
    monitorId: string;
    from?: string;
    to?: string;
    withoutBackfill?: boolean;
    limit: number;
  }): Promise<RunRecord[]> {
    const { monitorId, from, to, withoutBackfill, limit } = options;
    const query = this.#knex<RunRow>('runs')
      .where({ monitor_id: monitorId })
      .whereIn('state', ['finished', 'failed'])
      .orderBy([
        { column: 'window_end', order: 'desc' },
        { column: 'finished_at', order: 'desc' },
      ])
      // Repeated windows are few
      .limit(limit * 2);
    if (from !== undefined) {
      query.where('window_end', '>=', from);
    }
    if (to !== undefined) {
      query.where('window_end', '<=', to);
    }
    if (withoutBackfill) {
      query.whereNot('run_trigger', 'backfill');
    }
    return onePerWindow((await query).map(toRecord), limit);
  }

  async listNewestWindows(
    monitorIds: readonly string[],
    limit: number,
  ): Promise<Map<string, RunRecord[]>> {
    const ranked = this.#knex<RunRow>('runs')
      .whereIn('monitor_id', [...monitorIds])
      .whereIn('state', ['finished', 'failed'])
      .select('*')
      .rowNumber('place', rank =>
        rank.partitionBy('monitor_id').orderBy([
          { column: 'window_end', order: 'desc' },
          { column: 'finished_at', order: 'desc' },
        ]),
      );
    const rows: RunRow[] =
      monitorIds.length === 0
        ? []
        : await this.#knex
            .from(ranked.as('ranked'))
            .where('place', '<=', limit * 2)
            .orderBy(['monitor_id', 'place']);
    const byMonitor = groupBy(rows.map(toRecord), run => run.monitorId);
    return new Map(
      monitorIds.map(id => [id, onePerWindow(byMonitor.get(id) ?? [], limit)]),
    );
  }

  async claim(options: {
    owner: string;
    now: string;
    until: string;
  }): Promise<RunRecord | undefined> {
    const { owner, now, until } = options;
    const candidates = await this.#knex<RunRow>('runs')
      .where('state', 'queued')
      .orWhere(dead =>
        dead.where('state', 'running').where('lease_until', '<', now),
      )
      .orderBy([
        { column: 'priority' },
        // The newest window first, for the past of a new monitor
        { column: 'window_end', order: 'desc' },
        { column: 'created_at' },
      ])
      .limit(10);
    for (const candidate of candidates) {
      const claimed = await this.#knex<RunRow>('runs')
        .where({ id: candidate.id })
        .where(free =>
          free
            .where('state', 'queued')
            .orWhere(dead =>
              dead.where('state', 'running').where('lease_until', '<', now),
            ),
        )
        .update({
          state: 'running',
          lease_owner: owner,
          lease_until: until,
          attempts: candidate.attempts + 1,
        });
      if (claimed === 1) {
        return {
          ...toRecord(candidate),
          state: 'running',
          attempts: candidate.attempts + 1,
        };
      }
    }
    return undefined;
  }

  async heartbeat(
    lease: Lease,
    change: { until: string; progress: number },
  ): Promise<'kept' | 'cancelled' | 'lost'> {
    const kept = await this.#leased(lease).update({
      lease_until: change.until,
      progress: change.progress,
    });
    if (kept === 0) {
      return 'lost';
    }
    const row = await this.#knex<RunRow>('runs')
      .where({ id: lease.runId })
      .first('is_cancel_requested');
    return row?.is_cancel_requested ? 'cancelled' : 'kept';
  }

  #leased(lease: Lease) {
    return this.#knex<RunRow>('runs').where({
      id: lease.runId,
      lease_owner: lease.owner,
      state: 'running',
    });
  }

  async savePiece(
    lease: Lease,
    column: string,
    payload: Buffer,
  ): Promise<void> {
    await this.#knex('run_pieces')
      .insert({ run_id: lease.runId, column_name: column, payload })
      .onConflict(['run_id', 'column_name'])
      .ignore();
  }

  async loadPieces(runId: string): Promise<Map<string, Buffer>> {
    const rows = await this.#knex('run_pieces').where({ run_id: runId });
    return new Map(rows.map(row => [row.column_name, row.payload]));
  }

  async release(lease: Lease): Promise<void> {
    await this.#leased(lease).update({
      state: 'queued',
      lease_owner: null,
      lease_until: null,
    });
  }

  async cancel(id: string, now: string): Promise<void> {
    await this.#knex<RunRow>('runs')
      .where({ id, state: 'queued' })
      .update({ state: 'cancelled', finished_at: now });
    await this.#knex<RunRow>('runs')
      .where({ id, state: 'running' })
      .update({ is_cancel_requested: true });
  }

  async deleteFinishedBefore(time: string, limit: number): Promise<number> {
    const old = await this.#knex<RunRow>('runs')
      .where('finished_at', '<', time)
      .limit(limit)
      .select('id');
    return old.length === 0
      ? 0
      : this.#knex('runs')
          .whereIn(
            'id',
            old.map(row => row.id),
          )
          .delete();
  }
}
