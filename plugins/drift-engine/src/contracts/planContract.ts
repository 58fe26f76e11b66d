import { parseDurationMs } from '../monitor/duration';
import { DataContract, ValueType } from './dataContract';

/** Which rows break a rule. Nulls break `isNull` only. @public */
export type BreachCondition =
  | { kind: 'isNull' }
  | { kind: 'notOfType'; type: ValueType }
  /** Times where the ends are texts. */
  | { kind: 'outside'; min?: number | string; max?: number | string }
  /** Times after now, but for clocks that differ. */
  | { kind: 'inFuture' }
  | { kind: 'notAllowed'; allowed: readonly (string | number | boolean)[] }
  | { kind: 'notPrefixed'; prefixes: readonly string[] }
  | { kind: 'lengthOutside'; min?: number; max?: number }
  /** Every row whose value another row has as well. */
  | { kind: 'repeated' };

/** What is to be found out about a window before its contract can be judged. @public */
export type ContractCheck =
  | { id: string; rule: 'minimumRows'; rows: number }
  | { id: string; rule: 'column'; column: string }
  /** Only these may be there. */
  | { id: string; rule: 'additionalColumns'; columns: readonly string[] }
  | { id: string; rule: 'freshness'; column: string; maxAgeMs: number }
  | {
      id: string;
      rule:
        | 'type'
        | 'required'
        | 'nullShare'
        | 'range'
        | 'allowed'
        | 'prefixes'
        | 'length'
        | 'unique'
        | 'future';
      column: string;
      /** No value of the column may be shown. */
      sensitive: boolean;
      /** Rows to be counted, and a few to be shown. */
      condition: BreachCondition;
      /** Share of the rows that may meet the condition, 0…1. */
      allowedShare: number;
    };

/** A check that counts rows. @public */
export type RowCheck = Extract<ContractCheck, { condition: BreachCondition }>;

type Column = NonNullable<DataContract['columns']>[string];

function conditionsOf(
  column: Column,
): { rule: RowCheck['rule']; condition: BreachCondition; share?: number }[] {
  const { min, max, minLength, maxLength, maxNullShare } = column;
  const boundType = { number: 'number', string: 'time' } as const;
  const bound = min ?? max;
  // Only what can be read as number or time can be inside or outside of a range
  const type: ValueType | undefined =
    column.type ??
    (bound === undefined
      ? undefined
      : boundType[typeof bound as 'number' | 'string']);
  const planned: ReturnType<typeof conditionsOf> = [];
  if (type !== undefined && type !== 'text') {
    planned.push({ rule: 'type', condition: { kind: 'notOfType', type } });
  }
  if (column.required) {
    planned.push({ rule: 'required', condition: { kind: 'isNull' } });
  }
  if (maxNullShare !== undefined) {
    planned.push({
      rule: 'nullShare',
      condition: { kind: 'isNull' },
      share: maxNullShare,
    });
  }
  if (min !== undefined || max !== undefined) {
    planned.push({ rule: 'range', condition: { kind: 'outside', min, max } });
  }
  if (column.allowed) {
    planned.push({
      rule: 'allowed',
      condition: { kind: 'notAllowed', allowed: column.allowed },
    });
  }
  if (column.prefixes) {
    planned.push({
      rule: 'prefixes',
      condition: { kind: 'notPrefixed', prefixes: column.prefixes },
    });
  }
  if (minLength !== undefined || maxLength !== undefined) {
    planned.push({
      rule: 'length',
      condition: { kind: 'lengthOutside', min: minLength, max: maxLength },
    });
  }
  if (column.unique) {
    planned.push({ rule: 'unique', condition: { kind: 'repeated' } });
  }
  return planned;
}

/**
 * The checks of a contract, as conditions that an engine counts rows by. Ids
 * are unique and stay the same from run to run. A text column needs no check of
 * its type: every value can be read as text.
 *
 * @public
 */
export function planContract(contract: DataContract): ContractCheck[] {
  const checks: ContractCheck[] = [];
  if (contract.minimumRows !== undefined) {
    checks.push({
      id: 'minimumRows',
      rule: 'minimumRows',
      rows: contract.minimumRows,
    });
  }
  const { freshness, additionalColumns, key } = contract;
  const columns = Object.entries(contract.columns ?? {});
  const named = new Set(columns.map(([column]) => column));
  for (const column of new Set([freshness?.column, key])) {
    if (column !== undefined && !named.has(column)) {
      checks.push({ id: `column:${column}`, rule: 'column', column });
    }
  }
  if (freshness) {
    const { column, maxAge } = freshness;
    const promised = new Map(columns).get(column);
    checks.push(
      {
        id: 'freshness',
        rule: 'freshness',
        column,
        maxAgeMs: parseDurationMs(maxAge)!,
      },
      {
        id: `future:${column}`,
        rule: 'future',
        column,
        sensitive: promised?.sensitive ?? false,
        condition: { kind: 'inFuture' },
        allowedShare: 0,
      },
    );
  }
  if (additionalColumns === 'forbidden') {
    const others = [freshness?.column, key].filter(name => name !== undefined);
    checks.push({
      id: 'additionalColumns',
      rule: 'additionalColumns',
      columns: [...new Set([...named, ...others])],
    });
  }
  for (const [column, promised] of columns) {
    checks.push({ id: `column:${column}`, rule: 'column', column });
    for (const { rule, condition, share } of conditionsOf(promised)) {
      checks.push({
        id: `${rule}:${column}`,
        rule,
        column,
        sensitive: promised.sensitive,
        condition,
        allowedShare: share ?? 0,
      });
    }
  }
  return checks;
}
