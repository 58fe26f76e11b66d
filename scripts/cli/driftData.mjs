import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { root } from '../bootstrap/paths.mjs';
import { DATA_ABSENT } from '../testing/tapCounts.mjs';

const requireFromReader = createRequire(
  join(root, 'plugins/kit-duckdb/package.json'),
);

/** Runs SQL statements in DuckDB, to make files of rows. */
export async function runSql(statements) {
  const { DuckDBInstance } = requireFromReader('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const statement of statements) {
      await connection.run(statement);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const ARCHIVE = join(root, '../shared/fixtures/drift.tar.gz');

/** Why the published values cannot be compared, if so; for `skip` of a test. */
export const missingFixtures = existsSync(ARCHIVE) ? false : DATA_ABSENT;

/** Unpacks the published data below a folder; answers where it lies. */
export function unpackFixtures(folder) {
  execFileSync('tar', ['xzf', ARCHIVE, '-C', folder]);
  return join(folder, 'drift');
}
