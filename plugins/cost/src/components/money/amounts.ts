/** Digits behind the point that are kept; the backend keeps no more. */
const DIGITS = 54;
const UNIT = 10n ** BigInt(DIGITS);
/** Enough for the width of a bar and for per cent. */
const RATIO_STEPS = 1_000_000_000n;

/** An exact decimal as a whole number of the smallest units. */
function unitsOf(amount: string): bigint {
  const [, sign, whole, digits = ''] =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined) {
    throw new Error(`${amount} is no decimal`);
  }
  const units = BigInt(whole + digits.slice(0, DIGITS).padEnd(DIGITS, '0'));
  return sign ? -units : units;
}

function textOf(units: bigint): string {
  const size = units < 0n ? -units : units;
  const digits = String(size % UNIT)
    .padStart(DIGITS, '0')
    .replace(/0+$/, '');
  const text = `${size / UNIT}${digits && `.${digits}`}`;
  return units < 0n ? `-${text}` : text;
}

/** Sum of exact decimals, to the last digit. */
export function addAmounts(amounts: readonly string[]): string {
  return textOf(amounts.reduce((sum, amount) => sum + unitsOf(amount), 0n));
}

/** What is left, to the last digit. */
export function subtractAmounts(amount: string, taken: string): string {
  return textOf(unitsOf(amount) - unitsOf(taken));
}

/** A part of an amount, such as that of a day; digits beyond the last are cut. */
export function divideAmount(
  amount: string,
  by: number,
  times: number = 1,
): string {
  return textOf((unitsOf(amount) * BigInt(times)) / BigInt(by));
}

/** Below zero when the first is the smaller one. */
export function compareAmounts(a: string, b: string): number {
  const difference = unitsOf(a) - unitsOf(b);
  return difference === 0n ? 0 : (difference > 0n && 1) || -1;
}

/** Without its sign: what counts for how large a change is. */
export function sizeOf(amount: string): string {
  return amount.replace(/^-/, '');
}

/** -1, 0 or 1. */
export function signOf(amount: string): number {
  return compareAmounts(amount, '0');
}

/** A part of a whole for bars and per cent; undefined where the whole is not above zero. */
export function ratioOf(part: string, whole: string): number | undefined {
  const units = unitsOf(whole);
  return units > 0n
    ? Number((unitsOf(part) * RATIO_STEPS) / units) / Number(RATIO_STEPS)
    : undefined;
}
