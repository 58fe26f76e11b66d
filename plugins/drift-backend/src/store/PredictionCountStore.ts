import { Knex } from 'knex';
import { WindowRows } from '../domain/windowDays';

/** Monitors, and the first and the last day. */
export interface CountQuestion {
  monitorIds: readonly string[];
  from: string;
  to: string;
}

/** Predictions that monitors saw. */
export interface PredictionCountStore {
  /** What was sent over HTTP, by monitor and UTC day; days without a prediction are left out. */
  countIngested(
    question: CountQuestion,
  ): Promise<Map<string, Map<string, number>>>;
  /** What the newest run of each window compared, by monitor. */
  listWindows(question: CountQuestion): Promise<Map<string, WindowRows[]>>;
}

const dayAfter = (day: string) =>
  new Date(Date.parse(day) + 24 * 60 * 60 * 1000).toISOString();

/** Parameters of one statement. */
const CHUNK = 500;

/** The {@link PredictionCountStore} on SQLite and PostgreSQL. */
export class DatabasePredictionCountStore implements PredictionCountStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async countIngested(
    question: CountQuestion,
  ): Promise<Map<string, Map<string, number>>> {
    const counts = new Map<string, Map<string, number>>();
    const day = this.#knex.raw('substr(bucket_start, 1, 10)');
    for (const ids of chunksOf(question.monitorIds)) {
      const rows = await this.#knex('ingest_profiles')
        .whereIn('monitor_id', ids)
        .where('bucket_start', '>=', `${question.from}T00:00:00.000Z`)
        .where('bucket_start', '<', dayAfter(question.to))
        .groupBy('monitor_id', day)
        .select('monitor_id', { day })
        .sum({ total: 'row_count' });
      for (const row of rows as any[]) {
        const days = counts.get(row.monitor_id) ?? new Map<string, number>();
        days.set(row.day, Number(row.total));
        counts.set(row.monitor_id, days);
      }
    }
    return counts;
  }

  async listWindows(
    question: CountQuestion,
  ): Promise<Map<string, WindowRows[]>> {
    const byMonitor = new Map<string, Map<string, WindowRows>>();
    for (const ids of chunksOf(question.monitorIds)) {
      const rows = await this.#knex('runs')
        .whereIn('monitor_id', ids)
        .where('state', 'finished')
        .where('window_start', '>=', `${question.from}T00:00:00.000Z`)
        .where('window_end', '<=', dayAfter(question.to))
        // The last one stands
        .orderBy(['finished_at', 'id'])
        .select('monitor_id', 'window_start', 'window_end', 'rows_current');
      for (const row of rows) {
        const { window_start: start, window_end: end } = row;
        const windows = byMonitor.get(row.monitor_id) ?? new Map();
        windows.set(`${start} ${end}`, {
          start,
          end,
          rows: row.rows_current === null ? undefined : +row.rows_current,
        });
        byMonitor.set(row.monitor_id, windows);
      }
    }
    return new Map(
      [...byMonitor].map(([id, windows]) => [id, [...windows.values()]]),
    );
  }
}

function chunksOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, index) =>
    ids.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
