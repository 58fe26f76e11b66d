/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';

const trim = (value: number) =>
  Math.abs(value) >= 100
    ? value.toFixed(0)
    : String(Number(value.toPrecision(3)));

/** A number as a person reads it: `0.143`, `88 k`, `1.2 M`. @public */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) {
    return value.toExponential(2);
  }
  for (const [unit, name] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
  ] as const) {
    if (size >= unit) {
      const divisor = name === 'k' ? 1000 : unit;
      return `${trim(value / divisor)}${NBSP}${name}`;
    }
  }
  return trim(value);
}

/** A share of 0…1 as per cent; what is not nothing is never shown as nothing: `12 %`, `0.4 %`, `< 0.1 %`. @public */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) {
    return `<${NBSP}0.1${NBSP}%`;
  }
  if (percent < 100 && percent > 99.9) {
    return `>${NBSP}99.9${NBSP}%`;
  }
  return `${Number(percent.toFixed(percent < 10 ? 1 : 0))}${NBSP}%`;
}
