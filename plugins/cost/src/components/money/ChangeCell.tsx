import { signOf, subtractAmounts } from './amounts';
import { exactly, formatMoney } from './formatMoney';

/** A change to the cent: in a table nothing is rounded away. */
export function ChangeCell(props: {
  amount: string;
  previous: string | null;
  currency: string;
}) {
  const { amount, previous, currency } = props;
  if (previous === null) {
    return <>new</>;
  }
  const change = subtractAmounts(amount, previous);
  return (
    <span title={`${exactly(previous, currency)} before`}>
      {signOf(change) > 0 && '+'}
      {formatMoney(change, currency)}
    </span>
  );
}
