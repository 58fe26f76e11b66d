import {
  describeCondition,
  hoursText,
  listText,
  percentText,
  quoted,
  rowsText,
} from './breachText';
import { ContractCheck, RowCheck } from './planContract';
import { harmless, shownValue, ValueText } from './shownValue';

const MAX_EXAMPLES = 5;
const MAX_REASON = 300;
const MAX_PLACE = 200;

/** A row that breaks a rule, as an engine found it. @public */
export interface MeasuredExample {
  /** Number in its file, from 1; absent where the data has no order. */
  row?: number;
  /** Absent where there is one file only. */
  file?: string;
  /** What the key column of the contract holds. */
  key?: string;
  /** Absent where it is null or sensitive. */
  value?: ValueText;
}

/** Rows that meet the condition of a check, or why nobody knows. @public */
export type ConditionMeasurement =
  { rows: number; examples?: readonly MeasuredExample[] } | { failure: string };

/** What an engine found in a window. @public */
export interface ContractMeasurements {
  /** Absent when they could not be counted. */
  rows?: number;
  /** Columns that the data has. */
  columns: readonly string[];
  /** By id of the check; missing when nobody looked. */
  conditions: ReadonlyMap<string, ConditionMeasurement>;
  /** Newest time in the column of freshness that does not lie in the future, ISO 8601; absent when it has none. */
  newest?: string;
  /** Time at which the data must be fresh: the end of the window, ISO 8601. */
  freshAt: string;
}

/** A row that breaks a promise, fit to be shown. @public */
export interface BreachExample {
  row?: number;
  file?: string;
  key?: string;
  value?: string;
}

/** A promise that was broken, or that nobody could check. @public */
export interface ContractBreach {
  /** Id of the check. */
  id: string;
  /** `rows` when there was none to check. */
  rule: ContractCheck['rule'] | 'rows';
  column?: string;
  /** `unknown` is never to be shown as kept. */
  outcome: 'broken' | 'unknown';
  /** Rows that break it, where it is about rows. */
  rows?: number;
  /** At most five. Values are shortened, and left out of sensitive columns. */
  examples: BreachExample[];
  /** One sentence for a person. */
  text: string;
}

/** Whether the rule is about numbers or times, which say nothing when they are cut. */
function isAboutFigures({ condition }: RowCheck): boolean {
  return (
    condition.kind === 'outside' ||
    condition.kind === 'inFuture' ||
    (condition.kind === 'notOfType' && condition.type !== 'boolean')
  );
}

function shownExample(check: RowCheck, example: MeasuredExample) {
  const { row, file, key, value } = example;
  const isFigure = isAboutFigures(check);
  return {
    ...(row !== undefined && { row }),
    ...(file !== undefined && { file: harmless(file).slice(0, MAX_PLACE) }),
    ...(key !== undefined && { key: harmless(key).slice(0, MAX_PLACE) }),
    ...(value && !check.sensitive && { value: shownValue(value, isFigure) }),
  };
}

function judgeRows(
  check: RowCheck,
  measurements: ContractMeasurements,
): ContractBreach | undefined {
  const { id, rule, column, allowedShare } = check;
  const found = measurements.conditions.get(id);
  const total = measurements.rows;
  if (!found || 'failure' in found || !total || !Number.isFinite(found.rows)) {
    const reason =
      found && 'failure' in found
        ? `: ${harmless(found.failure).slice(0, MAX_REASON)}`
        : '.';
    return {
      id,
      rule,
      column,
      outcome: 'unknown',
      examples: [],
      text: `Whether rows of ${quoted(column)} ${describeCondition(check)} could not be checked${reason}`,
    };
  }
  const share = found.rows / total;
  if (share <= allowedShare) {
    return undefined;
  }
  const limit =
    allowedShare > 0
      ? ` (${percentText(share)}); at most ${percentText(allowedShare)} may`
      : '';
  return {
    id,
    rule,
    column,
    outcome: 'broken',
    rows: found.rows,
    examples: (found.examples ?? [])
      .slice(0, MAX_EXAMPLES)
      .map(example => shownExample(check, example)),
    text: `${rowsText(found.rows)} of ${rowsText(total)} rows in ${quoted(column)} ${describeCondition(check)}${limit}.`,
  };
}

function judgeFreshness(
  check: Extract<ContractCheck, { rule: 'freshness' }>,
  { newest, freshAt, conditions }: ContractMeasurements,
): ContractBreach | undefined {
  const { id, rule, column, maxAgeMs } = check;
  const breach = { id, rule, column, examples: [] };
  const found = conditions.get(`future:${column}`);
  const ageMs = Date.parse(freshAt) - Date.parse(newest ?? '');
  if (!found || 'failure' in found || (newest && Number.isNaN(ageMs))) {
    return {
      ...breach,
      outcome: 'unknown',
      text: `The newest time in ${quoted(column)} could not be read.`,
    };
  }
  if (newest === undefined) {
    return {
      ...breach,
      outcome: 'broken',
      text: `${quoted(column)} holds no time${found.rows > 0 ? ' but those in the future' : ''}: nothing says that the data is fresh.`,
    };
  }
  return ageMs <= maxAgeMs
    ? undefined
    : {
        ...breach,
        outcome: 'broken',
        text: `The newest time in ${quoted(column)} is ${hoursText(ageMs)} old; at most ${hoursText(maxAgeMs)} were promised.`,
      };
}

function judgeRowCount(
  check: Extract<ContractCheck, { rule: 'minimumRows' }>,
  { rows }: ContractMeasurements,
): ContractBreach | undefined {
  const breach = { id: check.id, rule: check.rule, examples: [] };
  if (rows === undefined) {
    return {
      ...breach,
      outcome: 'unknown',
      text: 'The rows of the window could not be counted.',
    };
  }
  return rows >= check.rows
    ? undefined
    : {
        ...breach,
        outcome: 'broken',
        rows,
        text: `The window has ${rowsText(rows)} rows; at least ${rowsText(check.rows)} were promised.`,
      };
}

function judgeNames(
  check: Extract<ContractCheck, { rule: 'additionalColumns' }>,
  { columns }: ContractMeasurements,
): ContractBreach | undefined {
  const named = new Set(check.columns);
  const others = columns.filter(column => !named.has(column));
  return others.length === 0
    ? undefined
    : {
        id: check.id,
        rule: check.rule,
        ...(others.length === 1 && { column: others[0] }),
        outcome: 'broken',
        examples: [],
        text: `The contract forbids other columns than its own, and there ${others.length === 1 ? 'is' : 'are'} ${listText(others)}.`,
      };
}

function missing(
  check: Extract<ContractCheck, { rule: 'column' }>,
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

/** Promises about rows, of which there is none. */
function nothingToCheck(
  checks: readonly ContractCheck[],
  present: ReadonlySet<string>,
): ContractBreach[] {
  const count = checks.filter(
    check =>
      ('condition' in check || check.rule === 'freshness') &&
      present.has(check.column),
  ).length;
  return count === 0
    ? []
    : [
        {
          id: 'rows',
          rule: 'rows',
          outcome: 'unknown',
          examples: [],
          text: `There are no rows to check: ${count} ${count === 1 ? 'promise' : 'promises'} about them may be kept or broken.`,
        },
      ];
}

/**
 * Which promises of a contract the window broke, in the order of the checks. A
 * column that is missing is one breach, not one for each of its rules; rules
 * without a measurement are `unknown`. Without rows nothing is known of them:
 * that is one `unknown`, and only columns and the least number of rows can be
 * broken.
 *
 * @public
 */
export function judgeContract(
  checks: readonly ContractCheck[],
  measurements: ContractMeasurements,
): ContractBreach[] {
  const present = new Set(measurements.columns);
  const isEmpty = measurements.rows === 0;
  const judge = (check: ContractCheck): ContractBreach | undefined => {
    switch (check.rule) {
      case 'minimumRows':
        return judgeRowCount(check, measurements);
      case 'additionalColumns':
        return judgeNames(check, measurements);
      case 'column':
        return present.has(check.column) ? undefined : missing(check);
      default:
    }
    if (isEmpty || !present.has(check.column)) {
      return undefined;
    }
    return check.rule === 'freshness'
      ? judgeFreshness(check, measurements)
      : judgeRows(check, measurements);
  };
  return [
    ...checks.flatMap(check => judge(check) ?? []),
    ...(isEmpty ? nothingToCheck(checks, present) : []),
  ];
}
