import { literal } from '../columns/columnSql';
import { TableReading } from '../columns/TableFormat';
import {
  COST_METRICS,
  CostAmounts,
  CostFact,
  CostMetric,
} from '../facts/CostFact';
import { readTags } from '../facts/readTags';
import {
  Amount,
  AMOUNT_SCALE,
  MAX_AMOUNT_LENGTH,
  readAmount,
} from '../money/amount';
import { PLAIN_DIGITS, ROWS_TABLE, SUBJECT_KEY, TEXT_FIELDS } from './loadRows';

/** Amounts that were not written as a plain decimal, by their text. */
const AMOUNTS_TABLE = 'cost_amounts';
/** The texts of these, before they are looked at. */
const ODD_AMOUNTS_TABLE = 'cost_odd_amounts';
/** Table of the facts that the rows add up to. @public */
export const FACTS_TABLE = 'cost_facts';

/** Numbers of rows that say again what an earlier row says. */
const REPEATED_TABLE = 'cost_repeated';

/** Rows are the same when all that they state is: their amounts are compared besides a hash of everything. */
const SAME_ROW = ['hash', ...COST_METRICS.map(metric => `${metric}_high`)].join(
  ', ',
);

/** Places of one part of an amount. */
const PART_PLACES = 18;
/** A larger amount is no amount of a bill, and sums of such would not fit the numbers of DuckDB. */
const TOO_LARGE = 10n ** BigInt(AMOUNT_SCALE + PLAIN_DIGITS);
const PARTS = ['first', 'second', 'third', 'fourth'] as const;

/** Makes the table of distinct texts that {@link readAmount} must look at. There may be millions. @public */
export function findOddAmounts(): string {
  // What is longer is no amount
  const texts = COST_METRICS.map(
    metric =>
      `SELECT ${metric}_text AS text FROM ${ROWS_TABLE} WHERE length(${metric}_text) <= ${MAX_AMOUNT_LENGTH}`,
  );
  return `CREATE TABLE ${ODD_AMOUNTS_TABLE} AS SELECT DISTINCT text FROM (${texts.join(' UNION ALL ')})`;
}

/** One page of what {@link findOddAmounts} found; empty after the last. @public */
export function selectOddAmounts(from: number, to: number): string {
  return `SELECT text FROM ${ODD_AMOUNTS_TABLE} WHERE rowid >= ${from} AND rowid < ${to}`;
}

/** Creates the table that {@link insertAmounts} fills. @public */
export function createAmounts(): string {
  return `CREATE TABLE ${AMOUNTS_TABLE} (text VARCHAR, ${PARTS.map(part => `${part} HUGEINT`).join(', ')})`;
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
function problemOf({ fields }: Pick<TableReading, 'fields'>): string {
  const cases: string[] = [];
  if (fields.currency) {
    cases.push(
      `WHEN currency IS NULL THEN 'currency:is empty'`,
      `WHEN NOT regexp_full_match(currency, '[A-Z]{3}') THEN 'currency:is no currency code of three letters'`,
    );
  }
  if (fields.day) {
    cases.push(
      `WHEN day_text IS NOT NULL THEN 'day:is no date'`,
      `WHEN day IS NULL THEN 'day:is empty'`,
    );
  }
  for (const metric of COST_METRICS) {
    cases.push(
      `WHEN ${metric}_text IS NOT NULL AND ${metric}_text NOT IN (SELECT text FROM ${AMOUNTS_TABLE}) THEN '${metric}:is no amount'`,
    );
  }
  const isStated = COST_METRICS.map(
    metric => `${metric}_high IS NULL AND ${metric}_text IS NULL`,
  ).join(' AND ');
  cases.push(`WHEN ${isStated} THEN 'effective:is empty'`);
  return `CASE ${cases.join(' ')} END`;
}

/** Rows that do not count: `file`, `place` from 1 in its file, `problem`. Give the first `limit`. @public */
export function findRejectedRows(
  reading: Pick<TableReading, 'fields'>,
  limit: number,
): string {
  return `SELECT file, number - start + 1 AS place, problem
    FROM (SELECT file, rowid AS number, ${problemOf(reading)} AS problem FROM ${ROWS_TABLE})
    JOIN (SELECT file, min(rowid) AS start FROM ${ROWS_TABLE} GROUP BY file) USING (file)
    WHERE problem IS NOT NULL ORDER BY number LIMIT ${limit}`;
}

/**
 * Finds the rows that count and say what an earlier one says to the last column.
 *
 * @public
 */
export function findRepeatedRows(
  reading: Pick<TableReading, 'fields'>,
): string {
  // Few rows have a hash twice: only these are compared
  return `CREATE TABLE ${REPEATED_TABLE} AS SELECT number FROM (
    SELECT rowid AS number, row_number() OVER (PARTITION BY ${SAME_ROW} ORDER BY rowid) AS turn FROM ${ROWS_TABLE}
    WHERE hash IN (SELECT hash FROM ${ROWS_TABLE} GROUP BY hash HAVING count(*) > 1) AND ${problemOf(reading)} IS NULL
  ) WHERE turn > 1`;
}

/** How many rows there are, how many do not count, and how many {@link findRepeatedRows} found. @public */
export function countRows(reading: Pick<TableReading, 'fields'>): string {
  return `SELECT count(*) AS read, count(*) FILTER (WHERE ${problemOf(reading)} IS NOT NULL) AS rejected,
    (SELECT count(*) FROM ${REPEATED_TABLE}) AS repeated FROM ${ROWS_TABLE}`;
}

/** Sums of the parts of an amount, where any row has an odd one. */
function oddSums(metric: CostMetric): string[] {
  return PARTS.map(part => `sum(of_${metric}.${part}) AS ${metric}_${part}`);
}

/**
 * Adds the rows that count up to {@link FACTS_TABLE}; rows that are the same to
 * the last column count once. A fact holds the number of its first row instead
 * of what it was charged for: {@link selectFacts} looks there.
 *
 * @public
 */
export function addUpRows(options: {
  reading: Pick<TableReading, 'fields'>;
  hasRepeated: boolean;
  /** Whether {@link insertAmounts} was run. */
  hasOddAmounts: boolean;
}): string {
  const { reading, hasRepeated, hasOddAmounts } = options;
  const joins = COST_METRICS.map(
    metric =>
      `LEFT JOIN ${AMOUNTS_TABLE} AS of_${metric} ON of_${metric}.text = ${metric}_text`,
  );
  const sums = COST_METRICS.flatMap(metric => [
    `sum(${metric}_high) AS ${metric}_high`,
    `sum(${metric}_low::HUGEINT) AS ${metric}_low`,
    ...(hasOddAmounts ? oddSums(metric) : []),
  ]);
  const isFirst = hasRepeated
    ? ` AND ${ROWS_TABLE}.rowid NOT IN (SELECT number FROM ${REPEATED_TABLE})`
    : '';
  return `CREATE TABLE ${FACTS_TABLE} AS SELECT min(${ROWS_TABLE}.rowid) AS first_row, count(*) AS rows, ${sums.join(', ')}
    FROM ${ROWS_TABLE} ${hasOddAmounts ? joins.join(' ') : ''} WHERE ${problemOf(reading)} IS NULL${isFirst}
    GROUP BY ${SUBJECT_KEY.join(', ')} ORDER BY first_row`;
}

/**
 * One page of {@link FACTS_TABLE}. What the tables do not state is left out.
 *
 * @public
 */
export function selectFacts(
  reading: Pick<TableReading, 'fields'>,
  page: { from: number; to: number },
): string {
  const dimensions = [
    'currency',
    'CAST(day AS VARCHAR) AS day',
    'billingMonth',
    ...TEXT_FIELDS.filter(field => reading.fields[field] !== undefined),
  ];
  return `SELECT ${dimensions.join(', ')}, facts.* EXCLUDE (first_row)
    FROM (SELECT * FROM ${FACTS_TABLE} WHERE rowid >= ${page.from} AND rowid < ${page.to}) AS facts
    JOIN ${ROWS_TABLE} ON ${ROWS_TABLE}.rowid = facts.first_row`;
}

/** A cell of a page of facts. @public */
export type FactCell = string | number | bigint | boolean | null | undefined;

/** A column of a page of facts. @public */
export type FactColumn = ArrayLike<FactCell>;

const powerOfTen = (places: number) => 10n ** BigInt(places);
/** Columns of an amount, and what of an {@link Amount} one of each is. */
const UNITS: readonly (readonly [column: string, unit: Amount])[] = [
  ['high', powerOfTen(AMOUNT_SCALE - PART_PLACES)],
  ['low', powerOfTen(AMOUNT_SCALE - 2 * PART_PLACES)],
  ...PARTS.map(
    (part, index) =>
      [part, powerOfTen(AMOUNT_SCALE - index * PART_PLACES)] as const,
  ),
];

/** Reads the amounts of a page by row. Their columns hold whole numbers. */
function readAmounts(
  columns: Readonly<Record<string, FactColumn>>,
): (row: number) => CostAmounts {
  const metrics = COST_METRICS.map(metric => ({
    metric,
    parts: UNITS.flatMap(([name, unit]) => {
      const column = columns[`${metric}_${name}`];
      return column ? [{ column, unit }] : [];
    }),
  }));
  return row => {
    const amounts: CostAmounts = {};
    for (const { metric, parts } of metrics) {
      for (const { column, unit } of parts) {
        const cell = column[row];
        if (cell !== null && cell !== undefined) {
          const known = amounts[metric] ?? 0n;
          // Most of the last parts are zero
          amounts[metric] = cell === 0 ? known : known + BigInt(cell) * unit;
        }
      }
    }
    return amounts;
  };
}

/** Facts from a page of {@link FACTS_TABLE}, given as columns. @public */
export function readFacts(page: {
  rowCount: number;
  columns: Record<string, FactColumn>;
}): CostFact[] {
  const amountsOf = readAmounts(page.columns);
  return Array.from({ length: page.rowCount }, (_, row) => {
    const cell = (column: string) => page.columns[column]?.[row];
    const text = (column: string) => {
      const value = cell(column);
      return value === null || value === undefined
        ? undefined
        : String(value).trim() || undefined;
    };
    return {
      currency: text('currency'),
      day: text('day'),
      billingMonth: text('billingMonth'),
      subject: {
        provider: text('provider'),
        billingAccount: text('billingAccount'),
        account: text('account'),
        accountName: text('accountName'),
        service: text('service'),
        serviceCategory: text('serviceCategory'),
        serviceSubcategory: text('serviceSubcategory'),
        region: text('region'),
        chargeCategory: text('chargeCategory'),
        chargeClass: text('chargeClass'),
        resourceId: text('resourceId'),
        resourceName: text('resourceName'),
        cluster: text('cluster'),
        namespace: text('namespace'),
        workload: text('workload'),
        pod: text('pod'),
        tags: readTags(text('tags')),
        labels: readTags(text('labels')),
        isIdle: false,
      },
      amounts: amountsOf(row),
      rows: Number(cell('rows')),
    };
  });
}
