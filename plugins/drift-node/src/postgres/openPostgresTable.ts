import { DataSet } from '@plumbline/backstage-plugin-drift-engine';
import { TimeWindow } from '../files/openFiles';
import { splitTable, tableRelation } from '../sqlWindow';
import { PostgresOptions, PostgresRunner } from './PostgresRunner';

const SCHEMA = 'public';

/**
 * A table or view of a PostgreSQL database; plans run there. Throws an Error
 * that names the database, table or column.
 *
 * @public
 */
export async function openPostgresTable(
  options: PostgresOptions & {
    /** What to call the database to a person. */
    title: string;
    /** `table` or `schema.table`. */
    table: string;
    window?: TimeWindow;
    signal?: AbortSignal;
  },
): Promise<DataSet> {
  const { title, window, signal } = options;
  const { schema, table } = splitTable(options.table, SCHEMA);
  const runner = new PostgresRunner(options, title);
  try {
    const found = await runner.query(
      `SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position`,
      [schema, table],
      { signal },
    );
    const names = found.columns.column_name as readonly string[];
    const types = found.columns.data_type as readonly string[];
    const columns = [...names].map((name, index) => ({
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
      close: () => runner.close(),
    };
  } catch (error) {
    await runner.close();
    throw error;
  }
}
