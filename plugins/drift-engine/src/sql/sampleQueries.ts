import {
  DataSet,
  DescribedColumn,
  SqlColumn,
  SqlResult,
} from '../compute/SqlRunner';
import { NumericSample, SampleCounts } from '../samples/samples';
import { CountedColumn } from './countsQuery';
import {
  isFiniteExpression,
  numberExpression,
  textExpression,
} from './expressions';

/** Distinct finite values of a column, ascending, with their counts. */
export function numericSampleQuery(
  dataSet: DataSet,
  column: DescribedColumn,
): string {
  const value = numberExpression(dataSet, column);
  const isFinite = isFiniteExpression(dataSet.runner.dialect, 'v');
  // Adding zero makes -0 equal to 0 where an engine groups them apart
  return `SELECT v, count(*) AS n FROM (SELECT ${value} + 0e0 AS v FROM ${dataSet.relation} AS t) AS s WHERE v IS NOT NULL AND ${isFinite} GROUP BY v ORDER BY v`;
}

/** What {@link numericSampleQuery} found. */
export function readNumericSample(result: SqlResult): NumericSample {
  return {
    values: Float64Array.from(result.columns.v as Float64Array, value =>
      value === 0 ? 0 : value,
    ),
    counts: Float64Array.from(result.columns.n as Float64Array),
  };
}

/** Values of a column as text, the most frequent first, with their counts; null is one of them. */
export function categoryQuery(
  dataSet: DataSet,
  column: DescribedColumn,
): string {
  const value = textExpression(dataSet, column);
  return `SELECT v, count(*) AS n FROM (SELECT ${value} AS v FROM ${dataSet.relation} AS t) AS s GROUP BY v ORDER BY n DESC, v`;
}

/** The categories that {@link categoryQuery} found. */
export function readCategories(result: SqlResult): Map<string, number> {
  const names = result.columns.v;
  const counts = result.columns.n;
  const categories = new Map<string, number>();
  for (let row = 0; row < result.rowCount; row += 1) {
    if (names[row] !== null) {
      categories.set(String(names[row]), Number(counts[row]));
    }
  }
  return categories;
}

/** The rows that {@link categoryQuery} found. */
export function readCategoryCounts(result: SqlResult): SampleCounts {
  const names = result.columns.v;
  let rows = 0;
  let nulls = 0;
  for (let row = 0; row < result.rowCount; row += 1) {
    const count = Number(result.columns.n[row]);
    rows += count;
    nulls += names[row] === null ? count : 0;
  }
  return { rows, nulls, nonFinite: 0, mistyped: 0 };
}

/** Every value of some columns, as number or as text; null where it is neither. */
export function valuesQuery(
  dataSet: DataSet,
  columns: readonly CountedColumn[],
): string {
  const parts = columns.map(({ column, isNumeric }, index) =>
    isNumeric
      ? `${numberExpression(dataSet, column)} AS v${index}`
      : `${textExpression(dataSet, column)} AS v${index}`,
  );
  return `SELECT ${parts.join(', ')} FROM ${dataSet.relation} AS t`;
}

/** What {@link valuesQuery} found, in the order of its columns. */
export function readValues(
  result: SqlResult,
  columns: readonly CountedColumn[],
): SqlColumn[] {
  return columns.map((_, index) => result.columns[`v${index}`]);
}
