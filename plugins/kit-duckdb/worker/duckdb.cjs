/*
 * DuckDB in a process of its own. A crash, a leak or a runaway statement ends
 * here and not in the backend. Plain CommonJS, so that it starts alike from
 * sources, from a build and from a bundle.
 *
 * In:  { type: 'open', options }, { type: 'query', id, sql, parameters },
 *      { type: 'interrupt' }
 * Out: { type: 'opened' }, { type: 'result', id, rowCount, columns },
 *      { type: 'error', id?, message }
 */
'use strict';

const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { DuckDBInstance } = require('@duckdb/node-api');

let connection;

/** Values that were given out since their memory was last freed. */
let given = 0;
/** Some megabytes. */
const VALUES_BEFORE_FREEING = 200_000;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Results lie outside of what JavaScript counts as its memory: left alone it would not free them in time. */
function freeResults(values) {
  given += values;
  if (given >= VALUES_BEFORE_FREEING) {
    given = 0;
    collectGarbage();
  }
}

/** Quotes text for SQL; only for settings, which cannot be bound. */
const quote = text => `'${text.replaceAll("'", "''")}'`;

async function open(options) {
  const { folders, memoryLimit, threads, storage, temporaryFolder } = options;
  // A name of its own: a process that is started again begins anew
  const path =
    storage === 'disk'
      ? join(temporaryFolder, `${process.pid}.duckdb`)
      : ':memory:';
  const instance = await DuckDBInstance.create(path, {
    memory_limit: memoryLimit,
    threads: String(threads),
    temp_directory: temporaryFolder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
    // Groups by two-byte numbers, as the bins of a grid are, in a plain table
    perfect_ht_threshold: '17',
  });
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(
    `SET allowed_directories = [${folders.map(quote).join(', ')}]`,
  );
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

/** The numbers of a vector without nulls, where they lie in memory as they are. */
function numbersOf(vector, length) {
  const { items, validity } = vector;
  const isWide = items instanceof BigInt64Array;
  if (!(
    isWide ||
    items instanceof Float64Array ||
    items instanceof Int32Array
  )) {
    return undefined;
  }
  for (let item = 0; validity && item < length; item += 1) {
    if (!validity.itemValid(item)) {
      return undefined;
    }
  }
  const part = items.length === length ? items : items.subarray(0, length);
  if (!isWide) {
    return part;
  }
  const numbers = Float64Array.from(part, Number);
  return numbers.every(Number.isSafeInteger) ? numbers : undefined;
}

/** A column as typed array where every value is a number, else as it is, with text for what has no JavaScript type. */
function toColumn(chunks, index, rowCount) {
  const numbers = chunks.map(chunk =>
    numbersOf(chunk.getColumnVector(index), chunk.rowCount),
  );
  if (numbers.every(part => part !== undefined)) {
    const column = new Float64Array(rowCount);
    let at = 0;
    for (const part of numbers) {
      column.set(part, at);
      at += part.length;
    }
    return column;
  }
  const values = new Array(rowCount);
  let isNumeric = true;
  let row = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index);
    for (let item = 0; item < chunk.rowCount; item += 1) {
      let value = vector.getItem(item);
      if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) {
        value = Number(value);
      } else if (typeof value === 'object' && value !== null) {
        value = String(value);
      }
      isNumeric = isNumeric && typeof value === 'number';
      values[row] = value;
      row += 1;
    }
  }
  return isNumeric ? Float64Array.from(values) : values;
}

async function query({ id, sql, parameters }) {
  const result = await connection.run(sql, parameters);
  const chunks = await result.fetchAllChunks();
  const rowCount = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const columns = {};
  result.columnNames().forEach((name, index) => {
    columns[name] = toColumn(chunks, index, rowCount);
  });
  process.send({ type: 'result', id, rowCount, columns });
  return rowCount * result.columnCount;
}

process.on('message', async message => {
  try {
    if (message.type === 'open') {
      await open(message.options);
      process.send({ type: 'opened' });
    } else if (message.type === 'query') {
      freeResults(await query(message));
    } else if (message.type === 'interrupt') {
      connection?.interrupt();
    }
  } catch (error) {
    process.send({ type: 'error', id: message.id, message: error.message });
  }
});

// Nobody is left to answer
process.on('disconnect', () => process.exit(0));
