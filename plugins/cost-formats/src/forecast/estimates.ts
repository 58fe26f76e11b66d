import { Amount, AMOUNT_SCALE } from '../money/amount';

const UNIT = 10 ** AMOUNT_SCALE;

/** The amount as a double: for statistics, never for sums of money. */
export function asEstimate(amount: Amount): number {
  return Number(amount) / UNIT;
}

function askDigits(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', {
        style: 'currency',
        currency,
      }).resolvedOptions().maximumFractionDigits ?? 2
    );
  } catch {
    // Virtual currencies have names of other lengths
    return 2;
  }
}

/** More are no currencies that anybody pays in. */
const MAX_REMEMBERED = 200;
/** To ask takes longer than many a forecast. */
const remembered = new Map<string, number>();

/** Decimal places of the smallest coin of a currency; two where it is not known. */
export function minorDigits(currency = 'USD'): number {
  const digits = remembered.get(currency) ?? askDigits(currency);
  if (remembered.size < MAX_REMEMBERED) {
    remembered.set(currency, digits);
  }
  return digits;
}

/** An estimate as an amount, rounded to the smallest coin. */
export function roundEstimate(estimate: number, digits: number): Amount {
  const coins = Math.round(estimate * 10 ** digits);
  return BigInt(coins) * 10n ** BigInt(AMOUNT_SCALE - digits);
}

/** An exact amount, rounded half away from zero to the smallest coin. */
export function roundAmount(amount: Amount, digits: number): Amount {
  const coin = 10n ** BigInt(AMOUNT_SCALE - digits);
  const half = amount < 0n ? -coin / 2n : coin / 2n;
  return ((amount + half) / coin) * coin;
}
