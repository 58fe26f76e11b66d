import { COST_METRICS } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { inParts } from './inParts';

/** SQLite takes at most 500 rows in one statement. */
const ROWS = 400;
/** PostgreSQL takes columns as lists, however long; longer ones only take memory. */
const POSTGRES_ROWS = 5_000;

const AMOUNTS: ReadonlySet<string> = new Set([
  ...COST_METRICS,
  ...['direct', 'idle', 'shared'],
]);

/** SQL of a text as what its column holds. */
function castOf(column: string, text: string): string {
  if (column === 'to_date') {
    return `string_to_array(${text}, ',', '')::numeric[]`;
  }
  return AMOUNTS.has(column) ? `${text}::numeric` : text;
}

/** One statement for thousands of rows, with one list for each column. */
async function insertLists(
  tx: Knex.Transaction,
  table: string,
  rows: readonly Record<string, string | null>[],
): Promise<void> {
  const columns = Object.keys(rows[0]);
  const lists = columns.map(() => '?::text[]');
  const values = columns.map((column, index) => castOf(column, `c${index}`));
  await tx.raw(
    `INSERT INTO ?? (${columns.map(() => '??').join()})
     SELECT ${values.join()} FROM unnest(${lists.join()}) AS given(${columns.map((_, index) => `c${index}`).join()})`,
    [
      table,
      ...columns,
      ...columns.map(column => rows.map(row => row[column])),
    ] as Knex.RawBinding[],
  );
}

/** Adds rows that all have the same columns, of which amounts are decimals, `to_date` is a list of them, and all others are texts. */
export async function insertRows(
  tx: Knex.Transaction,
  table: string,
  rows: readonly Record<string, string | null>[],
): Promise<void> {
  const isPostgres = tx.client.config.client === 'pg';
  for (const part of inParts(rows, isPostgres ? POSTGRES_ROWS : ROWS)) {
    if (isPostgres) {
      await insertLists(tx, table, part);
    } else {
      await tx(table).insert(part);
    }
  }
}
