/**
 * An amount of money as a whole number of 10⁻⁵⁴ of a currency unit: sums are
 * exact, whatever their order. Bills have up to 24 decimal places (Azure's),
 * numbers that went through a double up to 42.
 *
 * @public
 */
export type Amount = bigint;

/** Decimal places of an {@link Amount}. @public */
export const AMOUNT_SCALE = 54;

/** Powers of ten from the unit of an amount to that of a currency: thousands of amounts are read for a page. */
const POWERS = Array.from(
  { length: AMOUNT_SCALE + 1 },
  (_, places) => 10n ** BigInt(places),
);
/** Longer text is no amount. */
export const MAX_AMOUNT_LENGTH = 128;

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
const CURRENCY_SIGNS = /^(?<sign>[+-]?\s*\(?\s*)[$€£¥]|[$€£¥]$/;
/** Thousands as the United States and Great Britain write them. */
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

function powerOfTen(places: number): bigint {
  return POWERS[places] ?? 10n ** BigInt(places);
}

function readPlain(text: string): Amount | undefined {
  const match = PLAIN.exec(text);
  if (!match) {
    return undefined;
  }
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') {
    return undefined;
  }
  const digits = BigInt(whole + fraction);
  const shift = AMOUNT_SCALE - fraction.length + Number(exponent);
  let units: bigint;
  if (shift >= 0) {
    units = digits * powerOfTen(shift);
  } else {
    const divisor = powerOfTen(-shift);
    if (digits % divisor !== 0n) {
      return undefined;
    }
    units = digits / divisor;
  }
  return sign === '-' ? -units : units;
}

/**
 * The amount that a text states: `12.5`, `1.5E-7`, `"$50,000.00 "`, `(12.00)`
 * for a negative one. A decimal comma, `NaN`, and more than
 * {@link AMOUNT_SCALE} decimal places are no amount: undefined, never a rounded
 * one.
 *
 * @public
 */
export function readAmount(text: string): Amount | undefined {
  if (text.length > MAX_AMOUNT_LENGTH) {
    return undefined;
  }
  const plain = readPlain(text);
  if (plain !== undefined) {
    return plain;
  }
  // Before or after the sign, within or outside of the brackets
  let rest = text.trim().replace(CURRENCY_SIGNS, '$<sign>').trim();
  const isBracketed = rest.startsWith('(') && rest.endsWith(')');
  if (isBracketed) {
    rest = rest.slice(1, -1).trim();
  }
  const sign = /^[+-]/.exec(rest)?.[0] ?? '';
  rest = rest.slice(sign.length).trim();
  if (isBracketed && sign !== '') {
    return undefined;
  }
  if (GROUPED.test(rest)) {
    rest = rest.replaceAll(',', '');
  }
  const amount = /^[+-]/.test(rest) ? undefined : readPlain(rest);
  return amount !== undefined && (sign === '-' || isBracketed)
    ? -amount
    : amount;
}

/** The amount as decimal text without an exponent and without superfluous zeros, such as `-0.25`. @public */
export function formatAmount(amount: Amount): string {
  const isNegative = amount < 0n;
  const digits = (isNegative ? -amount : amount)
    .toString()
    .padStart(AMOUNT_SCALE + 1, '0');
  const point = digits.length - AMOUNT_SCALE;
  let end = digits.length;
  while (end > point && digits[end - 1] === '0') {
    end -= 1;
  }
  return `${isNegative ? '-' : ''}${digits.slice(0, point)}${
    end > point ? `.${digits.slice(point, end)}` : ''
  }`;
}
