import { Knex } from 'knex';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import {
  PerformanceMeasurement,
  PerformancePoint,
  PerformanceWindow,
  StoredPerformanceWindow,
} from '../domain/performance/performanceRecords';

/** What models did. */
export interface PerformanceStore {
  /**
   * Keeps what was measured, and says how many windows changed. A window that
   * had more labels before, measured by the same settings and baseline, stays as
   * it was: the labels went away, not the truth.
   */
  save(options: {
    monitorId: string;
    fingerprint: string;
    measurement: PerformanceMeasurement;
    windows: readonly PerformanceWindow[];
  }): Promise<number>;
  /** Keeps that a measurement failed; all numbers stay. */
  saveFailure(options: {
    monitorId: string;
    measuredAt: string;
    error: string;
  }): Promise<void>;
  getMeasurement(
    monitorId: string,
  ): Promise<PerformanceMeasurement | undefined>;
  /** The newest first. */
  listWindows(options: {
    monitorId: string;
    limit: number;
  }): Promise<StoredPerformanceWindow[]>;
  /** Removes windows that ended before a time, and says how many. */
  deleteBefore(time: string): Promise<number>;
}

interface PointRow {
  monitor_id: string;
  window_end: string;
  kind: PerformancePoint['kind'];
  metric: string;
  value: number | null;
  low: number | null;
  high: number | null;
  baseline: number | null;
  threshold_low: number | null;
  threshold_high: number | null;
  status: PerformancePoint['status'];
  reason: string | null;
}

interface WindowRow {
  monitor_id: string;
  window_start: string;
  window_end: string;
  row_count: number | string;
  labelled: number | string;
  fingerprint: string;
  changed_at: string;
}

const count = (value: number | string | null) =>
  value === null ? undefined : Number(value);

function toPoint(row: PointRow): PerformancePoint {
  return {
    kind: row.kind,
    metric: row.metric,
    value: row.value ?? undefined,
    low: row.low ?? undefined,
    high: row.high ?? undefined,
    baseline: row.baseline ?? undefined,
    thresholdLow: row.threshold_low ?? undefined,
    thresholdHigh: row.threshold_high ?? undefined,
    status: row.status,
    reason: row.reason ?? undefined,
  };
}

function toPointRow(point: PerformancePoint) {
  return {
    kind: point.kind,
    metric: point.metric,
    value: point.value ?? null,
    low: point.low ?? null,
    high: point.high ?? null,
    baseline: point.baseline ?? null,
    threshold_low: point.thresholdLow ?? null,
    threshold_high: point.thresholdHigh ?? null,
    status: point.status,
    reason: point.reason ?? null,
  };
}

/** The same points in the same words, in whichever order. */
function areSame(
  a: readonly PerformancePoint[],
  b: readonly PerformancePoint[],
): boolean {
  const write = (points: readonly PerformancePoint[]) =>
    points.map(point => JSON.stringify(toPointRow(point))).sort();
  return JSON.stringify(write(a)) === JSON.stringify(write(b));
}

/** The {@link PerformanceStore} on SQLite and PostgreSQL. */
export class DatabasePerformanceStore implements PerformanceStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(options: {
    monitorId: string;
    fingerprint: string;
    measurement: PerformanceMeasurement;
    windows: readonly PerformanceWindow[];
  }): Promise<number> {
    const { monitorId, fingerprint, measurement } = options;
    return this.#knex.transaction(async transaction => {
      let changed = 0;
      // Always in the same order: two replicas that save at once wait for each other
      const windows = [...options.windows].sort((a, b) =>
        a.windowEnd < b.windowEnd ? -1 : 1,
      );
      for (const window of windows) {
        const isChanged = await saveWindow(transaction, {
          monitorId,
          fingerprint,
          window,
          now: measurement.measuredAt,
        });
        changed += isChanged ? 1 : 0;
      }
      await transaction('performance_measurements')
        .insert({
          monitor_id: monitorId,
          measured_at: measurement.measuredAt,
          error: measurement.error ?? null,
          orphans: measurement.orphans ?? null,
          repeated_labels: measurement.repeatedLabels ?? null,
          repeated_predictions: measurement.repeatedPredictions ?? null,
        })
        .onConflict('monitor_id')
        .merge();
      return changed;
    });
  }

  async saveFailure(options: {
    monitorId: string;
    measuredAt: string;
    error: string;
  }): Promise<void> {
    const { monitorId, measuredAt, error } = options;
    await this.#knex('performance_measurements')
      .insert({ monitor_id: monitorId, measured_at: measuredAt, error })
      .onConflict('monitor_id')
      .merge(['error', 'measured_at']);
  }

  async getMeasurement(
    monitorId: string,
  ): Promise<PerformanceMeasurement | undefined> {
    const row = await this.#knex('performance_measurements')
      .where({ monitor_id: monitorId })
      .first();
    return (
      row && {
        measuredAt: row.measured_at,
        error: row.error ?? undefined,
        orphans: count(row.orphans),
        repeatedLabels: count(row.repeated_labels),
        repeatedPredictions: count(row.repeated_predictions),
      }
    );
  }

  async listWindows(options: {
    monitorId: string;
    limit: number;
  }): Promise<StoredPerformanceWindow[]> {
    const { monitorId, limit } = options;
    const windows = await this.#knex<WindowRow>('performance_windows')
      .where({ monitor_id: monitorId })
      .orderBy('window_end', 'desc')
      .limit(limit);
    const oldest = windows.at(-1);
    const points: PointRow[] = oldest
      ? await this.#knex<PointRow>('performance_points')
          .where({ monitor_id: monitorId })
          .where('window_end', '>=', oldest.window_end)
      : [];
    const byWindow = groupBy(points, point => point.window_end);
    return windows.map(row => ({
      windowStart: row.window_start,
      windowEnd: row.window_end,
      rows: Number(row.row_count),
      labelled: Number(row.labelled),
      fingerprint: row.fingerprint,
      changedAt: row.changed_at,
      points: (byWindow.get(row.window_end) ?? []).map(toPoint),
    }));
  }

  async deleteBefore(time: string): Promise<number> {
    await this.#knex('performance_points')
      .where('window_end', '<', time)
      .delete();
    return this.#knex('performance_windows')
      .where('window_end', '<', time)
      .delete();
  }
}

/** False when the window says what it said, or is known better already. */
async function saveWindow(
  transaction: Knex.Transaction,
  options: {
    monitorId: string;
    fingerprint: string;
    window: PerformanceWindow;
    now: string;
  },
): Promise<boolean> {
  const { monitorId, fingerprint, window, now } = options;
  const key = { monitor_id: monitorId, window_end: window.windowEnd };
  // The row is held from here on: who measured the same at the same time waits
  const inserted = await transaction('performance_windows')
    .insert({
      ...key,
      window_start: window.windowStart,
      row_count: window.rows,
      labelled: window.labelled,
      fingerprint,
      changed_at: now,
    })
    .onConflict(['monitor_id', 'window_end'])
    .ignore()
    .returning('window_end');
  if (inserted.length === 0) {
    const known = await transaction('performance_windows')
      .where(key)
      .where(better =>
        better
          .whereNot('fingerprint', fingerprint)
          .orWhere('labelled', '<=', window.labelled),
      )
      .update({
        row_count: window.rows,
        labelled: window.labelled,
        fingerprint,
      });
    if (known === 0) {
      return false;
    }
    const rows = await transaction<PointRow>('performance_points').where(key);
    if (areSame(rows.map(toPoint), window.points)) {
      return false;
    }
    await transaction('performance_points').where(key).delete();
    await transaction('performance_windows')
      .where(key)
      .update({ changed_at: now });
  }
  if (window.points.length > 0) {
    await transaction('performance_points').insert(
      window.points.map(point => ({ ...key, ...toPointRow(point) })),
    );
  }
  return true;
}
