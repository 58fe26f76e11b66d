import { DatabaseService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { migrate } from './migrate';

/**
 * A plugin's database with an up-to-date schema.
 *
 * @param directory - where the migrations of the plugin lie
 * @public
 */
export async function openDatabase(
  database: DatabaseService,
  directory: string,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await migrate(knex, directory);
  }
  return knex;
}
