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
  return NUMBER_TYPE.test(nativeType);
}

/** Whether values of the type are floating-point numbers, read as they are. */
export function isFloatType(nativeType: string): boolean {
  return FLOAT_TYPE.test(nativeType);
}

/** Whether the engine itself says that the column holds times. */
export function isTimeType(nativeType: string): boolean {
  return TIME_TYPE.test(nativeType);
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
  if (dialect === 'postgres') {
    const text = `CAST(${name} AS TEXT)`;
    return `CASE WHEN ${text} ~* '${POSTGRES_NUMBER}' THEN ${asFloat(dialect, text)} END`;
  }
  return `TRY_CAST(${name} AS ${FLOAT_NAME[dialect]})`;
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
