import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';

/**
 * Everything that is kept by the id of a source, besides how it was read. The
 * sources of advice and of units are others, though their ids may be the same.
 */
const TABLES = [
  'cost_day',
  'cost_month',
  'cost_source_day',
  'cost_to_date',
  'cost_answer',
  'cost_change',
];

/** Knows of which sources costs are stored, configured or not. */
export class StoredSources {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Their ids, in order. */
  async list(): Promise<string[]> {
    // Looks up one id after the other in the index: rows are many, sources few
    const rows = await this.#knex
      .withRecursive(
        'stored',
        ['source'],
        this.#knex.raw(
          `SELECT min(source) FROM cost_month
           UNION ALL
           SELECT (SELECT min(source) FROM cost_month WHERE source > stored.source)
           FROM stored WHERE stored.source IS NOT NULL`,
        ),
      )
      .from('stored')
      .whereNotNull('source')
      .orderBy('source')
      .select('source');
    return rows.map(({ source }) => source);
  }

  /**
   * Deletes everything that is stored of a source, whole or not at all.
   *
   * @throws ConflictError while another backend, which may have it configured
   *   still, reads it
   */
  async forget(source: string, now: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      await tx('cost_import')
        .where({ source, state: 'running' })
        .where('alive_until', '<', now)
        .delete();
      // Nobody begins to read it meanwhile: what it stored would be half gone
      const id = randomUUID();
      await tx('cost_import')
        .insert({
          id,
          source,
          state: 'running',
          started_at: now,
          alive_until: now,
        })
        .onConflict()
        .ignore();
      const running = await tx('cost_import')
        .where({ source, state: 'running' })
        .first('id');
      if (running?.id !== id) {
        throw new ConflictError(
          `The source '${source}' is being read right now by a backend that has it configured`,
        );
      }
      await tx('cost_change_amount')
        .whereIn('change_id', tx('cost_change').where({ source }).select('id'))
        .delete();
      for (const table of [...TABLES, 'cost_import']) {
        await tx(table).where({ source }).delete();
      }
    });
  }
}
