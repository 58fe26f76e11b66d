import { literal } from '../columns/columnSql';
import { TABLE_FIELDS, TableReading } from '../columns/TableFormat';
import { COST_METRICS, CostMetric } from '../facts/CostFact';

/** Table of the rows that were read. @public */
export const ROWS_TABLE = 'cost_rows';

/** Fields that are kept as they are written: what a subject is made of. */
export const TEXT_FIELDS = TABLE_FIELDS.filter(
  field => !['currency', 'day', 'billingMonth'].includes(field),
);

/**
 * The texts of a row in two numbers: a row with numbers alone takes a tenth of
 * the room, and so do groups. The first is of each of them, the second of all as
 * one text: what looks alike to one of them differs in the other.
 */
export const SUBJECT_KEY = ['subject_hash', 'subject_digest'] as const;

/**
 * Columns of an amount: whole units, twice nine decimal places and the next
 * eighteen, each a whole number with the sign of the amount.
 */
export const AMOUNT_PARTS = ['whole', 'upper', 'lower', 'low'] as const;
const HALF = `1${'0'.repeat(9)}`;

/**
 * Creates the empty {@link ROWS_TABLE}. It is a temporary one, as all are: those
 * are not packed, which takes longer than to read the file.
 *
 * @public
 */
export function createRows(): string {
  const amounts = COST_METRICS.flatMap(metric => [
    `${metric}_whole BIGINT`,
    // The sums of nine places of a billion rows fit 64 bits
    `${metric}_upper INTEGER`,
    `${metric}_lower INTEGER`,
    `${metric}_low BIGINT`,
    `${metric}_text VARCHAR`,
  ]);
  return `CREATE TEMP TABLE ${ROWS_TABLE} (file INTEGER, currency VARCHAR, day DATE, month DATE, problem VARCHAR,
    ${amounts.join(', ')}, hash UBIGINT, ${SUBJECT_KEY.map(key => `${key} UBIGINT`).join(', ')})`;
}

const TEXTS = TEXT_FIELDS.join(', ');
/** The first part of {@link SUBJECT_KEY}. */
export const SUBJECT_HASH = `hash(${TEXTS})`;

/** The texts of the rows of a file as columns, in the order of {@link TEXT_FIELDS}. */
export function selectTexts({ fields }: Pick<TableReading, 'fields'>): string {
  return TEXT_FIELDS.map(
    field => `CAST(${fields[field] ?? 'NULL'} AS VARCHAR) AS ${field}`,
  ).join(', ');
}

/** No bill is of a day before or after: a year with a digit too few is none. */
const FIRST_DAY = '1990-01-01';
const LAST_DAY = '2199-12-31';

/** What stands around a value and is no part of it: `trim` alone takes blanks only. */
const AROUND = "' ' || chr(9) || chr(10) || chr(13) || chr(160)";

const CURRENCY = '[A-Z]{3}';

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
function dateOf(stated: string): string {
  const text = `trim(${stated}, ${AROUND})`;
  const iso = `CASE WHEN length(${text}) > 10 AND regexp_matches(${text}, '[+-][0-9]{2}(:?[0-9]{2})?$')
    THEN CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS DATE)
    ELSE CAST(coalesce(TRY_CAST(${text} AS TIMESTAMP), TRY_STRPTIME(upper(${text}), ['%Y-%m-%dT%H:%MZ', '%Y-%m-%dT%H:%M:%SZ'])) AS DATE) END`;
  const others = OTHER_DATES.map(literal).join(', ');
  const compact = `CASE WHEN length(${text}) = 8 THEN TRY_STRPTIME(${text}, '%Y%m%d') END`;
  const any = `CASE WHEN substr(${text}, 5, 1) = '-' THEN ${iso}
    WHEN contains(${text}, '/') OR contains(${text}, '.') THEN CAST(TRY_STRPTIME(${text}, [${others}]) AS DATE)
    ELSE CAST(${compact} AS DATE) END`;
  // Nearly all are of this kind: the others are looked at only where this fails
  const usual = `CASE WHEN (length(${stated}) = 10 OR ends_with(${stated}, 'Z')) AND substr(${stated}, 5, 1) = '-'
    THEN CAST(TRY_CAST(${stated} AS TIMESTAMP) AS DATE) END`;
  return `coalesce(${usual}, ${any})`;
}

/** A code of three letters as it is; anything else in capitals without what stands around it. */
function currencyOf(stated: string): string {
  return `CASE WHEN regexp_full_match(${stated}, '${CURRENCY}') THEN ${stated} ELSE nullif(upper(trim(${stated}, ${AROUND})), '') END`;
}

/** Digits before the point that an amount has at most. */
export const PLAIN_DIGITS = 18;

/** Thousands and dollars as spreadsheets write them, such as `$1,234.50`. */
const GROUPED = '\\s*[+-]?\\$?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?\\s*';
/** What became of a small number in a program, such as `7.63e-07`. */
const WITH_EXPONENT = '[+-]?[0-9]{1,2}(\\.[0-9]{0,17})?[eE]-[0-9]{1,2}';
const PLACES = `1${'0'.repeat(18)}`;

/**
 * The three parts of an amount, null for a text that is no decimal with at most
 * 36 places: {@link readAmount} looks at such. Exact, and many times faster than
 * a cast to a decimal of 38 digits.
 *
 * @param metric - a column with the text; beside it stand `_plain`, whether it
 *   is a decimal, and `_units`, what a number with an exponent is in 10⁻³⁶ units
 */
function partsOf(metric: CostMetric): string[] {
  const sign = `CASE WHEN starts_with(${metric}, '-') THEN -1 ELSE 1 END`;
  const part = (plain: string, units: string, name: string) =>
    `CASE WHEN ${metric}_plain THEN ${plain} ELSE CAST(${units} AS BIGINT) END AS ${metric}_${name}`;
  const places = `split_part(${metric}, '.', 2)`;
  return [
    part(
      `TRY_CAST(split_part(${metric}, '.', 1) AS BIGINT)`,
      `${metric}_units // ${PLACES}::HUGEINT // ${PLACES}`,
      'whole',
    ),
    part(
      `${sign} * TRY_CAST(rpad(${places}, 18, '0') AS BIGINT)`,
      `${metric}_units // ${PLACES} % ${PLACES}`,
      'high',
    ),
    part(
      `CASE WHEN length(${metric}) > 19 AND length(${places}) > 18 THEN ${sign} * TRY_CAST(rpad(substr(${places}, 19), 18, '0') AS BIGINT) ELSE 0 END`,
      `${metric}_units % ${PLACES}`,
      'low',
    ),
  ];
}

/** What {@link partsOf} needs beside a text; nothing for one that is the text of the first cost, as most are. */
function lookAt(metric: CostMetric): string[] {
  const mantissa = `split_part(lower(${metric}), 'e', 1)`;
  const digits = `replace(${mantissa}, '.', '')`;
  const places = `(length(split_part(${mantissa}, '.', 2)) - CAST(split_part(lower(${metric}), 'e', 2) AS INTEGER))`;
  return [
    `regexp_full_match(${metric}, '[+-]?[0-9]{1,${PLAIN_DIGITS}}(\\.[0-9]{0,36})?') AS ${metric}_plain`,
    `CASE WHEN (contains(${metric}, 'e') OR contains(${metric}, 'E')) AND regexp_full_match(${metric}, '${WITH_EXPONENT}') AND ${places} <= 36
      THEN TRY_CAST(rpad(${digits}, CAST(length(${digits}) + 36 - ${places} AS INTEGER), '0') AS HUGEINT) END AS ${metric}_units`,
  ];
}

/** A column of the first cost for a cost that is written alike; else its own. */
function sameOr(metric: CostMetric, column: string): string {
  const [first] = COST_METRICS;
  return metric === first
    ? `${metric}_${column}`
    : `CASE WHEN ${metric}_same THEN ${first}_${column} ELSE ${metric}_${column} END`;
}

/**
 * The text of an amount, without the signs of thousands. Where semicolons
 * delimit, a comma is a decimal one as likely as one of thousands: `1,234` is
 * made a text that is no amount.
 */
function statedAmount(amount: string | undefined, delimiter?: string): string {
  if (amount === undefined) {
    return 'NULL::VARCHAR';
  }
  const text = `CAST(${amount} AS VARCHAR)`;
  const ambiguous =
    delimiter === ';'
      ? `WHEN regexp_matches(${text}, ',[0-9]{3}[^0-9.,]*$') THEN '? ' || ${text}`
      : '';
  return `CASE WHEN contains(${text}, ',') THEN CASE ${ambiguous}
    WHEN regexp_full_match(${text}, '${GROUPED}') THEN regexp_replace(${text}, '[,$\\s]', '', 'g') ELSE ${text} END
    ELSE ${text} END`;
}

/** What is wrong with a row besides its amounts, as `column:reason`; null where nothing is. */
function problemOf({ fields }: Pick<TableReading, 'fields'>): string {
  const cases: string[] = [];
  if (fields.currency) {
    cases.push(
      `WHEN currency IS NULL THEN 'currency:is empty'`,
      `WHEN NOT regexp_full_match(currency, '${CURRENCY}') THEN 'currency:is no currency code of three letters'`,
    );
  }
  if (fields.day) {
    cases.push(
      `WHEN day IS NULL THEN CASE WHEN trim(day_stated, ${AROUND}) <> '' THEN 'day:is no date' ELSE 'day:is empty' END`,
    );
  }
  // A cost that is written as the first one is null here, and so is that then
  const isStated = COST_METRICS.map(metric => `${metric} IS NULL`);
  cases.push(`WHEN ${isStated.join(' AND ')} THEN 'effective:is empty'`);
  return `CASE ${cases.join(' ')} END`;
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
  file: number;
  currency?: string;
  delimiter?: string;
}): string {
  const { reading, relation, file, currency, delimiter } = options;
  const { fields, amounts } = reading;
  const stated =
    fields.currency ??
    (currency === undefined ? 'NULL::VARCHAR' : literal(currency));
  const values = [
    `${currencyOf(stated)} AS currency`,
    `${fields.day ?? 'NULL::VARCHAR'} AS day_stated`,
    `${fields.billingMonth ?? 'NULL::VARCHAR'} AS month_stated`,
    selectTexts(reading),
    ...COST_METRICS.map(
      metric => `${statedAmount(amounts[metric], delimiter)} AS ${metric}`,
    ),
  ];
  const [first, ...others] = COST_METRICS;
  // Most costs of a row are written alike: those are looked at once
  const own = `SELECT * REPLACE (${others.map(metric => `CASE WHEN ${metric} IS DISTINCT FROM ${first} THEN ${metric} END AS ${metric}`).join(', ')}),
    ${others.map(metric => `${metric} IS NOT DISTINCT FROM ${first} AS ${metric}_same`).join(', ')},
    ${SUBJECT_HASH} AS ${SUBJECT_KEY[0]}
    FROM (SELECT ${values.join(', ')} FROM ${relation})`;
  const looked = `SELECT *, hash(${[SUBJECT_KEY[0], 'day_stated', 'month_stated', ...COST_METRICS].join(', ')}) AS hash, ${dateOf('day_stated')} AS any_day, ${dateOf('month_stated')} AS month_day, ${COST_METRICS.flatMap(lookAt).join(', ')}
    FROM (${own})`;
  const split = `SELECT *, CASE WHEN any_day BETWEEN ${literal(FIRST_DAY)}::DATE AND ${literal(LAST_DAY)}::DATE THEN any_day END AS day,
    ${COST_METRICS.flatMap(partsOf).join(', ')} FROM (${looked})`;
  const kept = COST_METRICS.flatMap(metric => [
    sameOr(metric, 'whole'),
    `(${sameOr(metric, 'high')} // ${HALF})::INTEGER`,
    `(${sameOr(metric, 'high')} % ${HALF})::INTEGER`,
    sameOr(metric, 'low'),
    metric === first
      ? `CASE WHEN ${metric}_whole IS NULL THEN ${metric} END`
      : `CASE WHEN ${metric}_same AND ${first}_whole IS NULL THEN ${first} WHEN NOT ${metric}_same AND ${metric}_whole IS NULL THEN ${metric} END`,
  ]);
  return `INSERT INTO ${ROWS_TABLE} SELECT ${file}, currency, day, date_trunc('month', coalesce(month_day, day)), ${problemOf(reading)},
    ${kept.join(', ')}, hash, ${SUBJECT_KEY[0]}, hash(concat_ws(chr(31), ${TEXTS})) FROM (${split})`;
}
