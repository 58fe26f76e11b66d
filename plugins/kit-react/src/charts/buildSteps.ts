/** A point of the outline of a histogram. */
export interface StepPoint {
  x: number;
  bin: number;
  reference: number;
  current: number;
}

/** Points inside a bin, so that the nearest one to a pointer lies in the bin under it. */
const INSIDE = 6;

const density = (options: { count: number; total: number; width: number }) =>
  options.total > 0 && options.width > 0
    ? options.count / options.total / options.width
    : 0;

/**
 * Outline of two histograms over the same bins of unequal widths: areas are
 * shares of rows, so a wide bin is low and not merely wide.
 */
export function buildSteps(options: {
  edges: readonly number[];
  reference: readonly number[];
  current: readonly number[];
  totals: { reference: number; current: number };
}): StepPoint[] {
  const { edges, reference, current, totals } = options;
  return reference.flatMap((count, bin) => {
    const [low, high] = [edges[bin], edges[bin + 1]];
    const width = high - low;
    const heights = {
      bin,
      reference: density({ count, total: totals.reference, width }),
      current: density({ count: current[bin], total: totals.current, width }),
    };
    return Array.from({ length: INSIDE + 1 }, (_, step) => ({
      x: low + (width * step) / INSIDE,
      ...heights,
    }));
  });
}
