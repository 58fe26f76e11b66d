const UNITS = ['B', 'kB', 'MB', 'GB'];

/** A size with its unit, decimal: `0 B`, `1.2 kB`, `34 MB`. @public */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
