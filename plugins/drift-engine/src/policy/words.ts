/** Three digits, without zeros at the end. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** `= 0.012`, or `< 0.001`. */
export function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${figure(p)}`;
}
