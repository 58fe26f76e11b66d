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

/** Creates the empty {@link ROWS_TABLE}. @public */
export function createRows(): string {
  const texts = TEXT_FIELDS.map(field => `${field} VARCHAR`);
  const amounts = COST_METRICS.flatMap(metric => [
    `${metric}_high DECIMAL(38, 18)`,
    `${metric}_low BIGINT`,
    `${metric}_text VARCHAR`,
  ]);
  return `CREATE TABLE ${ROWS_TABLE} (file INTEGER, currency VARCHAR, day DATE, day_text VARCHAR, billingMonth VARCHAR,
    ${[...texts, ...amounts].join(', ')}, hash_forth UBIGINT, hash_back UBIGINT)`;
}

/**
 * A time as UTC date. ISO 8601 with or without an offset, and month first where
 * it is written with slashes, as the exports of Azure and of spreadsheets do.
 */
function dateOf(text: string): string {
  const iso = `CASE WHEN length(${text}) > 10 AND regexp_matches(${text}, '[+-][0-9]{2}:?[0-9]{2}$')
    THEN CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS DATE)
    ELSE CAST(TRY_CAST(${text} AS TIMESTAMP) AS DATE) END`;
  // A year of two digits first: four digits do not fit it, and two would fit one of four
  const others = [
    '%m/%d/%y',
    '%m/%d/%Y',
    '%m/%d/%y %H:%M',
    '%m/%d/%Y %H:%M',
    '%m/%d/%Y %H:%M:%S',
  ]
    .map(literal)
    .join(', ');
  const compact = `CASE WHEN length(${text}) = 8 THEN TRY_STRPTIME(${text}, '%Y%m%d') END`;
  return `CASE WHEN substr(${text}, 5, 1) = '-' THEN ${iso}
    WHEN contains(${text}, '/') THEN CAST(TRY_STRPTIME(${text}, [${others}]) AS DATE)
    ELSE CAST(${compact} AS DATE) END`;
}

/**
 * A plain decimal with at most 36 places in two exact parts: the first 18
 * places, and the next 18 as a whole number. Both are null for any other text.
 */
function partsOf(text: string): { high: string; low: string } {
  const dot = `strpos(${text}, '.')`;
  const isLong = `${dot} > 0 AND length(${text}) - ${dot} > 18`;
  // What DuckDB would read and readAmount would not, or not exactly
  const isPlain = `NOT regexp_matches(${text}, '[eE_]') AND NOT (${dot} > 0 AND length(${text}) - ${dot} > 36)`;
  return {
    high: `CASE WHEN ${isPlain} THEN TRY_CAST(CASE WHEN ${isLong} THEN left(${text}, ${dot} + 18) ELSE ${text} END AS DECIMAL(38, 18)) END`,
    low: `CASE WHEN ${isPlain} THEN CASE WHEN ${isLong}
      THEN CASE WHEN starts_with(${text}, '-') THEN -1 ELSE 1 END * TRY_CAST(rpad(substr(${text}, ${dot} + 19, 18), 18, '0') AS BIGINT)
      ELSE 0 END END`,
  };
}

/**
 * Reads one file into {@link ROWS_TABLE}.
 *
 * @param options - `relation`: SQL that can stand after FROM; `file`: number of
 *   the file; `currency`: what rows without one are in
 * @public
 */
export function loadRows(options: {
  reading: TableReading;
  relation: string;
  columns: readonly TableColumn[];
  file: number;
  currency?: string;
}): string {
  const { reading, relation, columns, file, currency } = options;
  const { fields, amounts } = reading;
  const stated =
    fields.currency ?? (currency === undefined ? 'NULL' : literal(currency));
  const names = columns.map(({ name }) => identifier(name));
  const texts = [
    `upper(${stated}) AS currency`,
    `${fields.day ?? 'NULL'} AS day_stated`,
    `${fields.billingMonth ?? 'NULL'} AS month_stated`,
    ...TEXT_FIELDS.map(field => `${fields[field] ?? 'NULL'} AS ${field}`),
    ...COST_METRICS.map(
      metric => `CAST(${amounts[metric] ?? 'NULL'} AS VARCHAR) AS ${metric}`,
    ),
    `hash(${names.join(', ')}) AS hash_forth`,
    `hash(${names.toReversed().join(', ')}) AS hash_back`,
  ];
  const parts = COST_METRICS.flatMap(metric => {
    const { high, low } = partsOf(metric);
    return [`${high} AS ${metric}_high`, `${low} AS ${metric}_low`];
  });
  const split = `SELECT *, ${dateOf('day_stated')} AS day, ${dateOf('month_stated')} AS month_day, ${parts.join(', ')}
    FROM (SELECT ${texts.join(', ')} FROM ${relation})`;
  const kept = COST_METRICS.flatMap(metric => {
    const isWhole = `${metric}_high IS NOT NULL AND ${metric}_low IS NOT NULL`;
    return [
      `CASE WHEN ${isWhole} THEN ${metric}_high END`,
      `CASE WHEN ${isWhole} THEN ${metric}_low END`,
      `CASE WHEN NOT (${isWhole}) THEN ${metric} END`,
    ];
  });
  return `INSERT INTO ${ROWS_TABLE} SELECT ${file}, currency, day, CASE WHEN day IS NULL THEN day_stated END,
    strftime(coalesce(month_day, day), '%Y-%m'), ${TEXT_FIELDS.join(', ')}, ${kept.join(', ')}, hash_forth, hash_back
    FROM (${split})`;
}
