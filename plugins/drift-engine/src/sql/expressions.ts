import { DataSet, DescribedColumn, Dialect } from '../compute/SqlRunner';

/** A name as identifier, in every dialect here. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const NUMBER_TYPE =
  /^(u?(tiny|small|big|huge)?int(eger)?|int\d|float\d?|real|double( precision)?|decimal|numeric|money)\b/i;
const FLOAT_TYPE = /^(float\d?|real|double( precision)?)\b/i;
const TIME_TYPE = /^(timestamp|date)/i;
const NESTED_TYPE = /^(struct|map|union|row|array)\b|\[\]|^array/i;

/** Whether values of the type are not single values. */
export function isNestedType(nativeType: string): boolean {
  return NESTED_TYPE.test(nativeType);
}

/** Whether the engine itself says that the column holds numbers. */
export function isNumberType(nativeType: string): boolean {
  return NUMBER_TYPE.test(nativeType) && !isNestedType(nativeType);
}

/** Whether values of the type are floating-point numbers, read as they are. */
export function isFloatType(nativeType: string): boolean {
  return FLOAT_TYPE.test(nativeType) && !isNestedType(nativeType);
}

/** Whether the engine itself says that the column holds times. */
export function isTimeType(nativeType: string): boolean {
  return TIME_TYPE.test(nativeType) && !isNestedType(nativeType);
}

const FLOAT_NAME: Record<Dialect, string> = {
  duckdb: 'DOUBLE',
  postgres: 'DOUBLE PRECISION',
  trino: 'DOUBLE',
};

/** An expression as double precision number. */
export function asFloat(dialect: Dialect, expression: string): string {
  return `CAST(${expression} AS ${FLOAT_NAME[dialect]})`;
}

/** Text that PostgreSQL can cast to a number; it has no cast that gives null. */
const POSTGRES_NUMBER =
  '^\\s*([-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?(nan|inf|infinity))\\s*$';

/**
 * A column as double precision number; null where it is null or no number.
 * Times become seconds since 1970.
 */
export function numberExpression(
  dataSet: DataSet,
  column: DescribedColumn,
): string {
  const { dialect } = dataSet.runner;
  const name = quoteIdentifier(column.name);
  if (isNestedType(column.nativeType)) {
    return asFloat(dialect, 'NULL');
  }
  if (isNumberType(column.nativeType)) {
    return asFloat(dialect, name);
  }
  if (/^bool/i.test(column.nativeType)) {
    return asFloat(dialect, `CAST(${name} AS INTEGER)`);
  }
  if (isTimeType(column.nativeType)) {
    return dialect === 'trino'
      ? `to_unixtime(CAST(${name} AS TIMESTAMP))`
      : asFloat(dialect, `extract(epoch FROM ${name})`);
  }
  if (column.holdsTimes) {
    return secondsExpression(dialect, name);
  }
  if (dialect === 'postgres') {
    const text = `CAST(${name} AS TEXT)`;
    return `CASE WHEN ${text} ~* '${POSTGRES_NUMBER}' THEN ${asFloat(dialect, text)} END`;
  }
  // By way of text: intervals and the like have no cast to a number
  return `TRY_CAST(CAST(${name} AS VARCHAR) AS ${FLOAT_NAME[dialect]})`;
}

/** Text that PostgreSQL can cast to a time; of the days it has, but 30 February ends the statement. */
const POSTGRES_TIME =
  '^\\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?(Z|[-+][0-9]{2}(:?[0-9]{2})?)?)?\\s*$';

/** Text of times as seconds since 1970; null where it is none. */
function secondsExpression(dialect: Dialect, name: string): string {
  switch (dialect) {
    case 'duckdb':
      return asFloat(
        dialect,
        `extract(epoch FROM TRY_CAST(CAST(${name} AS VARCHAR) AS TIMESTAMPTZ))`,
      );
    case 'trino':
      return `to_unixtime(try(from_iso8601_timestamp(replace(CAST(${name} AS VARCHAR), ' ', 'T'))))`;
    default: {
      // The session's zone is UTC
      const text = `CAST(${name} AS TEXT)`;
      return `CASE WHEN ${text} ~ '${POSTGRES_TIME}' THEN ${asFloat(dialect, `extract(epoch FROM CAST(${text} AS TIMESTAMPTZ))`)} END`;
    }
  }
}

/** A column as text; whole numbers in floating-point columns are written as whole numbers. */
export function textExpression(
  dataSet: DataSet,
  column: DescribedColumn,
): string {
  const name = quoteIdentifier(column.name);
  const text = dataSet.runner.dialect === 'postgres' ? 'TEXT' : 'VARCHAR';
  if (dataSet.isUntyped) {
    return name;
  }
  if (isFloatType(column.nativeType)) {
    return `CASE WHEN ${name} = floor(${name}) AND abs(${name}) < 1e15 THEN CAST(CAST(${name} AS BIGINT) AS ${text}) ELSE CAST(${name} AS ${text}) END`;
  }
  return `CAST(${name} AS ${text})`;
}

/** Whether a number is neither NaN nor infinite. */
export function isFiniteExpression(dialect: Dialect, value: string): string {
  switch (dialect) {
    case 'duckdb':
      return `isfinite(${value})`;
    case 'trino':
      return `is_finite(${value})`;
    default:
      return `(${value} > '-Infinity' AND ${value} < 'Infinity')`;
  }
}
