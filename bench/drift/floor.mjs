/**
 * The least that any drift check costs: a bare aggregate of the same columns of
 * the current rows, by the same engine with the same limits.
 *
 * `node floor.mjs <current.parquet> <types.json>`
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(
  new URL('../../plugins/kit-duckdb/package.json', import.meta.url),
);
const { DuckDBInstance } = require('@duckdb/node-api');

const [file, typesFile] = process.argv.slice(2);
const types = JSON.parse(await readFile(typesFile, 'utf8'));
const instance = await DuckDBInstance.create(':memory:', {
  threads: '1',
  memory_limit: '512MB',
});
const connection = await instance.connect();
const sums = Object.entries(types).map(([name, type]) =>
  type === 'numeric' ? `sum("${name}")` : `sum(length("${name}"))`,
);
const before = process.cpuUsage();
await connection.runAndReadAll(
  `SELECT ${sums.join(', ')} FROM read_parquet('${file}')`,
);
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  `${JSON.stringify({ scanSeconds: (user + system) / 1e6 })}\n`,
);
