import { Knex } from 'knex';

/** Deletes what is kept for a while only. */
export class OldCosts {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Deletes the oldest day of which costs are stored, where it lies before a
   * day: the rows of one day are as many as a statement should take.
   *
   * @returns whether there was one
   */
  async deleteOldestDayBefore(day: string): Promise<boolean> {
    const oldest = await this.#knex('cost_day')
      .where('day', '<', day)
      .min({ day: 'day' })
      .first();
    if (!oldest?.day) {
      return false;
    }
    await this.#knex('cost_day').where({ day: oldest.day }).delete();
    return true;
  }

  /**
   * Deletes how sources were read before a time; but what is stored of a source
   * stays on record, however old.
   */
  async deleteImportsBefore(time: string): Promise<void> {
    const stored = await this.#knex('cost_import')
      .where({ state: 'done' })
      .orderBy(['started_at', 'id'])
      .select('source', 'id');
    const lastOfSource = new Map(stored.map(({ source, id }) => [source, id]));
    await this.#knex('cost_import')
      .where('started_at', '<', time)
      .whereNot({ state: 'running' })
      .whereNotIn('id', [...lastOfSource.values()])
      .delete();
  }
}
