import { identifier, literal } from '../columns/columnSql';
import {
  TABLE_FIELDS,
  TableColumn,
  TableReading,
} from '../columns/TableFormat';
import { COST_METRICS } from '../facts/CostFact';

/** Table of the rows that were read. @public */
export const ROWS_TABLE = 'cost_rows';

/** Fields that are kept as they are written. */
export const TEXT_FIELDS = TABLE_FIELDS.filter(
  field => !['currency', 'day', 'billingMonth'].includes(field),
);

/**
 * What rows of one fact have in common, in two numbers: groups of numbers take a
 * tenth of the memory of groups of texts. The digest has 128 bits; texts that
 * look alike only when written one after the other differ in the hash, which is
 * of each of them.
 */
export const SUBJECT_KEY = ['subject_hash', 'subject_digest'] as const;

/** Creates the empty {@link ROWS_TABLE}. @public */
export function createRows(): string {
  const texts = TEXT_FIELDS.map(field => `${field} VARCHAR`);
  const amounts = COST_METRICS.flatMap(metric => [
    `${metric}_high HUGEINT`,
    `${metric}_low BIGINT`,
    `${metric}_text VARCHAR`,
  ]);
  return `CREATE TABLE ${ROWS_TABLE} (file INTEGER, currency VARCHAR, day DATE, day_text VARCHAR, billingMonth VARCHAR,
    ${[...texts, ...amounts].join(', ')}, hash UBIGINT,
    ${SUBJECT_KEY[0]} UBIGINT, ${SUBJECT_KEY[1]} UHUGEINT)`;
}

/** Everything that rows of one fact have in common. */
const SUBJECT = ['currency', 'day', 'billingMonth', ...TEXT_FIELDS].join(', ');

/** No bill is of a day before or after: a year with a digit too few is none. */
const FIRST_DAY = '1990-01-01';
const LAST_DAY = '2199-12-31';

/** What stands around a value and is no part of it: `trim` alone takes blanks only. */
const AROUND = "' ' || chr(9) || chr(10) || chr(13) || chr(160)";

/** Ways of writing a day or a time with slashes or dots; of two meanings the one of the United States. */
const OTHER_DATES = [
  // A year of two digits first: four digits do not fit it, and two would fit one of four
  '%m/%d/%y',
  '%m/%d/%Y',
  '%m/%d/%y %H:%M',
  '%m/%d/%Y %H:%M',
  '%m/%d/%Y %H:%M:%S',
  '%m/%d/%Y %I:%M:%S %p',
  '%Y/%m/%d',
  '%Y/%m/%d %H:%M:%S',
  '%d.%m.%Y',
  '%d.%m.%Y %H:%M:%S',
];

/**
 * A time as UTC date. ISO 8601 with or without an offset, without seconds too;
 * month first where it is written with slashes, as the exports of Azure and of
 * spreadsheets do.
 */
function dateOf(text: string): string {
  const iso = `CASE WHEN length(${text}) > 10 AND regexp_matches(${text}, '[+-][0-9]{2}(:?[0-9]{2})?$')
    THEN CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS DATE)
    ELSE CAST(coalesce(TRY_CAST(${text} AS TIMESTAMP), TRY_STRPTIME(upper(${text}), ['%Y-%m-%dT%H:%MZ', '%Y-%m-%dT%H:%M:%SZ'])) AS DATE) END`;
  const others = OTHER_DATES.map(literal).join(', ');
  const compact = `CASE WHEN length(${text}) = 8 THEN TRY_STRPTIME(${text}, '%Y%m%d') END`;
  return `CASE WHEN substr(${text}, 5, 1) = '-' THEN ${iso}
    WHEN contains(${text}, '/') OR contains(${text}, '.') THEN CAST(TRY_STRPTIME(${text}, [${others}]) AS DATE)
    ELSE CAST(${compact} AS DATE) END`;
}

/** Digits before the point that an amount has at most. */
export const PLAIN_DIGITS = 18;

/**
 * A plain decimal with at most 36 places in two exact whole numbers: of 10⁻¹⁸
 * units, and the 18 places after these. Both are null for any other text.
 * Several times faster than a cast to a decimal of 38 digits.
 */
function partsOf(text: string): { high: string; low: string } {
  const isPlain = `regexp_full_match(${text}, '[+-]?[0-9]{1,${PLAIN_DIGITS}}(\\.[0-9]{0,36})?')`;
  const dotted = `CASE WHEN contains(${text}, '.') THEN ${text} ELSE ${text} || '.' END`;
  // What is longer is cut off, and stands in the other part
  const padded = `rpad(${dotted}, CAST(strpos(${dotted}, '.') + 18 AS INTEGER), '0')`;
  return {
    high: `CASE WHEN ${isPlain} THEN TRY_CAST(replace(${padded}, '.', '') AS HUGEINT) END`,
    low: `CASE WHEN strpos(${text}, '.') > 0 AND length(${text}) - strpos(${text}, '.') > 18
      THEN CASE WHEN starts_with(${text}, '-') THEN -1 ELSE 1 END * TRY_CAST(rpad(substr(${text}, strpos(${text}, '.') + 19, 18), 18, '0') AS BIGINT)
      ELSE 0 END`,
  };
}

/**
 * The text of an amount. Where semicolons delimit, a comma is a decimal one as
 * likely as one of thousands: `1,234` is made a text that is no amount.
 */
function statedAmount(amount: string | undefined, delimiter?: string): string {
  const text = `CAST(${amount ?? 'NULL'} AS VARCHAR)`;
  return delimiter === ';' && amount !== undefined
    ? `CASE WHEN regexp_matches(${text}, ',[0-9]{3}[^0-9.,]*$') THEN '? ' || ${text} ELSE ${text} END`
    : text;
}

/**
 * Reads one file into {@link ROWS_TABLE}.
 *
 * @param options - `relation`: SQL that can stand after FROM; `file`: number of
 *   the file; `currency`: what rows without one are in; `delimiter`: of CSV
 * @public
 */
export function loadRows(options: {
  reading: TableReading;
  relation: string;
  columns: readonly TableColumn[];
  file: number;
  currency?: string;
  delimiter?: string;
}): string {
  const { reading, relation, columns, file, currency, delimiter } = options;
  const { fields, amounts } = reading;
  const stated =
    fields.currency ?? (currency === undefined ? 'NULL' : literal(currency));
  const names = columns.map(({ name }) => identifier(name));
  const texts = [
    `upper(trim(${stated}, ${AROUND})) AS currency`,
    `trim(${fields.day ?? 'NULL'}, ${AROUND}) AS day_stated`,
    `trim(${fields.billingMonth ?? 'NULL'}, ${AROUND}) AS month_stated`,
    ...TEXT_FIELDS.map(field => `${fields[field] ?? 'NULL'} AS ${field}`),
    ...COST_METRICS.map(
      metric => `${statedAmount(amounts[metric], delimiter)} AS ${metric}`,
    ),
    `hash(${names.join(', ')}) AS hash`,
  ];
  const parts = COST_METRICS.flatMap(metric => {
    const { high, low } = partsOf(metric);
    return [`${high} AS ${metric}_high`, `${low} AS ${metric}_low`];
  });
  const split = `SELECT *, ${dateOf('day_stated')} AS any_day, ${dateOf('month_stated')} AS month_day, ${parts.join(', ')}
    FROM (SELECT ${texts.join(', ')} FROM ${relation})`;
  const kept = COST_METRICS.flatMap(metric => [
    `${metric}_high`,
    `CASE WHEN ${metric}_high IS NOT NULL THEN ${metric}_low END`,
    `CASE WHEN ${metric}_high IS NULL THEN ${metric} END`,
  ]);
  return `INSERT INTO ${ROWS_TABLE} SELECT ${file}, currency, day, CASE WHEN day IS NULL THEN day_stated END,
    strftime(coalesce(month_day, day), '%Y-%m') AS billingMonth, ${TEXT_FIELDS.join(', ')}, ${kept.join(', ')}, hash,
    hash(${SUBJECT}), md5_number(concat_ws(chr(31), ${SUBJECT}))
    FROM (SELECT *, CASE WHEN any_day BETWEEN ${literal(FIRST_DAY)}::DATE AND ${literal(LAST_DAY)}::DATE THEN any_day END AS day FROM (${split}))`;
}
