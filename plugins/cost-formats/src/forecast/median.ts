/** The median of numbers: the middle one, or the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) {
    return NaN;
  }
  // Typed arrays sort by number, and three times as fast
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median absolute deviation from the median (Hampel 1974), without the
 * factor for the normal distribution. Zero or more.
 */
export function medianDeviation(
  values: readonly number[],
  center: number,
): number {
  return median(values.map(value => Math.abs(value - center)));
}
