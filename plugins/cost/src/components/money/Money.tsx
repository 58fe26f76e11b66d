import { exactly, formatMoney, formatRoughly } from './formatMoney';

/** An amount as it is read, with every digit for who points at it. */
export function Money(props: {
  amount: string;
  currency: string;
  /** In a sentence cents only get in the way. */
  isRough?: boolean;
}) {
  const { amount, currency, isRough } = props;
  const format = isRough ? formatRoughly : formatMoney;
  return (
    <span title={exactly(amount, currency)} style={{ whiteSpace: 'nowrap' }}>
      {format(amount, currency)}
    </span>
  );
}
