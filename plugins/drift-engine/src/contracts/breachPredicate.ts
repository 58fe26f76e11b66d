import { parseTime } from '../columns/parseTime';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import {
  isFiniteExpression,
  isTimeType,
  numberExpression,
  quoteIdentifier,
  textExpression,
} from '../sql/expressions';
import { ValueType } from './dataContract';
import { BreachCondition } from './planContract';
import {
  booleanExpression,
  instantExpression,
  numberLiteral,
  textLiteral,
} from './valueExpressions';

/** Conditions that a row meets by itself; `repeated` needs all rows. */
export type RowCondition = Exclude<BreachCondition, { kind: 'repeated' }>;

type Place = { dataSet: DataSet; column: DescribedColumn };

/** A number; times are none, although they can be counted in seconds. */
function plainNumber({ dataSet, column }: Place): string {
  return isTimeType(column.nativeType)
    ? `CAST(NULL AS ${dataSet.runner.dialect === 'postgres' ? 'DOUBLE PRECISION' : 'DOUBLE'})`
    : numberExpression(dataSet, column);
}

/** A number that is neither NaN nor infinite. */
function isNumber(place: Place): string {
  return isFiniteExpression(place.dataSet.runner.dialect, plainNumber(place));
}

/** Whether a value can be read as what the type says; null where it is no number at all. */
function isOfType(place: Place, type: ValueType): string {
  const { dataSet, column } = place;
  switch (type) {
    case 'number':
      return isNumber(place);
    case 'integer':
      return `(${isNumber(place)} AND ${plainNumber(place)} = floor(${plainNumber(place)}))`;
    case 'boolean':
      return `(${booleanExpression(dataSet, column)}) IS NOT NULL`;
    case 'time':
      return `(${instantExpression(dataSet, column)}) IS NOT NULL`;
    default:
      return 'TRUE';
  }
}

function isBetween(options: {
  value: string;
  min: string | undefined;
  max: string | undefined;
}): string {
  const { value, min, max } = options;
  return [
    ...(min === undefined ? [] : [`${value} >= ${min}`]),
    ...(max === undefined ? [] : [`${value} <= ${max}`]),
  ].join(' AND ');
}

function isOutside(
  place: Place,
  { min, max }: Extract<RowCondition, { kind: 'outside' }>,
): string {
  const { dataSet, column } = place;
  const { dialect } = dataSet.runner;
  const literal = (end: string | number | undefined) => {
    if (end === undefined) {
      return undefined;
    }
    const value = typeof end === 'number' ? end : parseTime(end)! / 1000;
    return numberLiteral(dialect, value);
  };
  const isTime = typeof (min ?? max) === 'string';
  const value = isTime
    ? instantExpression(dataSet, column)
    : plainNumber(place);
  return `(${isFiniteExpression(dialect, value)} AND NOT (${isBetween({ value, min: literal(min), max: literal(max) })}))`;
}

function isAllowed(
  place: Place,
  allowed: readonly (string | number | boolean)[],
): string {
  const { dataSet, column } = place;
  const { dialect } = dataSet.runner;
  const texts = allowed.filter(value => typeof value === 'string');
  const numbers = allowed.filter(value => typeof value === 'number');
  const booleans = allowed.filter(value => typeof value === 'boolean');
  const choices = [
    [textExpression(dataSet, column), texts.map(textLiteral)],
    [plainNumber(place), numbers.map(value => numberLiteral(dialect, value))],
    [
      booleanExpression(dataSet, column),
      booleans.map(value => (value ? 'TRUE' : 'FALSE')),
    ],
  ] as const;
  return choices
    .filter(([, literals]) => literals.length > 0)
    .map(
      ([value, literals]) =>
        `COALESCE((${value}) IN (${literals.join(', ')}), FALSE)`,
    )
    .join(' OR ');
}

/**
 * Whether a row breaks a rule, as SQL that is never null. Nulls break `isNull`
 * only; a value that cannot be read as number or time breaks the rule of the
 * type, and is outside of no range.
 *
 * @param latest - seconds since 1970; a later time lies in the future
 */
export function breachPredicate(options: {
  dataSet: DataSet;
  column: DescribedColumn;
  condition: RowCondition;
  latest: number;
}): string {
  const { dataSet, column, condition, latest } = options;
  const { dialect } = dataSet.runner;
  const isNull = `${quoteIdentifier(column.name)} IS NULL`;
  const unless = (isKept: string) =>
    `(NOT (${isNull}) AND NOT COALESCE(${isKept}, FALSE))`;
  const text = textExpression(dataSet, column);
  switch (condition.kind) {
    case 'isNull':
      return isNull;
    case 'notOfType':
      return unless(isOfType(options, condition.type));
    case 'outside':
      return `COALESCE(${isOutside(options, condition)}, FALSE)`;
    case 'inFuture':
      return `COALESCE(${instantExpression(dataSet, column)} > ${numberLiteral(dialect, latest)}, FALSE)`;
    case 'notAllowed':
      return unless(`(${isAllowed(options, condition.allowed)})`);
    case 'notPrefixed':
      return unless(
        `(${condition.prefixes.map(prefix => `starts_with(${text}, ${textLiteral(prefix)})`).join(' OR ')})`,
      );
    default: {
      const { min, max } = condition;
      const literal = (end: number | undefined) => end?.toString();
      return unless(
        `(${isBetween({ value: `length(${text})`, min: literal(min), max: literal(max) })})`,
      );
    }
  }
}
