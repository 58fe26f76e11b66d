import {
  DataSet,
  DescribedColumn,
  Dialect,
  SqlResult,
} from '../compute/SqlRunner';
import {
  emptyNumericProfile,
  NumericProfile,
  totalOf,
} from '../profile/NumericProfile';
import { edgeOf, Grid } from '../profile/grid';
import { isFiniteExpression, numberExpression } from './expressions';

/** A number that keeps every digit: decimal literals would be compared as decimals. */
function literal(dialect: Dialect, value: number): string {
  return `CAST('${value}' AS ${dialect === 'postgres' ? 'DOUBLE PRECISION' : 'DOUBLE'})`;
}

/** The bin of `v` inside the grid, as SQL: the expression of {@link Grid}, term by term. */
function binExpression(dialect: Dialect, grid: Grid): string {
  const number = (value: number) => literal(dialect, value);
  switch (grid.kind) {
    case 'identity':
      return `floor(v - ${number(grid.low)})`;
    case 'linear':
      return `floor((v - ${number(grid.low)}) * ${number(grid.inverse)})`;
    default: {
      const centre = number(grid.centre);
      const scale = number(grid.scale);
      const one = number(1);
      const y = `CASE WHEN v >= ${centre} THEN ${one} - ${scale} / (${scale} + (v - ${centre})) ELSE ${scale} / (${scale} + (${centre} - v)) - ${one} END`;
      return `floor((${y} + ${one}) * ${number(grid.half)})`;
    }
  }
}

/** The bin of `v`, −1 below the grid and the number of bins above it; null for null. */
function placeExpression(dialect: Dialect, grid: Grid): string {
  return `CASE WHEN v < ${literal(dialect, grid.low)} THEN -1 WHEN v > ${literal(dialect, grid.high)} THEN ${grid.bins} ELSE CAST(${binExpression(dialect, grid)} AS INTEGER) END`;
}

/** Rows and sums by bin, in one scan; the row without a bin counts the nulls. */
export function gridQuery(
  dataSet: DataSet,
  column: DescribedColumn,
  grid: Grid,
  options: { finiteOnly: boolean },
): string {
  const { dialect } = dataSet.runner;
  const where = options.finiteOnly
    ? ` WHERE ${isFiniteExpression(dialect, 'v')}`
    : '';
  return `SELECT ${placeExpression(dialect, grid)} AS b, count(*) AS n, sum(v) AS s FROM (SELECT ${numberExpression(dataSet, column)} AS v FROM ${dataSet.relation} AS t) AS c${where} GROUP BY 1`;
}

/** Distinct values of some bins with their counts; `ranges` are first and last bins. */
export function binValuesQuery(
  dataSet: DataSet,
  column: DescribedColumn,
  grid: Grid,
  ranges: readonly (readonly [number, number])[],
): string {
  const { dialect } = dataSet.runner;
  const inside = ranges
    .map(([first, last]) => `b BETWEEN ${first} AND ${last}`)
    .join(' OR ');
  return `SELECT v, count(*) AS n FROM (SELECT v, ${placeExpression(dialect, grid)} AS b FROM (SELECT ${numberExpression(dataSet, column)} AS v FROM ${dataSet.relation} AS t) AS c) AS d WHERE v IS NOT NULL AND (${inside}) GROUP BY v ORDER BY v`;
}

/**
 * The profile that {@link gridQuery} found. Squares are those of the bins'
 * means: the spread inside a bin is not known.
 *
 * @returns `undefined` when values that are not finite are among the sums
 */
export function readGrid(
  result: SqlResult,
  grid: Grid,
): NumericProfile | undefined {
  const profile = emptyNumericProfile(grid);
  const { b, n, s } = result.columns;
  for (let row = 0; row < result.rowCount; row += 1) {
    const bin = b[row];
    const count = Number(n[row]);
    profile.counts.rows += count;
    if (bin === null) {
      profile.counts.nulls += count;
    } else {
      const sum = Number(s[row]);
      if (!Number.isFinite(sum)) {
        return undefined;
      }
      const place = Number(bin);
      if (place < 0 || place >= grid.bins) {
        const side = place < 0 ? profile.below : profile.above;
        side.count = count;
        side.sum = sum;
      } else {
        profile.bins[place] = count;
        profile.sums[place] = sum;
      }
    }
  }
  const { mean } = totalOf(profile);
  const spread = (count: number, sum: number) =>
    count > 0 ? count * (sum / count - mean) ** 2 : 0;
  profile.squares =
    spread(profile.below.count, profile.below.sum) +
    spread(profile.above.count, profile.above.sum);
  let first: number | undefined;
  let last: number | undefined;
  profile.bins.forEach((count, bin) => {
    if (count > 0) {
      profile.squares += spread(count, profile.sums[bin]);
      first ??= bin;
      last = bin;
    }
  });
  if (first !== undefined && last !== undefined) {
    profile.min = edgeOf(grid, first);
    profile.max = edgeOf(grid, last + 1);
  }
  return profile;
}
