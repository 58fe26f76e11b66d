import { TestDatabases } from '@backstage/backend-test-utils';

const POSTGRES_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/**
 * SQLite always, PostgreSQL when `PLUMBLINE_TEST_POSTGRES` holds a connection string.
 *
 * @public
 */
export function createTestDatabases(): TestDatabases {
  const postgres = process.env.PLUMBLINE_TEST_POSTGRES;
  if (postgres) {
    process.env[POSTGRES_VARIABLE] = postgres;
  }
  return TestDatabases.create({
    ids: postgres ? ['SQLITE_3', 'POSTGRES_15'] : ['SQLITE_3'],
  });
}
