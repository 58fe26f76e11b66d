import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Where the migrations of the plugin lie. */
export const MIGRATIONS = resolvePackagePath(
  '@plumbline/backstage-plugin-scans-backend',
  'migrations',
);

/** Brings the schema up to date. */
export async function migrate(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: MIGRATIONS });
}
