import { DescribedColumn } from '@plumbline/backstage-plugin-drift-engine';
import { TimeWindow } from './files/openFiles';

/** A name as SQL identifier. */
function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A table, cut to a window of time, as what stands after FROM. Throws an Error
 * that names table and column when there is nothing to cut by.
 */
export function tableRelation(options: {
  schema: string;
  table: string;
  columns: readonly DescribedColumn[];
  window: TimeWindow | undefined;
}): string {
  const { schema, table, columns, window } = options;
  const name = `${quoteName(schema)}.${quoteName(table)}`;
  if (columns.length === 0) {
    throw new Error(
      `There is no table ${schema}.${table}, or it may not be read`,
    );
  }
  if (!window) {
    return name;
  }
  if (!columns.some(column => column.name === window.column)) {
    throw new Error(
      `${schema}.${table} has no column '${window.column}' to cut the window by`,
    );
  }
  const time = quoteName(window.column);
  const literal = (value: string) =>
    `TIMESTAMP '${new Date(value).toISOString().replace('T', ' ').replace('Z', '')} UTC'`;
  return `(SELECT * FROM ${name} WHERE ${time} >= ${literal(window.start)} AND ${time} < ${literal(window.end)})`;
}

/** `schema.table`, or a table of the default schema. */
export function splitTable(
  table: string,
  defaultSchema: string,
): { schema: string; table: string } {
  const parts = table.split('.');
  if (parts.length > 2 || parts.some(part => part === '')) {
    throw new Error(`'${table}' is no table: write table or schema.table`);
  }
  return parts.length === 2
    ? { schema: parts[0], table: parts[1] }
    : { schema: defaultSchema, table: parts[0] };
}
