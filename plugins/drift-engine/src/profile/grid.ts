/**
 * Bins of a numeric column, frozen at the baseline: what makes profiles of
 * different windows, machines and engines additive.
 *
 * A value v with low ≤ v ≤ high is in bin
 *
 * - `identity`: floor(v − low), for whole numbers of a small range;
 * - `linear`: floor((v − low) · inverse);
 * - `softsign`: floor((y + 1) · half), where y = 1 − s/(s + (v − c)) for v ≥ c
 *   and y = s/(s + (c − v)) − 1 below, for heavy tails.
 *
 * Only + − · / and floor: every engine with IEEE 754 numbers gives the same bin.
 *
 * @public
 */
export type Grid =
  | { kind: 'identity'; bins: number; low: number; high: number }
  | { kind: 'linear'; bins: number; low: number; high: number; inverse: number }
  | {
      kind: 'softsign';
      bins: number;
      low: number;
      high: number;
      centre: number;
      scale: number;
      half: number;
    };

/** Bins of a baseline and of windows that are scanned. */
export const BATCH_BINS = 8192;
/** Keeps the largest value inside the last bin, whatever rounding does. */
const JUST_BELOW_ONE = 1 - 2 ** -40;

/** What the choice of a grid needs to know about the baseline. @public */
export interface GridFacts {
  min: number;
  max: number;
  /** Quartiles, approximate. */
  quartiles: readonly [number, number, number];
  areWholeNumbers: boolean;
}

/**
 * The grid of a baseline: whole numbers on their own where they fit, else equal
 * widths, or the softsign map where equal widths would put the middle half of
 * the values into a fraction of the bins.
 *
 * @public
 */
export function chooseGrid(facts: GridFacts, bins: number = BATCH_BINS): Grid {
  const { min, max, quartiles } = facts;
  if (facts.areWholeNumbers && max - min < bins) {
    return { kind: 'identity', bins: max - min + 1, low: min, high: max };
  }
  const width = max - min;
  const [lower, median, upper] = quartiles;
  const spread = upper - lower;
  // Equal widths serve while the middle half has at least a twentieth of the bins
  if (!(spread > 0) || !Number.isFinite(width) || spread / width < 1 / 20) {
    const scale = spread > 0 ? spread : fallbackScale(facts);
    return {
      kind: 'softsign',
      bins,
      low: min,
      high: max,
      centre: median,
      scale,
      half: (bins / 2) * JUST_BELOW_ONE,
    };
  }
  return {
    kind: 'linear',
    bins,
    low: min,
    high: max,
    inverse: (bins / width) * JUST_BELOW_ONE,
  };
}

/** Most values are equal: the distance of the median from the ends says how wide to look. */
function fallbackScale({ min, max, quartiles: [, median] }: GridFacts): number {
  const reach = Math.max(median - min, max - median) / 1000;
  return reach > 0 && Number.isFinite(reach) ? reach : 1;
}

/** The bin of a value; −1 below the grid, `bins` above it. NaN is no value. @public */
export function binOf(grid: Grid, value: number): number {
  if (value < grid.low) {
    return -1;
  }
  if (!(value <= grid.high)) {
    return grid.bins;
  }
  switch (grid.kind) {
    case 'identity':
      return Math.floor(value - grid.low);
    case 'linear':
      return Math.floor((value - grid.low) * grid.inverse);
    default: {
      const { centre, scale, half } = grid;
      const y =
        value >= centre
          ? 1 - scale / (scale + (value - centre))
          : scale / (scale + (centre - value)) - 1;
      return Math.floor((y + 1) * half);
    }
  }
}

/** Lower edge of a bin, 0…bins, inside [low, high]; exact to a few units in the last place. @public */
export function edgeOf(grid: Grid, bin: number): number {
  if (bin <= 0) {
    return grid.low;
  }
  if (bin >= grid.bins) {
    return grid.high;
  }
  const clamp = (value: number) =>
    Math.min(grid.high, Math.max(grid.low, value));
  switch (grid.kind) {
    case 'identity':
      return grid.low + bin;
    case 'linear':
      return clamp(grid.low + bin / grid.inverse);
    default: {
      const y = bin / grid.half - 1;
      return clamp(
        y >= 0
          ? grid.centre + (grid.scale * y) / (1 - y)
          : grid.centre - (grid.scale * -y) / (1 + y),
      );
    }
  }
}

/** Whether two grids put every value into the same bin. @public */
export function isSameGrid(a: Grid, b: Grid): boolean {
  return (
    JSON.stringify(a, Object.keys(a).sort()) ===
    JSON.stringify(b, Object.keys(b).sort())
  );
}
