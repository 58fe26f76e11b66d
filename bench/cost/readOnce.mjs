/**
 * Reads a CSV file with nothing but DuckDB: `table` into a table of texts in
 * memory, `disk` into one in a file, `count` only counts the rows.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const require = createRequire(
  new URL('../../plugins/kit-duckdb/package.json', import.meta.url),
);
const { DuckDBInstance } = require('@duckdb/node-api');

const [mode, file] = process.argv.slice(2);
const header = execFileSync('head', ['-n', '1', file], { encoding: 'utf8' });
const columns = header
  .trim()
  .split(',')
  .map(name => `'${name}': 'VARCHAR'`);
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
try {
  const instance = await DuckDBInstance.create(
    mode === 'disk' ? join(folder, 'bare.duckdb') : ':memory:',
    { threads: '1', temp_directory: folder },
  );
  const connection = await instance.connect();
  const source = `read_csv('${file}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${columns.join(', ')}})`;
  if (mode !== 'count') {
    await connection.run(`CREATE TABLE bare AS SELECT * FROM ${source}`);
  }
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FROM ${mode === 'count' ? source : 'bare'}`,
  );
  console.log(JSON.stringify({ rows: Number(counted.getRows()[0][0]) }));
  connection.closeSync();
  instance.closeSync();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
