import { exactly } from '../money/formatMoney';
import { formatUnit } from './formatUnit';

/** What one of something costs, with every digit for who points at it. */
export function UnitMoney(props: { amount: string; currency: string }) {
  const { amount, currency } = props;
  return (
    <span title={exactly(amount, currency)} style={{ whiteSpace: 'nowrap' }}>
      {formatUnit(amount, currency)}
    </span>
  );
}
