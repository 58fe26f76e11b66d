import type { ContractResult } from '@plumbline/backstage-plugin-drift-engine';
import { Knex } from 'knex';
import {
  AlertEvent,
  AlertRecord,
  ColumnOutcome,
  MonitorRecord,
  Notice,
  RetrainingRecord,
  RunOutcome,
  Status,
} from '../domain/records';
import { toAlertRow, toEventRow, toNoticeRow } from './AlertStore';
import { toMonitorRow } from './MonitorStore';
import { toRetrainingRow } from './RetrainingStore';
import { Lease, RunRow, toOutcomeRow } from './RunStore';

/** All that the end of a run changes. */
export interface RunEnding {
  outcome: RunOutcome;
  finishedAt: string;
  durationMs: number;
  monitor: Partial<MonitorRecord>;
  /** Run that the monitor named when this was decided; another one since makes it stale. */
  seenRunId: string | undefined;
  alert?: { record: AlertRecord; events: AlertEvent[]; notice?: Notice };
  /** The alert as it was when this was decided. */
  seenAlert?: AlertRecord;
  retraining?: RetrainingRecord;
}

/** One column in one window. */
export interface ColumnPoint {
  column: string;
  runId: string;
  windowStart: string;
  windowEnd: string;
  status: Status;
  effect?: number;
  low?: number;
  high?: number;
  noiseFloor?: number;
  threshold?: number;
  nullShare: number;
  unseenShare?: number;
}

/**
 * How writing an ending went: `lost` when the run belongs to another process by
 * now, `stale` when the monitor or its alert changed since it was decided.
 */
export type FinishResult = 'finished' | 'lost' | 'stale';

class StaleError extends Error {}

/** What runs found. */
export interface ResultStore {
  /** Everything or nothing. */
  finish(lease: Lease, ending: RunEnding): Promise<FinishResult>;
  listColumns(options: {
    runId: string;
    after?: number;
    limit: number;
  }): Promise<{ position: number; outcome: ColumnOutcome }[]>;
  getColumn(runId: string, column: string): Promise<ColumnOutcome | undefined>;
  /** What the contract said; absent where the monitor had none. */
  getContract(runId: string): Promise<ContractResult | undefined>;
  /** Points of columns over windows, oldest first. */
  listPoints(options: {
    runIds: readonly string[];
    columns: readonly string[];
  }): Promise<ColumnPoint[]>;
}

/** Rows of one INSERT: SQLite takes 32,766 parameters. */
const CHUNK = 500;
/** Values of one IN. */
const MAX_IN = 500;

async function write(
  transaction: Knex.Transaction,
  lease: Lease,
  ending: RunEnding,
): Promise<FinishResult> {
  const { outcome, finishedAt, durationMs } = ending;
  const changed = await transaction<RunRow>('runs')
    .where({ id: lease.runId, lease_owner: lease.owner, state: 'running' })
    .update({
      ...toOutcomeRow(outcome),
      ...(outcome.state === 'finished' ? { progress: 1 } : {}),
      finished_at: finishedAt,
      duration_ms: Math.round(durationMs),
      lease_owner: null,
      lease_until: null,
    });
  const run = await transaction<RunRow>('runs')
    .where({ id: lease.runId })
    .first();
  if (changed === 0 || !run) {
    return 'lost';
  }
  await transaction('run_pieces').where({ run_id: lease.runId }).delete();
  await writeColumns(transaction, lease.runId, outcome.columns);
  if (outcome.contract) {
    await transaction('contract_results').insert({
      run_id: lease.runId,
      payload: JSON.stringify(outcome.contract),
    });
  }
  if (Object.keys(ending.monitor).length > 0) {
    // Two runs of one monitor that end at once: the second decides again
    const updated = await transaction('monitors')
      .where({ id: run.monitor_id, last_run_id: ending.seenRunId ?? null })
      .update(toMonitorRow(ending.monitor));
    if (updated === 0) {
      throw new StaleError();
    }
  }
  if (ending.alert) {
    await writeAlert(transaction, ending.alert, ending.seenAlert);
  }
  if (ending.retraining) {
    await transaction('retraining').insert(toRetrainingRow(ending.retraining));
  }
  return 'finished';
}

async function writeColumns(
  transaction: Knex.Transaction,
  runId: string,
  columns: readonly ColumnOutcome[],
): Promise<void> {
  await transaction.batchInsert(
    'column_results',
    columns.map((column, position) => ({
      run_id: runId,
      position,
      column_name: column.column,
      status: column.status,
      effect: column.effect ?? null,
      effect_low: column.effectLow ?? null,
      effect_high: column.effectHigh ?? null,
      noise_floor: column.noiseFloor ?? null,
      threshold: column.threshold ?? null,
      null_share: column.nullShare,
      unseen_share: column.unseenShare ?? null,
      payload: JSON.stringify(column),
    })),
    CHUNK,
  );
}

async function writeAlert(
  transaction: Knex.Transaction,
  alert: NonNullable<RunEnding['alert']>,
  seen: AlertRecord | undefined,
): Promise<void> {
  const { record, events, notice } = alert;
  if (seen?.id === record.id) {
    const updated = await transaction('alerts')
      .where({ id: record.id, state: seen.state, updated_at: seen.updatedAt })
      .update(toAlertRow(record));
    if (updated === 0) {
      throw new StaleError();
    }
  } else {
    await transaction('alerts').insert(toAlertRow(record));
  }
  if (events.length > 0) {
    await transaction('alert_events').insert(
      events.map(event => toEventRow(record.id, event)),
    );
  }
  if (notice) {
    await transaction('notices').insert(toNoticeRow(notice));
  }
}

/** The {@link ResultStore} on SQLite and PostgreSQL. */
export class DatabaseResultStore implements ResultStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async finish(lease: Lease, ending: RunEnding): Promise<FinishResult> {
    try {
      return await this.#knex.transaction(transaction =>
        write(transaction, lease, ending),
      );
    } catch (error) {
      if (error instanceof StaleError) {
        return 'stale';
      }
      throw error;
    }
  }

  async listColumns(options: {
    runId: string;
    after?: number;
    limit: number;
  }): Promise<{ position: number; outcome: ColumnOutcome }[]> {
    const rows = await this.#knex('column_results')
      .where({ run_id: options.runId })
      .where('position', '>', options.after ?? -1)
      .orderBy('position')
      .limit(options.limit)
      .select('position', 'payload');
    return rows.map(row => ({
      position: row.position,
      outcome: JSON.parse(row.payload),
    }));
  }

  async getColumn(
    runId: string,
    column: string,
  ): Promise<ColumnOutcome | undefined> {
    const row = await this.#knex('column_results')
      .where({ run_id: runId, column_name: column })
      .first('payload');
    return row && JSON.parse(row.payload);
  }

  async getContract(runId: string): Promise<ContractResult | undefined> {
    const row = await this.#knex('contract_results')
      .where({ run_id: runId })
      .first('payload');
    return row && JSON.parse(row.payload);
  }

  async listPoints(options: {
    runIds: readonly string[];
    columns: readonly string[];
  }): Promise<ColumnPoint[]> {
    const rows = await this.#knex('column_results')
      .join('runs', 'runs.id', 'column_results.run_id')
      .whereIn('run_id', options.runIds.slice(0, MAX_IN))
      .whereIn('column_name', options.columns.slice(0, MAX_IN))
      .orderBy('runs.window_end')
      .select(
        'column_results.column_name',
        'column_results.run_id',
        'runs.window_start',
        'runs.window_end',
        'column_results.status',
        'column_results.effect',
        'column_results.effect_low',
        'column_results.effect_high',
        'column_results.noise_floor',
        'column_results.threshold',
        'column_results.null_share',
        'column_results.unseen_share',
      );
    return rows.map(row => ({
      column: row.column_name,
      runId: row.run_id,
      windowStart: row.window_start,
      windowEnd: row.window_end,
      status: row.status,
      effect: row.effect ?? undefined,
      low: row.effect_low ?? undefined,
      high: row.effect_high ?? undefined,
      noiseFloor: row.noise_floor ?? undefined,
      threshold: row.threshold ?? undefined,
      nullShare: row.null_share,
      unseenShare: row.unseen_share ?? undefined,
    }));
  }
}
