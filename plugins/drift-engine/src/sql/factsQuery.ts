import { DataSet, DescribedColumn, SqlResult } from '../compute/SqlRunner';
import { ColumnFacts } from '../columns/proposeColumnType';
import {
  isNestedType,
  isNumberType,
  isTimeType,
  numberExpression,
  quoteIdentifier,
} from './expressions';

function nativeKindOf(column: DescribedColumn): ColumnFacts['nativeKind'] {
  if (isNestedType(column.nativeType)) {
    return 'nested';
  }
  if (isNumberType(column.nativeType)) {
    return 'number';
  }
  if (isTimeType(column.nativeType)) {
    return 'time';
  }
  return /^bool/i.test(column.nativeType) ? 'boolean' : 'text';
}

/** What is needed to propose a type, for many columns in one scan. */
export function factsQuery(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
): string {
  const { dialect } = dataSet.runner;
  const parts = columns.flatMap((column, index) => {
    const name = quoteIdentifier(column.name);
    if (isNestedType(column.nativeType)) {
      return [`count(${name}) AS present_${index}`];
    }
    const value = numberExpression(dataSet, column);
    const text = `CAST(${name} AS ${dialect === 'postgres' ? 'TEXT' : 'VARCHAR'})`;
    const time =
      dialect === 'postgres' || nativeKindOf(column) !== 'text'
        ? '0'
        : `count(TRY_CAST(${name} AS TIMESTAMP))`;
    return [
      `count(${name}) AS present_${index}`,
      `count(DISTINCT ${name}) AS distinct_${index}`,
      `count(${value}) AS numbers_${index}`,
      `count(CASE WHEN ${value} = floor(${value}) THEN 1 END) AS whole_${index}`,
      `${time} AS times_${index}`,
      `avg(length(${text})) AS length_${index}`,
    ];
  });
  return `SELECT ${['count(*) AS row_count', ...parts].join(', ')} FROM ${dataSet.relation} AS t`;
}

/** What {@link factsQuery} found, in the order of its columns. */
export function readFacts(
  result: SqlResult,
  columns: readonly DescribedColumn[],
): ColumnFacts[] {
  const figure = (name: string) => Number(result.columns[name]?.[0] ?? 0);
  const rows = figure('row_count');
  return columns.map((column, index) => ({
    nativeKind: nativeKindOf(column),
    rows,
    nulls: rows - figure(`present_${index}`),
    distinct: figure(`distinct_${index}`),
    numbers: figure(`numbers_${index}`),
    wholeNumbers: figure(`whole_${index}`),
    times: figure(`times_${index}`),
    meanLength: figure(`length_${index}`),
  }));
}
