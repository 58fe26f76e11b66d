import { DataSet, DescribedColumn, Dialect } from '../compute/SqlRunner';
import { Grid } from '../profile/grid';
import { asFloat, isFiniteExpression, numberExpression } from './expressions';

/** Most bins whose numbers, and those of places not far outside, are two bytes: DuckDB counts these in a plain table. */
const SMALL_BINS = 16_384;

/** What is asked about the bins of a column. */
export interface GridQuestion {
  /** No value of the column is smaller than this, if that is known. */
  least?: number;
  /** Sums of squared distances from this value are asked as well. */
  squaresFrom?: number;
  /** Puts every finite value into a bin or to a side: slower, and needed after {@link readGrid} found nothing. */
  isCareful?: boolean;
}

/** A number that keeps every digit: decimal literals would be compared as decimals. */
function literal(dialect: Dialect, value: number): string {
  return asFloat(dialect, `'${value}'`);
}

/** Values `v` of a column with their places `p` on a grid: the expressions of {@link Grid}, term by term. */
function placedValues(
  dataSet: DataSet,
  column: DescribedColumn,
  grid: Grid,
  least: number = -Infinity,
): string {
  const number = (value: number) => literal(dataSet.runner.dialect, value);
  const values = `(SELECT ${numberExpression(dataSet, column)} AS v FROM ${dataSet.relation} AS t) AS c`;
  switch (grid.kind) {
    case 'identity':
      return `(SELECT v, v - ${number(grid.low)} AS p FROM ${values}) AS e`;
    case 'linear':
      return `(SELECT v, (v - ${number(grid.low)}) * ${number(grid.inverse)} AS p FROM ${values}) AS e`;
    default: {
      const scale = number(grid.scale);
      const one = number(1);
      const distances = `(SELECT v, v - ${number(grid.centre)} AS d FROM ${values}) AS e`;
      const place = (y: string) =>
        `(${y} - ${number(grid.offset)}) * ${number(grid.inverse)} AS p`;
      // Without values below the centre every sign is positive
      return least >= grid.centre
        ? `(SELECT v, ${place(`(${one} - ${scale} / (${scale} + d))`)} FROM ${distances}) AS f`
        : `(SELECT v, ${place(`(${one} - r) * sign(d)`)} FROM (SELECT v, d, ${scale} / (${scale} + abs(d)) AS r FROM ${distances}) AS f) AS g`;
    }
  }
}

/** The bin of a place, −1 below the grid and the number of bins above it; null for null. */
function binExpression(grid: Grid): string {
  return `CASE WHEN p < 0 THEN -1 WHEN p >= ${grid.bins} THEN ${grid.bins} ELSE CAST(floor(p) AS INTEGER) END`;
}

/**
 * Rows and sums by bin, in one scan; the row without a bin counts the nulls.
 * On DuckDB places outside the grid come as bins of their own, which is cheaper
 * than telling them apart for every row.
 */
export function gridQuery(
  dataSet: DataSet,
  column: DescribedColumn,
  grid: Grid,
  question: GridQuestion = {},
): string {
  const { dialect } = dataSet.runner;
  const { least, squaresFrom, isCareful } = question;
  const where = isCareful ? ` WHERE ${isFiniteExpression(dialect, 'v')}` : '';
  const bin =
    dialect === 'duckdb' && grid.bins <= SMALL_BINS && !isCareful
      ? 'TRY_CAST(floor(p) AS SMALLINT)'
      : binExpression(grid);
  const sums = ['count(*) AS n', 'sum(v) AS s'];
  if (squaresFrom !== undefined) {
    const distance = `(v - ${literal(dialect, squaresFrom)})`;
    sums.push(`sum(${distance} * ${distance}) AS q`);
  }
  return `SELECT ${bin} AS b, ${sums.join(', ')} FROM ${placedValues(dataSet, column, grid, least)}${where} GROUP BY 1`;
}

/** Values of some bins: each as it is, or the distinct ones ascending with their counts. */
export function binValuesQuery(
  dataSet: DataSet,
  column: DescribedColumn,
  grid: Grid,
  options: { bins: readonly number[]; isGrouped: boolean },
): string {
  const from = `FROM ${placedValues(dataSet, column, grid)} WHERE floor(p) IN (${options.bins.join(', ')})`;
  return options.isGrouped
    ? `SELECT v, count(*) AS n ${from} GROUP BY v ORDER BY v`
    : `SELECT v ${from}`;
}
