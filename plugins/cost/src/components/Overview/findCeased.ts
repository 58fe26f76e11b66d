import { CostRow } from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts, signOf, sizeOf } from '../money/amounts';

const keyOf = ({ entityRef, currency }: CostRow) => `${entityRef} ${currency}`;

/** Rows that cost something before and are not there any more, the largest of each currency first. */
export function findCeased(
  now: readonly CostRow[],
  before: readonly CostRow[],
): CostRow[] {
  const known = new Set(now.map(keyOf));
  return before
    .filter(row => signOf(row.amount) !== 0 && !known.has(keyOf(row)))
    .sort(
      (a, b) =>
        a.currency.localeCompare(b.currency) ||
        compareAmounts(sizeOf(b.amount), sizeOf(a.amount)),
    );
}
