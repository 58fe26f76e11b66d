import type { CostImport } from '@plumbline/backstage-plugin-cost-common';
import { beforeTime, TimeCursor } from '@plumbline/backstage-plugin-kit-node';
import { Knex } from 'knex';
import { SourceReadings } from '../domain/sourceHealth';

const SUCCESSES = ['done', 'unchanged'];
const ENDS = [...SUCCESSES, 'refused', 'failed'];
const NEWEST = [
  { column: 'started_at', order: 'desc' },
  { column: 'id', order: 'desc' },
];

function parse<T>(text: string | null, otherwise: T): T {
  return text === null ? otherwise : JSON.parse(text);
}

function toImport(row: any): Omit<CostImport, 'title'> {
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    format: row.format ?? undefined,
    rows: parse(row.rows, undefined),
    rejected: parse(row.rejected, []),
    firstDay: row.first_day,
    lastDay: row.last_day,
    reconciliation: parse(row.reconciliation, []),
    warnings: parse(row.warnings, []),
    message: row.message ?? undefined,
  };
}

/** Reads how sources were read. */
export class CostReaderImports {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The newest first, one more than the limit. */
  async list(options: {
    after: TimeCursor | undefined;
    limit: number;
  }): Promise<Omit<CostImport, 'title'>[]> {
    const { after, limit } = options;
    const rows = await this.#knex('cost_import')
      .modify(query => {
        if (after) {
          query.where(beforeTime('started_at', after));
        }
      })
      .orderBy(NEWEST)
      .limit(limit + 1);
    return rows.map(toImport);
  }

  async get(id: string): Promise<Omit<CostImport, 'title'> | undefined> {
    const row = await this.#knex('cost_import').where({ id }).first();
    return row && toImport(row);
  }

  /** How the last readings of sources went. */
  async listReadings(
    sources: readonly string[],
  ): Promise<Map<string, SourceReadings>> {
    const lasts = await this.#listLast(sources);
    return new Map(
      sources.map(source => {
        const own = lasts.filter(last => last.source === source);
        const success = own.find(({ state }) => SUCCESSES.includes(state));
        const done = own.find(({ state }) => state === 'done');
        const [last] = own;
        const hasFailed = last && !SUCCESSES.includes(last.state);
        return [
          source,
          {
            source,
            readAt: success?.ended_at ?? undefined,
            lastDay: done?.last_day ?? undefined,
            failure: hasFailed
              ? (last.message ?? 'The last reading failed')
              : undefined,
          },
        ];
      }),
    );
  }

  /** The last reading of each source that ended in each state, the newest first. */
  async #listLast(sources: readonly string[]): Promise<any[]> {
    const lasts = sources.flatMap(source =>
      ENDS.map(state =>
        this.#knex
          .select('*')
          .from(
            this.#knex('cost_import')
              .where({ source, state })
              .orderBy(NEWEST)
              .limit(1)
              .as('last'),
          ),
      ),
    );
    return lasts.length === 0
      ? []
      : this.#knex
          .select('source', 'state', 'ended_at', 'last_day', 'message')
          .from(this.#knex.unionAll(lasts).as('lasts'))
          .orderBy(NEWEST);
  }
}
