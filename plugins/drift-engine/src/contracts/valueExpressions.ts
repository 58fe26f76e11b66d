import { DataSet, DescribedColumn, Dialect } from '../compute/SqlRunner';
import {
  isNumberType,
  isTimeType,
  numberExpression,
  quoteIdentifier,
  textExpression,
} from '../sql/expressions';

/** Text as SQL. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A number as SQL that keeps every digit. */
export function numberLiteral(dialect: Dialect, value: number): string {
  return `CAST('${value}' AS ${dialect === 'postgres' ? 'DOUBLE PRECISION' : 'DOUBLE'})`;
}

const SHORT_MONTHS =
  '(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-9])';
/** Text that PostgreSQL can cast to a time, but for the 29th of February; it has no cast that gives null. */
const POSTGRES_TIME = `^(?!0000)[0-9]{4}-(${SHORT_MONTHS})([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?( ?(Z|[-+](0[0-9]|1[0-4])(:?[0-5][0-9])?))?)?$`;

/** Text of PostgreSQL as time where it is one; without an offset it is UTC, as the runner's session is. */
function postgresTime(text: string): string {
  const year = `CAST(left(${text}, 4) AS INTEGER)`;
  const isLeapDay = `substr(${text}, 6, 5) = '02-29'`;
  const isLeapYear = `${year} % 4 = 0 AND (${year} % 100 <> 0 OR ${year} % 400 = 0)`;
  return `CASE WHEN ${text} !~* '${POSTGRES_TIME}' THEN NULL WHEN ${isLeapDay} AND NOT (${isLeapYear}) THEN NULL ELSE CAST(${text} AS TIMESTAMPTZ) END`;
}

/**
 * A column as instant, in seconds since 1970; null where it is null or no
 * time. Times without an offset are UTC, numbers are no times.
 */
export function instantExpression(
  dataSet: DataSet,
  column: DescribedColumn,
): string {
  const { dialect } = dataSet.runner;
  const name = quoteIdentifier(column.name);
  const { nativeType } = column;
  if (isTimeType(nativeType) && dialect !== 'trino') {
    return numberExpression(dataSet, column);
  }
  if (isTimeType(nativeType)) {
    // A zone is kept: without it the hours would be those of the zone
    return `to_unixtime(CAST(${name} AS ${/with time zone/i.test(nativeType) ? 'TIMESTAMP(6) WITH TIME ZONE' : 'TIMESTAMP(6)'}))`;
  }
  if (isNumberType(nativeType) || /^(bool|time)/i.test(nativeType)) {
    return `CAST(NULL AS ${dialect === 'postgres' ? 'DOUBLE PRECISION' : 'DOUBLE'})`;
  }
  const text = textExpression(dataSet, column);
  switch (dialect) {
    case 'postgres':
      return `CAST(extract(epoch FROM ${postgresTime(`trim(${text})`)}) AS DOUBLE PRECISION)`;
    case 'trino':
      return `to_unixtime(COALESCE(TRY(from_iso8601_timestamp(trim(${text}))), TRY_CAST(trim(${text}) AS TIMESTAMP(6) WITH TIME ZONE)))`;
    default:
      return `CAST(extract(epoch FROM TRY_CAST(${text} AS TIMESTAMPTZ)) AS DOUBLE)`;
  }
}

/** A column as yes or no; null where it is null or neither. */
export function booleanExpression(
  dataSet: DataSet,
  column: DescribedColumn,
): string {
  if (/^bool/i.test(column.nativeType)) {
    return quoteIdentifier(column.name);
  }
  const text = `lower(trim(${textExpression(dataSet, column)}))`;
  return `CASE WHEN ${text} IN ('true', 't', '1') THEN TRUE WHEN ${text} IN ('false', 'f', '0') THEN FALSE END`;
}
