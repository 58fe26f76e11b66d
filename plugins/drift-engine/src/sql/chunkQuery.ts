import { DataSet, DescribedColumn, SqlResult } from '../compute/SqlRunner';
import { numberExpression, textExpression } from './expressions';

/** Values of a column by chunk, in the order in which the engine reads the rows. */
export function chunkQuery(
  dataSet: DataSet,
  column: DescribedColumn,
  options: { isNumeric: boolean; chunks: number; rows: number },
): string {
  const value = options.isNumeric
    ? numberExpression(dataSet, column)
    : textExpression(dataSet, column);
  // Whole chunks; what is left over belongs to the last
  const size = Math.max(1, Math.floor(options.rows / options.chunks));
  return `SELECT c, v, count(*) AS n FROM (SELECT ${value} AS v, least(CAST(floor((row_number() OVER () - 1) / ${size}.0) AS INTEGER), ${options.chunks - 1}) AS c FROM ${dataSet.relation} AS t) AS s WHERE v IS NOT NULL GROUP BY c, v ORDER BY c, v`;
}

/** What {@link chunkQuery} found: values with counts, by chunk. */
export function readChunks(result: SqlResult): Map<string | number, number>[] {
  const { c, v, n } = result.columns;
  const chunks: Map<string | number, number>[] = [];
  for (let row = 0; row < result.rowCount; row += 1) {
    const chunk = (chunks[Number(c[row])] ??= new Map());
    chunk.set(v[row] as string | number, Number(n[row]));
  }
  return chunks.filter(chunk => chunk !== undefined);
}
