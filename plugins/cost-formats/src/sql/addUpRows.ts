import { identifier, literal } from '../columns/columnSql';
import { TableColumn } from '../columns/TableFormat';
import { COST_METRICS, CostMetric } from '../facts/CostFact';
import {
  Amount,
  AMOUNT_SCALE,
  MAX_AMOUNT_LENGTH,
  readAmount,
} from '../money/amount';
import {
  AMOUNT_PARTS,
  PLAIN_DIGITS,
  ROWS_TABLE,
  SUBJECT_KEY,
} from './loadRows';

/** Amounts that were not written as a plain decimal, by their text. */
const AMOUNTS_TABLE = 'cost_amounts';
/** The texts of these, before they are looked at. */
const ODD_AMOUNTS_TABLE = 'cost_odd_amounts';
/** Table of what the rows add up to. */
const SUMS_TABLE = 'cost_sums';
/** Table of the subjects of these by their keys, with their first rows. */
export const KEYS_TABLE = 'cost_keys';
/** Table of the facts that the rows add up to, without their subjects. @public */
export const FACTS_TABLE = 'cost_facts';

/** Numbers of rows that say again what an earlier row says. */
const REPEATED_TABLE = 'cost_repeated';

/** Rows that look the same by what is understood of them. */
const ALIKE_TABLE = 'cost_alike';
/** What these state in all columns, as numbers. */
const HASHES_TABLE = 'cost_hashes';
/** No column of a bill is called so. */
const PLACE = 'place of the row\u001f';

/** Places of one part of an amount. */
export const PART_PLACES = 18;
/** A larger amount is no amount of a bill, and sums of such would not fit the numbers of DuckDB. */
const TOO_LARGE = 10n ** BigInt(AMOUNT_SCALE + PLAIN_DIGITS);
export const PARTS = ['first', 'second', 'third', 'fourth'] as const;

/** Makes the table of distinct texts that {@link readAmount} must look at. There may be millions. @public */
export function findOddAmounts(): string {
  // What is longer is no amount
  const texts = COST_METRICS.map(
    metric =>
      `SELECT ${metric}_text AS text FROM ${ROWS_TABLE} WHERE length(${metric}_text) <= ${MAX_AMOUNT_LENGTH}`,
  );
  return `CREATE TEMP TABLE ${ODD_AMOUNTS_TABLE} AS SELECT DISTINCT text FROM (${texts.join(' UNION ALL ')})`;
}

/** One page of what {@link findOddAmounts} found; empty after the last. @public */
export function selectOddAmounts(from: number, to: number): string {
  return `SELECT text FROM ${ODD_AMOUNTS_TABLE} WHERE rowid >= ${from} AND rowid < ${to}`;
}

/** Creates the table that {@link insertAmounts} fills. @public */
export function createAmounts(): string {
  return `CREATE TEMP TABLE ${AMOUNTS_TABLE} (text VARCHAR, ${PARTS.map(part => `${part} HUGEINT`).join(', ')})`;
}

/** Whole units and three times 18 places, each with the sign of the amount. */
function partsOf(amount: Amount): bigint[] {
  const base = 10n ** BigInt(PART_PLACES);
  const parts: bigint[] = [];
  let rest = amount;
  for (let index = 1; index < PARTS.length; index += 1) {
    parts.unshift(rest % base);
    rest /= base;
  }
  return [rest, ...parts];
}

/**
 * Adds what texts state; a text that is no amount is left out, and its rows are
 * rejected. undefined when none of them is one.
 *
 * @public
 */
export function insertAmounts(texts: readonly string[]): string | undefined {
  const values = texts.flatMap(text => {
    const amount = readAmount(text);
    return amount === undefined || amount >= TOO_LARGE || -amount >= TOO_LARGE
      ? []
      : [`(${[literal(text), ...partsOf(amount)].join(', ')})`];
  });
  return values.length === 0
    ? undefined
    : `INSERT INTO ${AMOUNTS_TABLE} VALUES ${values.join(', ')}`;
}

/** What is wrong with a row, as `column:reason`; null when it counts. */
const PROBLEM = `coalesce(problem, CASE ${COST_METRICS.map(
  metric =>
    `WHEN ${metric}_text IS NOT NULL AND ${metric}_text NOT IN (SELECT text FROM ${AMOUNTS_TABLE}) THEN '${metric}:is no amount'`,
).join(' ')} END)`;

/** Rows that do not count: `file`, `place` from 1 in its file, `problem`. Give the first `limit`. @public */
export function findRejectedRows(limit: number): string {
  return `SELECT file, number - start + 1 AS place, problem
    FROM (SELECT file, rowid AS number, ${PROBLEM} AS problem FROM ${ROWS_TABLE})
    JOIN (SELECT file, min(rowid) AS start FROM ${ROWS_TABLE} GROUP BY file) USING (file)
    WHERE problem IS NOT NULL ORDER BY number LIMIT ${limit}`;
}

/**
 * Finds the rows that count and look the same by what is understood of them. Only
 * these are compared by all columns, for which their file is read once more.
 *
 * @public
 */
export function findAlikeRows(): string {
  return `CREATE TEMP TABLE ${ALIKE_TABLE} AS SELECT file, rowid AS number, hash FROM ${ROWS_TABLE}
    WHERE hash IN (SELECT hash FROM ${ROWS_TABLE} GROUP BY hash HAVING count(*) > 1) AND ${PROBLEM} IS NULL`;
}

/** Numbers of the files with such rows. @public */
export function selectAlikeFiles(): string {
  return `SELECT DISTINCT file FROM ${ALIKE_TABLE} ORDER BY file`;
}

/** Creates the table that {@link hashAlikeRows} fills. @public */
export function createHashes(): string {
  return `CREATE TEMP TABLE ${HASHES_TABLE} (file INTEGER, number BIGINT, look UBIGINT, hash UBIGINT)`;
}

/** Looks at all columns of the rows of one file that {@link findAlikeRows} found. @public */
export function hashAlikeRows(options: {
  relation: string;
  columns: readonly TableColumn[];
  file: number;
}): string {
  const { relation, columns, file } = options;
  const names = columns.map(({ name }) => `texts.${identifier(name)}`);
  return `INSERT INTO ${HASHES_TABLE} SELECT ${file}, alike.number, alike.hash, hash(${names.join(', ')})
    FROM (SELECT row_number() OVER () - 1 AS "${PLACE}", * FROM ${relation}) AS texts
    JOIN (SELECT number, hash, number - start AS place FROM ${ALIKE_TABLE},
      (SELECT min(rowid) AS start FROM ${ROWS_TABLE} WHERE file = ${file}) WHERE file = ${file}) AS alike
    ON alike.place = texts."${PLACE}"`;
}

/**
 * Finds the rows that say what an earlier one says to the last column.
 *
 * @param excerpts - numbers of the files in which such a row counts nevertheless
 * @public
 */
export function findRepeatedRows(excerpts: readonly number[]): string {
  const isOnce =
    excerpts.length === 0 ? 'true' : `file NOT IN (${excerpts.join(', ')})`;
  return `CREATE TEMP TABLE ${REPEATED_TABLE} AS SELECT number, ${isOnce} AS is_once FROM (
    SELECT file, number, row_number() OVER (PARTITION BY look, hash ORDER BY number) AS turn FROM ${HASHES_TABLE}
  ) WHERE turn > 1`;
}

/**
 * How many rows there are, how many do not count, and how many
 * {@link findRepeatedRows} found: to count once, and alike ones that all count.
 *
 * @public
 */
export function countRows(): string {
  const repeated = (condition: string) =>
    `(SELECT count(*) FROM ${REPEATED_TABLE} WHERE ${condition})`;
  return `SELECT count(*) AS read, count(*) FILTER (WHERE ${PROBLEM} IS NOT NULL) AS rejected,
    ${repeated('is_once')} AS repeated, ${repeated('NOT is_once')} AS alike FROM ${ROWS_TABLE}`;
}

/** Sums of the parts of an amount, where any row has an odd one. */
function oddSums(metric: CostMetric): string[] {
  return PARTS.map(part => `sum(of_${metric}.${part}) AS ${metric}_${part}`);
}

/** Whole units that are added up and handed out as numbers of 64 bits. */
const MAX_FAST = `9${'0'.repeat(18)}::HUGEINT`;

/**
 * Whether no sum can have so many units that it must be handed out as a number
 * of 128 bits, which takes several times longer; and whether no amount has more
 * than 18 places.
 *
 * @public
 */
export function findWidth(): string {
  const of = (part: string) =>
    `coalesce(greatest(${COST_METRICS.map(metric => `max(abs(${metric}_${part}))`).join(', ')}), 0)`;
  return `SELECT ${of('whole')}::HUGEINT * count(*) < ${MAX_FAST} AS is_narrow, ${of('low')} = 0 AS is_short FROM ${ROWS_TABLE}`;
}

/**
 * Adds the rows that count up, by subject, day, month and currency.
 *
 * @public
 */
export function addUpRows(options: {
  hasRepeated: boolean;
  /** Whether {@link insertAmounts} was run. */
  hasOddAmounts: boolean;
  /** Whether no amount has more than 18 places. */
  isShort: boolean;
}): string {
  const { hasRepeated, hasOddAmounts, isShort } = options;
  const joins = COST_METRICS.map(
    metric =>
      `LEFT JOIN ${AMOUNTS_TABLE} AS of_${metric} ON of_${metric}.text = ${metric}_text`,
  );
  const parts = AMOUNT_PARTS.filter(part => part !== 'low' || !isShort);
  const sums = COST_METRICS.flatMap(metric => [
    ...parts.map(part => `sum(${metric}_${part}) AS ${metric}_${part}`),
    ...(hasOddAmounts ? oddSums(metric) : []),
  ]);
  const isFirst = hasRepeated
    ? ` AND ${ROWS_TABLE}.rowid NOT IN (SELECT number FROM ${REPEATED_TABLE} WHERE is_once)`
    : '';
  return `CREATE TEMP TABLE ${SUMS_TABLE} AS SELECT ${SUBJECT_KEY.join(', ')}, currency, day, month,
    min(${ROWS_TABLE}.rowid) AS first_row, count(*) AS rows, ${sums.join(', ')}
    FROM ${ROWS_TABLE} ${hasOddAmounts ? joins.join(' ') : ''} WHERE ${PROBLEM} IS NULL${isFirst} GROUP BY ALL`;
}

/** Numbers the subjects of the sums in the order of their first rows. @public */
export function numberSubjects(): string {
  return `CREATE TEMP TABLE ${KEYS_TABLE} AS SELECT row_number() OVER (ORDER BY first_row) - 1 AS number, *
    FROM (SELECT ${SUBJECT_KEY.join(', ')}, min(first_row) AS first_row FROM ${SUMS_TABLE} GROUP BY ALL)`;
}

/** Puts the sums into {@link FACTS_TABLE}, those of one subject beside each other. @public */
export function orderFacts(): string {
  return `CREATE TEMP TABLE ${FACTS_TABLE} AS SELECT number::INTEGER AS number, sums.* EXCLUDE (${SUBJECT_KEY.join(', ')}, first_row)
    FROM ${SUMS_TABLE} AS sums JOIN ${KEYS_TABLE} USING (${SUBJECT_KEY.join(', ')}) ORDER BY number, day`;
}
