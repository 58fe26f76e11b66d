import { DataSet, DescribedColumn, SqlResult } from '../compute/SqlRunner';
import { SampleCounts } from '../samples/samples';
import {
  isFiniteExpression,
  numberExpression,
  quoteIdentifier,
} from './expressions';

/** A column, and whether it is read as numbers. */
export interface CountedColumn {
  column: DescribedColumn;
  isNumeric: boolean;
}

/** Columns of one statement: engines limit expressions, and a statement should not be megabytes long. */
export const COLUMNS_PER_STATEMENT = 100;

/** Rows, nulls, values of another type and values that are not finite, for many columns in one scan. */
export function countsQuery(
  dataSet: DataSet,
  columns: readonly CountedColumn[],
): string {
  const parts = columns.flatMap(({ column, isNumeric }, index) => {
    const name = quoteIdentifier(column.name);
    const present = `count(${name}) AS present_${index}`;
    if (!isNumeric) {
      return [present];
    }
    const value = numberExpression(dataSet, column);
    return [
      present,
      `count(${value}) AS numbers_${index}`,
      `count(CASE WHEN ${isFiniteExpression(dataSet.runner.dialect, value)} THEN 1 END) AS finite_${index}`,
    ];
  });
  return `SELECT ${['count(*) AS row_count', ...parts].join(', ')} FROM ${dataSet.relation} AS t`;
}

/** What {@link countsQuery} found, in the order of its columns. */
export function readCounts(
  result: SqlResult,
  columns: readonly CountedColumn[],
): SampleCounts[] {
  const figure = (name: string) => Number(result.columns[name][0]);
  const rows = figure('row_count');
  return columns.map(({ isNumeric }, index) => {
    const present = figure(`present_${index}`);
    const numbers = isNumeric ? figure(`numbers_${index}`) : present;
    const finite = isNumeric ? figure(`finite_${index}`) : numbers;
    return {
      rows,
      nulls: rows - present,
      mistyped: present - numbers,
      nonFinite: numbers - finite,
    };
  });
}
