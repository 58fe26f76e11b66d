import { DataSet } from '@plumbline/backstage-plugin-drift-engine';
import { TimeWindow } from '../files/openFiles';
import { splitTable, tableRelation } from '../sqlWindow';
import { TrinoOptions, TrinoRunner } from './TrinoRunner';

const textLiteral = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * A table that Trino can read; plans run there. Throws an Error that names the
 * engine, table or column.
 *
 * @public
 */
export async function openTrinoTable(
  options: TrinoOptions & {
    /** What to call the engine to a person. */
    title: string;
    /** `table` or `schema.table`. */
    table: string;
    window?: TimeWindow;
    signal?: AbortSignal;
  },
): Promise<DataSet> {
  const { title, window, signal } = options;
  const { schema, table } = splitTable(options.table, options.schema);
  const runner = new TrinoRunner(options, title);
  const found = await runner.query(
    `SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = ${textLiteral(schema)} AND table_name = ${textLiteral(table)} ORDER BY ordinal_position`,
    [],
    { signal },
  );
  const names = [...((found.columns.column_name ?? []) as readonly string[])];
  const types = (found.columns.data_type ?? []) as readonly string[];
  const columns = names.map((name, index) => ({
    name,
    nativeType: types[index],
  }));
  return {
    runner,
    relation: tableRelation({ schema, table, columns, window }),
    parameters: [],
    columns,
    isUntyped: false,
    title: `${title}, ${schema}.${table}`,
    close: async () => {},
  };
}
