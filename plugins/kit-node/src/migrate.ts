import { Knex } from 'knex';

/**
 * Brings the schema of a plugin up to date.
 *
 * @param directory - where the migrations of the plugin lie
 * @public
 */
export async function migrate(knex: Knex, directory: string): Promise<void> {
  await knex.migrate.latest({ directory });
}
