import { ContractCheck } from './planContract';
import { redactedValue } from './redactedValue';

const MAX_EXAMPLES = 5;
const MAX_NAMED = 10;
const MAX_NAME = 100;

/** Rows that meet the condition of a check. @public */
export interface ConditionMeasurement {
  rows: number;
  /** A few of them, by number from 1 where the data has an order. */
  examples?: readonly {
    row?: number;
    value: string | number | bigint | boolean | null;
  }[];
}

/** What an engine found in a window. @public */
export interface ContractMeasurements {
  rows: number;
  /** Columns that the data has. */
  columns: readonly string[];
  /** By id of the check; missing when it could not be counted. */
  conditions: ReadonlyMap<string, ConditionMeasurement>;
  /** Newest time in the column of freshness, ISO 8601; absent when it has none. */
  newest?: string;
  /** Time at which the data must be fresh: the end of the window, ISO 8601. */
  freshAt: string;
}

/** A promise that was broken, or that nobody could check. @public */
export interface ContractBreach {
  /** Id of the check. */
  id: string;
  rule: ContractCheck['rule'];
  column?: string;
  /** `unknown` is never to be shown as kept. */
  outcome: 'broken' | 'unknown';
  /** Rows that break it, where it is about rows. */
  rows?: number;
  /** At most five; values are redacted. */
  examples: { row?: number; value: string }[];
  /** One sentence for a person. */
  text: string;
}

function quoted(column: string): string {
  const name =
    column.length > MAX_NAME ? `${column.slice(0, MAX_NAME)}…` : column;
  return `'${name}'`;
}

function namedOf(values: readonly (string | number | boolean)[]): string {
  const named = values.slice(0, MAX_NAMED).map(value => quoted(String(value)));
  const more = values.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function between(
  min: number | string | undefined,
  max: number | string | undefined,
): string {
  if (min === undefined) {
    return `above ${max}`;
  }
  return max === undefined ? `below ${min}` : `outside ${min} to ${max}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.001 ? 4 : 1)} %`;
}

type RowCheck = Extract<ContractCheck, { allowedShare: number }>;

/** What the rows that break a rule are like. */
function describeCondition({ condition }: RowCheck): string {
  switch (condition.kind) {
    case 'isNull':
      return 'are null';
    case 'notOfType':
      return `are not of type ${condition.type}`;
    case 'outside':
      return `are ${between(condition.min, condition.max)}`;
    case 'notAllowed':
      return `are none of ${namedOf(condition.allowed)}`;
    case 'notPrefixed':
      return `begin with none of ${namedOf(condition.prefixes)}`;
    case 'lengthOutside':
      return `have a length ${between(condition.min, condition.max)}`;
    default:
      return 'have a value that another row has as well';
  }
}

function judgeRows(
  check: RowCheck,
  measurements: ContractMeasurements,
): ContractBreach | undefined {
  const { id, rule, column, allowedShare } = check;
  const found = measurements.conditions.get(id);
  if (!found || !Number.isFinite(found.rows)) {
    return {
      id,
      rule,
      column,
      outcome: 'unknown',
      examples: [],
      text: `Whether rows of ${quoted(column)} ${describeCondition(check)} could not be checked.`,
    };
  }
  const share = measurements.rows > 0 ? found.rows / measurements.rows : 0;
  if (share <= allowedShare) {
    return undefined;
  }
  const limit =
    allowedShare > 0 ? `; at most ${percent(allowedShare)} may` : '';
  return {
    id,
    rule,
    column,
    outcome: 'broken',
    rows: found.rows,
    examples: (found.examples ?? [])
      .slice(0, MAX_EXAMPLES)
      .map(({ row, value }) => ({
        ...(row !== undefined && { row }),
        value: redactedValue(value),
      })),
    text: `In ${quoted(column)} ${found.rows} of ${measurements.rows} rows (${percent(share)}) ${describeCondition(check)}${limit}.`,
  };
}

function judgeFreshness(
  check: Extract<ContractCheck, { rule: 'freshness' }>,
  { newest, freshAt }: ContractMeasurements,
): ContractBreach | undefined {
  const { id, rule, column, maxAgeMs } = check;
  const hours = (ms: number) => `${Math.round(ms / 360_000) / 10} hours`;
  const breach = { id, rule, column, examples: [] };
  if (newest === undefined) {
    return {
      ...breach,
      outcome: 'broken',
      text: `${quoted(column)} holds no time: nothing says that the data is fresh.`,
    };
  }
  const ageMs = Date.parse(freshAt) - Date.parse(newest);
  if (Number.isNaN(ageMs)) {
    return {
      ...breach,
      outcome: 'unknown',
      text: `The newest time in ${quoted(column)} could not be read.`,
    };
  }
  return ageMs <= maxAgeMs
    ? undefined
    : {
        ...breach,
        outcome: 'broken',
        text: `The newest time in ${quoted(column)} is ${hours(ageMs)} old; at most ${hours(maxAgeMs)} were promised.`,
      };
}

function judgeRowCount(
  check: Extract<ContractCheck, { rule: 'minimumRows' }>,
  { rows }: ContractMeasurements,
): ContractBreach | undefined {
  return rows >= check.rows
    ? undefined
    : {
        id: check.id,
        rule: check.rule,
        outcome: 'broken',
        rows,
        examples: [],
        text: `The window has ${rows} rows; at least ${check.rows} were promised.`,
      };
}

function missing(
  check: Extract<ContractCheck, { column: string }>,
): ContractBreach {
  return {
    id: check.id,
    rule: check.rule,
    column: check.column,
    outcome: 'broken',
    examples: [],
    text: `The column ${quoted(check.column)} is missing.`,
  };
}

/**
 * Which promises of a contract the window broke, in the order of the checks. A
 * column that is missing is one breach, not one for each of its rules; rules
 * without a measurement are `unknown`.
 *
 * @public
 */
export function judgeContract(
  checks: readonly ContractCheck[],
  measurements: ContractMeasurements,
): ContractBreach[] {
  const present = new Set(measurements.columns);
  const judge = (check: ContractCheck): ContractBreach | undefined => {
    if (check.rule === 'minimumRows') {
      return judgeRowCount(check, measurements);
    }
    if (!present.has(check.column)) {
      return check.rule === 'column' || check.rule === 'freshness'
        ? missing(check)
        : undefined;
    }
    if (check.rule === 'column') {
      return undefined;
    }
    return check.rule === 'freshness'
      ? judgeFreshness(check, measurements)
      : judgeRows(check, measurements);
  };
  return checks.flatMap(check => judge(check) ?? []);
}
