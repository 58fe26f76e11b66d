import type { DataSet } from '@plumbline/backstage-plugin-drift-engine';

/**
 * The newest time in a column of files, in milliseconds since 1970. Throws an
 * Error when there is no such column or no time in it.
 */
export async function newestTime(
  dataSet: DataSet,
  column: string,
): Promise<number> {
  if (!dataSet.columns.some(({ name }) => name === column)) {
    throw new Error(`${dataSet.title} has no column '${column}'`);
  }
  const name = `"${column.replaceAll('"', '""')}"`;
  const { columns } = await dataSet.runner.query(
    `SELECT epoch_ms(max(TRY_CAST(${name} AS TIMESTAMPTZ))) AS newest FROM ${dataSet.relation} AS t`,
    dataSet.parameters,
  );
  const [newest] = columns.newest;
  if (newest === null) {
    throw new Error(`${dataSet.title}: column '${column}' holds no time`);
  }
  return Number(newest);
}
