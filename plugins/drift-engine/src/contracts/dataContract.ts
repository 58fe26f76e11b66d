import { z } from 'zod';
import { parseTime } from '../columns/parseTime';
import { parseDurationMs } from '../monitor/duration';

/** What the values of a column are, for a contract. @public */
export const VALUE_TYPES = [
  'number',
  'integer',
  'boolean',
  'time',
  'text',
] as const;

/** One of {@link VALUE_TYPES}. @public */
export type ValueType = (typeof VALUE_TYPES)[number];

const MAX_COLUMNS = 5000;
const MAX_ALLOWED = 10_000;
const MAX_TEXT = 1000;

const name = z.string().min(1).max(500);
const length = z.number().int().min(0).max(1_000_000);

/** Whether the calendar has the day: `Date.parse` takes February 31 for March 2. */
function isDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** Times are compared as instants, whatever the offset they are written with. */
const bound = z.union([
  z.number(),
  z
    .string()
    .max(40)
    .refine(
      text => parseTime(text) !== undefined && isDay(text.trim()),
      'must be a number or an ISO 8601 date or time, such as 2026-01-31 or 2026-01-31T09:00:00+02:00; without an offset it is UTC',
    ),
]);

const instantOf = (value: number | string) =>
  typeof value === 'string' ? parseTime(value)! : value;

const column = z
  .strictObject({
    type: z.enum(VALUE_TYPES).optional(),
    /** Never null. Every column that the contract names must be there. */
    required: z.boolean().default(false),
    unique: z.boolean().default(false),
    min: bound.optional(),
    max: bound.optional(),
    allowed: z
      .array(z.union([z.string().max(MAX_TEXT), z.number(), z.boolean()]))
      .min(1)
      .max(MAX_ALLOWED)
      .optional(),
    /** Every text begins with one of these. Patterns are not offered: a pattern of a stranger can take forever. */
    prefixes: z
      .array(z.string().min(1).max(MAX_TEXT))
      .min(1)
      .max(100)
      .optional(),
    minLength: length.optional(),
    maxLength: length.optional(),
    maxNullShare: z.number().min(0).max(1).optional(),
    /** No value of the column is ever shown, stored or selected as an example. */
    sensitive: z.boolean().default(false),
  })
  .refine(
    ({ min, max }) =>
      min === undefined || max === undefined || typeof min === typeof max,
    'min and max must both be numbers or both be times',
  )
  .refine(
    ({ min, max }) =>
      min === undefined ||
      max === undefined ||
      instantOf(min) <= instantOf(max),
    'min must not exceed max',
  )
  .refine(
    ({ minLength, maxLength }) =>
      minLength === undefined ||
      maxLength === undefined ||
      minLength <= maxLength,
    'minLength must not exceed maxLength',
  )
  .refine(
    ({ required, maxNullShare }) => !required || maxNullShare === undefined,
    'required already says that nothing may be null; leave out maxNullShare',
  )
  .refine(
    ({ type, min, max }) =>
      (min === undefined && max === undefined) ||
      type === undefined ||
      (type === 'time'
        ? typeof (min ?? max) === 'string'
        : ['number', 'integer'].includes(type) &&
          typeof (min ?? max) === 'number'),
    'min and max need the type number, integer (with numbers) or time (with ISO 8601 times)',
  )
  .refine(
    ({ type, prefixes, minLength, maxLength }) =>
      type === undefined ||
      type === 'text' ||
      (prefixes ?? minLength ?? maxLength) === undefined,
    'prefixes, minLength and maxLength need the type text',
  );

/** The form of the contract in a `drift.yaml`. @public */
export const dataContractSchema = z
  .strictObject({
    columns: z
      .record(name, column)
      .refine(
        value => Object.keys(value).length <= MAX_COLUMNS,
        `names more than ${MAX_COLUMNS} columns`,
      )
      .optional(),
    /** The newest time in a column may be this old, at the end of the window. */
    freshness: z
      .strictObject({
        column: name,
        maxAge: z
          .string()
          .max(20)
          .refine(
            text => parseDurationMs(text) !== undefined,
            'must be an ISO 8601 duration of weeks, days, hours or minutes, such as PT24H',
          ),
      })
      .optional(),
    minimumRows: z.number().int().min(1).max(1e12).optional(),
    /** Columns that the contract does not name. */
    additionalColumns: z.enum(['allowed', 'forbidden']).default('allowed'),
    /** Names a row to a person where the data has no order: shown as it is. */
    key: name.optional(),
  })
  .refine(
    ({ columns, freshness, minimumRows }) =>
      columns !== undefined ||
      freshness !== undefined ||
      minimumRows !== undefined,
    'promises nothing: needs columns, freshness or minimumRows',
  )
  .refine(
    ({ columns, additionalColumns }) =>
      columns !== undefined || additionalColumns === 'allowed',
    'additionalColumns: forbidden needs columns: all that there may be',
  )
  .refine(
    ({ columns, key }) =>
      key === undefined || !Object.hasOwn(columns ?? {}, key)
        ? true
        : !columns![key].sensitive,
    'key names a sensitive column; its values would be shown',
  );

/** What the rows of a window must be like, whatever they say. @public */
export type DataContract = z.infer<typeof dataContractSchema>;

/**
 * A contract from a value that was read from YAML or JSON. Throws an Error that
 * names the document and every field that is wrong, at most five.
 *
 * @param title - what to call the document to a person
 * @public
 */
export function parseDataContract(value: unknown, title: string): DataContract {
  const result = dataContractSchema.safeParse(value);
  if (!result.success) {
    const reasons = result.error.issues
      .slice(0, 5)
      .map(
        ({ path, message }) =>
          `${path.map(String).join('.') || 'the contract'}: ${message}`,
      );
    throw new Error(`${title}: ${reasons.join('; ')}`);
  }
  return result.data;
}
