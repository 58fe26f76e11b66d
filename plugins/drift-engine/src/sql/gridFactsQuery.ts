import { DataSet, DescribedColumn, SqlResult } from '../compute/SqlRunner';
import { GridFacts } from '../profile/grid';
import { isFiniteExpression, numberExpression } from './expressions';

/** Rows that are enough to place the quartiles: the grid is chosen by them, no score depends on them. */
const QUARTILE_ROWS = 100_000;

/** Range and spread of the finite values of many columns, exactly, in one scan. */
export function rangeQuery(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
): string {
  const { dialect } = dataSet.runner;
  const inner = columns
    .map((column, index) => `${numberExpression(dataSet, column)} AS v${index}`)
    .join(', ');
  const parts = columns.flatMap((_, index) => {
    const finite = isFiniteExpression(dialect, `v${index}`);
    const value = `CASE WHEN ${finite} THEN v${index} END`;
    return [
      `min(${value}) AS min_${index}`,
      `max(${value}) AS max_${index}`,
      `var_pop(${value}) AS variance_${index}`,
      `count(CASE WHEN ${finite} AND v${index} <> floor(v${index}) THEN 1 END) AS fractions_${index}`,
    ];
  });
  return `SELECT ${parts.join(', ')} FROM (SELECT ${inner} FROM ${dataSet.relation} AS t) AS c`;
}

/** Approximate quartiles of many columns, from a part of the rows where the engine can take one. */
export function quartilesQuery(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
): string {
  const { dialect } = dataSet.runner;
  const inner = columns
    .map((column, index) => `${numberExpression(dataSet, column)} AS v${index}`)
    .join(', ');
  const shares = [0.25, 0.5, 0.75];
  const parts = columns.flatMap((_, index) => {
    const value = `CASE WHEN ${isFiniteExpression(dialect, `v${index}`)} THEN v${index} END`;
    return shares.map((share, place) => {
      const name = `q${place}_${index}`;
      switch (dialect) {
        case 'duckdb':
          return `approx_quantile(${value}, ${share}) AS ${name}`;
        case 'trino':
          return `approx_percentile(${value}, ${share}) AS ${name}`;
        default:
          return `percentile_disc(${share}) WITHIN GROUP (ORDER BY ${value}) AS ${name}`;
      }
    });
  });
  const sample =
    dialect === 'duckdb'
      ? ` USING SAMPLE reservoir(${QUARTILE_ROWS} ROWS) REPEATABLE (1)`
      : ` LIMIT ${QUARTILE_ROWS}`;
  return `SELECT ${parts.join(', ')} FROM (SELECT ${inner} FROM ${dataSet.relation} AS t${sample}) AS c`;
}

/** What both queries found; undefined for a column without a finite value. */
export function readGridFacts(
  range: SqlResult,
  quartiles: SqlResult,
  index: number,
): (GridFacts & { variance: number }) | undefined {
  const figure = (result: SqlResult, name: string) => {
    const value = result.columns[name][0];
    return value === null ? undefined : Number(value);
  };
  const min = figure(range, `min_${index}`);
  const max = figure(range, `max_${index}`);
  if (min === undefined || max === undefined) {
    return undefined;
  }
  const middle = (min + max) / 2;
  return {
    min,
    max,
    variance: figure(range, `variance_${index}`) ?? 0,
    areWholeNumbers: figure(range, `fractions_${index}`) === 0,
    quartiles: [
      figure(quartiles, `q0_${index}`) ?? middle,
      figure(quartiles, `q1_${index}`) ?? middle,
      figure(quartiles, `q2_${index}`) ?? middle,
    ],
  };
}
