import { CostDifference } from '@plumbline/backstage-plugin-cost-common';
import { signOf, subtractAmounts } from '../money/amounts';
import { formatMoney } from '../money/formatMoney';
import { Money } from '../money/Money';

/** An amount, or that there was none: that is not zero. */
export function AmountCell(props: { amount: string | null; currency: string }) {
  const { amount, currency } = props;
  return amount === null ? (
    <>–</>
  ) : (
    <Money amount={amount} currency={currency} />
  );
}

/** How much more or less it is, or that it has become or ceased to be one's. */
export function DifferenceCell({ difference }: { difference: CostDifference }) {
  const { before, after, currency } = difference;
  if (before === null || after === null) {
    return <>{before === null ? 'new' : 'no longer'}</>;
  }
  const change = subtractAmounts(after, before);
  return (
    <>{`${signOf(change) > 0 ? '+' : ''}${formatMoney(change, currency)}`}</>
  );
}
