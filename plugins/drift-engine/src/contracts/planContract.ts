import { parseDurationMs } from '../monitor/duration';
import { DataContract, ValueType } from './dataContract';

/** Which rows break a rule. Nulls break `isNull` only. @public */
export type BreachCondition =
  | { kind: 'isNull' }
  | { kind: 'notOfType'; type: ValueType }
  | { kind: 'outside'; min?: number | string; max?: number | string }
  | { kind: 'notAllowed'; allowed: readonly (string | number | boolean)[] }
  | { kind: 'notPrefixed'; prefixes: readonly string[] }
  | { kind: 'lengthOutside'; min?: number; max?: number }
  /** Every row whose value another row has as well. */
  | { kind: 'repeated' };

/** What is to be found out about a window before its contract can be judged. @public */
export type ContractCheck =
  | { id: string; rule: 'minimumRows'; rows: number }
  | { id: string; rule: 'column'; column: string }
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
        | 'unique';
      column: string;
      /** Rows to be counted, and a few to be shown. */
      condition: BreachCondition;
      /** Share of the rows that may meet the condition, 0…1. */
      allowedShare: number;
    };

type RowCheck = Extract<ContractCheck, { condition: BreachCondition }>;
type Column = NonNullable<DataContract['columns']>[string];

function conditionsOf(
  column: Column,
): { rule: RowCheck['rule']; condition: BreachCondition; share?: number }[] {
  const { type, min, max, minLength, maxLength, maxNullShare } = column;
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
  if (contract.freshness) {
    const { column, maxAge } = contract.freshness;
    checks.push({
      id: 'freshness',
      rule: 'freshness',
      column,
      maxAgeMs: parseDurationMs(maxAge)!,
    });
  }
  for (const [column, promised] of Object.entries(contract.columns ?? {})) {
    checks.push({ id: `column:${column}`, rule: 'column', column });
    for (const { rule, condition, share } of conditionsOf(promised)) {
      checks.push({
        id: `${rule}:${column}`,
        rule,
        column,
        condition,
        allowedShare: share ?? 0,
      });
    }
  }
  return checks;
}
