import {
  CostOverview,
  CostSummaryAnswer,
  UnattributedCost,
} from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts, sizeOf } from '../money/amounts';

/** What is nobody's in the accounts of which somebody pays a part, the largest of each currency first. */
export function findUnattributed(
  { unattributed = [] }: CostOverview,
  byAccount: CostSummaryAnswer,
): UnattributedCost[] {
  const accounts = new Set(
    byAccount.currencies.flatMap(({ parts }) => parts.map(({ key }) => key)),
  );
  return unattributed
    .filter(({ account }) => account !== undefined && accounts.has(account))
    .sort(
      (a, b) =>
        a.currency.localeCompare(b.currency) ||
        compareAmounts(sizeOf(b.amount), sizeOf(a.amount)),
    );
}
