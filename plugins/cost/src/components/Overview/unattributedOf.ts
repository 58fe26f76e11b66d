import { CostOverview } from '@plumbline/backstage-plugin-cost-common';
import { addAmounts } from '../money/amounts';

/** The backend lists no more of them: their sum would be too small. */
const MOST_LISTED = 200;

/** How much is nobody's in a currency; undefined where it is not known, or not for the reader to know. */
export function unattributedOf(
  { conversion, reconciliation, unattributed }: CostOverview,
  currency: string,
): string | undefined {
  // Bills are checked in their own currencies, so converted parts are added up
  const isCut = (unattributed?.length ?? 0) >= MOST_LISTED;
  if (conversion && isCut) {
    return undefined;
  }
  const amounts = conversion
    ? unattributed
        ?.filter(cost => cost.currency === currency)
        .map(({ amount }) => amount)
    : reconciliation
        ?.filter(line => line.currency === currency)
        .map(line => line.unattributed);
  return amounts && amounts.length > 0 ? addAmounts(amounts) : undefined;
}
