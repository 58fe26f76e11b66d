import {
  Amount,
  AMOUNT_SCALE,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';

/** Decimal places of a unit cost, as of the shares of what is split. */
const PLACES = 12;
const UNIT = 10n ** BigInt(AMOUNT_SCALE - PLACES);

/** A whole number of 10⁻¹² of a currency unit that is nearest to a fraction; a half is rounded away from zero. */
function divideAmount(amount: Amount, divisor: bigint): Amount {
  const size = amount < 0n ? -amount : amount;
  const whole = divisor * UNIT;
  const rounded = ((2n * size + whole) / (2n * whole)) * UNIT;
  return amount < 0n ? -rounded : rounded;
}

/** What a number of units cost where another number cost an amount, to 12 decimal places. Undefined of none, and where the amount is not known. */
export function unitCost(
  amount: Amount | undefined,
  count: number | undefined,
  units: number,
): string | undefined {
  return amount === undefined || !count
    ? undefined
    : formatAmount(divideAmount(amount * BigInt(units), BigInt(count)));
}
