import { CostRow } from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts, signOf, sizeOf } from '../money/amounts';

/** A row of what cost something before. */
export type CeasedRow = CostRow & { previousSameDays: string };

/** What cost something on the same days before and nothing now, the largest of each currency first. */
export function findCeased(rows: readonly CostRow[]): CeasedRow[] {
  return rows
    .flatMap(row => {
      const { amount, previousSameDays } = row;
      return previousSameDays !== null &&
        signOf(previousSameDays) !== 0 &&
        signOf(amount) === 0
        ? [{ ...row, previousSameDays }]
        : [];
    })
    .sort(
      (a, b) =>
        a.currency.localeCompare(b.currency) ||
        compareAmounts(sizeOf(b.previousSameDays), sizeOf(a.previousSameDays)),
    );
}
