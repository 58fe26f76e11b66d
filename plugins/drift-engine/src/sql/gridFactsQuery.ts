import { DataSet, DescribedColumn, SqlResult } from '../compute/SqlRunner';
import {
  asFloat,
  isFiniteExpression,
  isNumberType,
  numberExpression,
  quoteIdentifier,
} from './expressions';

/** Rows that are enough to place the quartiles: the grid is chosen by them, no score depends on them. */
const SAMPLE_ROWS = 25_000;

/** The smallest or largest value of a column, of numbers so that an engine may answer from what it keeps about a file. */
function extreme(
  dataSet: DataSet,
  column: DescribedColumn,
  options: { name: 'min' | 'max'; finiteOnly: boolean },
): string {
  const { name, finiteOnly } = options;
  const { dialect } = dataSet.runner;
  const value = numberExpression(dataSet, column);
  if (finiteOnly) {
    return `${name}(CASE WHEN ${isFiniteExpression(dialect, value)} THEN ${value} END)`;
  }
  return isNumberType(column.nativeType)
    ? asFloat(dialect, `${name}(${quoteIdentifier(column.name)})`)
    : `${name}(${value})`;
}

/** Ends of many columns. With `finiteOnly` of the finite values, which needs a look at each of them. */
export function rangeQuery(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
  options: { finiteOnly: boolean } = { finiteOnly: false },
): string {
  const parts = columns.flatMap((column, index) => [
    `${extreme(dataSet, column, { name: 'min', ...options })} AS min_${index}`,
    `${extreme(dataSet, column, { name: 'max', ...options })} AS max_${index}`,
  ]);
  return `SELECT ${parts.join(', ')} FROM ${dataSet.relation} AS t`;
}

/** Smallest and largest value of a column. */
export interface ColumnRange {
  min: number;
  max: number;
}

/** What {@link rangeQuery} found, in the order of its columns; undefined for a column without a value. */
export function readRanges(
  result: SqlResult,
  count: number,
): (ColumnRange | undefined)[] {
  return Array.from({ length: count }, (_, index) => {
    const min = result.columns[`min_${index}`][0];
    const max = result.columns[`max_${index}`][0];
    return min === null || max === null
      ? undefined
      : { min: Number(min), max: Number(max) };
  });
}

/** Quartiles of many columns, and whether there are fractions, from a part of the rows where the engine can take one. */
export function sampleFactsQuery(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
  rows: number,
): string {
  const { dialect } = dataSet.runner;
  const inner = columns
    .map((column, index) => `${numberExpression(dataSet, column)} AS v${index}`)
    .join(', ');
  const shares = [0.25, 0.5, 0.75];
  const parts = columns.flatMap((_, index) => {
    const value = `CASE WHEN ${isFiniteExpression(dialect, `v${index}`)} THEN v${index} END`;
    const quartiles = shares.map((share, place) => {
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
    return [
      ...quartiles,
      `count(CASE WHEN v${index} <> floor(v${index}) THEN 1 END) AS fractions_${index}`,
    ];
  });
  let source: string;
  if (rows <= SAMPLE_ROWS) {
    source = `${dataSet.relation} AS t`;
  } else if (dataSet.sample) {
    source = `${dataSet.sample({ rows, wanted: SAMPLE_ROWS })} AS t`;
  } else {
    source = `${dataSet.relation} AS t${
      dialect === 'duckdb'
        ? ` USING SAMPLE reservoir(${SAMPLE_ROWS} ROWS) REPEATABLE (1)`
        : ` LIMIT ${SAMPLE_ROWS}`
    }`;
  }
  return `SELECT ${parts.join(', ')} FROM (SELECT ${inner} FROM ${source}) AS c`;
}

/** What a part of the rows says about a column. */
export interface SampleFacts {
  /** Approximate; absent where no value was met. */
  quartiles?: readonly [number, number, number];
  hasFractions: boolean;
}

/** What {@link sampleFactsQuery} found, in the order of its columns. */
export function readSampleFacts(
  result: SqlResult,
  count: number,
): SampleFacts[] {
  return Array.from({ length: count }, (_, index) => {
    const figure = (name: string) => result.columns[`${name}_${index}`][0];
    const quartiles = [figure('q0'), figure('q1'), figure('q2')];
    return {
      quartiles: quartiles.includes(null)
        ? undefined
        : (quartiles.map(Number) as [number, number, number]),
      hasFractions: Number(figure('fractions')) > 0,
    };
  });
}
