import { CostRow } from '@plumbline/backstage-plugin-cost-common';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { addAmounts, compareAmounts } from '../money/amounts';

/** By what the rows of the overview count together. */
export const GROUPINGS = {
  domain: 'Domain',
  system: 'System',
  owner: 'Owner',
  entity: 'Entity',
} as const;

export type Grouping = keyof typeof GROUPINGS;

/** What counts together, in one currency. */
export interface CostGroupRow {
  /** Absent: what has none. */
  ref?: string;
  currency: string;
  amount: string;
  direct: string;
  shared: string;
  idle: string;
  /** null unless all of it was known: a part would look like growth. */
  previousSameDays: string | null;
  /** Entities that are counted. */
  entities: number;
  budgetStatus?: CostRow['budgetStatus'];
}

const KEYS: Record<Grouping, (row: CostRow) => string | undefined> = {
  domain: row => row.domainRef,
  system: row => row.systemRef,
  owner: row => row.ownerRef,
  entity: row => row.entityRef,
};

function addUp(
  ref: string | undefined,
  rows: readonly CostRow[],
): CostGroupRow {
  const sum = (field: 'amount' | 'direct' | 'shared' | 'idle') =>
    addAmounts(rows.map(row => row[field]));
  const previous = rows.flatMap(row => row.previousSameDays ?? []);
  return {
    ref,
    currency: rows[0].currency,
    amount: sum('amount'),
    direct: sum('direct'),
    shared: sum('shared'),
    idle: sum('idle'),
    previousSameDays:
      previous.length < rows.length ? null : addAmounts(previous),
    entities: rows.length,
    // A budget is of one entity; that of a system stands on its own page
    budgetStatus: rows.length === 1 ? rows[0].budgetStatus : undefined,
  };
}

/** Rows of one currency, counted together: the largest first, what has none last. */
export function groupRows(
  rows: readonly CostRow[],
  grouping: Grouping,
): CostGroupRow[] {
  return [...groupBy(rows, KEYS[grouping])]
    .map(([ref, members]) => addUp(ref, members))
    .sort(
      (a, b) =>
        Number(a.ref === undefined) - Number(b.ref === undefined) ||
        compareAmounts(b.amount, a.amount) ||
        (a.ref ?? '').localeCompare(b.ref ?? ''),
    );
}

/** Currencies of the rows, each with its own; they are never added. */
export function splitByCurrency(
  rows: readonly CostRow[],
): [currency: string, rows: CostRow[]][] {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  return currencies.map(currency => [
    currency,
    rows.filter(row => row.currency === currency),
  ]);
}
