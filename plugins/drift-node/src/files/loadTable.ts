import { randomUUID } from 'node:crypto';

/** Columns that are read at a time: DuckDB holds some blocks of rows of each, 32 KiB for a column of text. */
const COLUMNS_AT_A_TIME = 1_000;

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Reads a relation into tables of DuckDB, of some columns each: the memory does
 * not grow with the number of columns beyond that of the data.
 *
 * @returns a relation of all columns, with `rowid` as number of the row
 */
export async function loadTable(options: {
  relation: string;
  columns: readonly string[];
  run: (sql: string) => Promise<unknown>;
}): Promise<{ relation: string; tables: string[] }> {
  const { relation, columns, run } = options;
  const name = `data_${randomUUID().replaceAll('-', '')}`;
  if (columns.length <= COLUMNS_AT_A_TIME) {
    await run(`CREATE TABLE ${name} AS SELECT * FROM ${relation}`);
    return { relation: name, tables: [name] };
  }
  const tables: string[] = [];
  for (let start = 0; start < columns.length; start += COLUMNS_AT_A_TIME) {
    const table = `${name}_${start}`;
    const list = columns.slice(start, start + COLUMNS_AT_A_TIME);
    await run(
      `CREATE TABLE ${table} AS SELECT ${list.map(identifier).join(', ')} FROM ${relation}`,
    );
    tables.push(table);
  }
  return {
    relation: `(SELECT ${tables[0]}.rowid AS rowid, * FROM ${tables.join(' POSITIONAL JOIN ')})`,
    tables,
  };
}
