import { CostOverview } from '@plumbline/backstage-plugin-cost-common';
import { addAmounts } from '../money/amounts';

/** How much is nobody's in a currency; undefined for those who may not know. */
export function unattributedOf(
  { reconciliation }: CostOverview,
  currency: string,
): string | undefined {
  const lines = reconciliation?.filter(line => line.currency === currency);
  return lines && lines.length > 0
    ? addAmounts(lines.map(({ unattributed }) => unattributed))
    : undefined;
}
