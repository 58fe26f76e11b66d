import { ColumnType } from '../columns/columnTypes';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';

/** The column as a declared type reads it: text of times is no text of numbers. */
function readAs(column: DescribedColumn, type: ColumnType): DescribedColumn {
  return type === 'datetime' ? { ...column, holdsTimes: true } : column;
}

/** The columns of a data set by name, each as its type reads it. */
export function describedColumns(
  dataSet: DataSet,
  types: ReadonlyMap<string, { type: ColumnType }>,
): Map<string, DescribedColumn> {
  return new Map(
    dataSet.columns.map(column => [
      column.name,
      readAs(column, types.get(column.name)?.type ?? 'text'),
    ]),
  );
}
