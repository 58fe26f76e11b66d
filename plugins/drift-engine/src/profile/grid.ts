/**
 * Bins of a numeric column, frozen at the baseline: what makes profiles of
 * different windows, machines and engines additive.
 *
 * The place of a value v is
 *
 * - `identity`: v − low, for whole numbers of a small range;
 * - `linear`: (v − low) · inverse;
 * - `softsign`: (y − offset) · inverse, where y = 1 − s/(s + |v − c|), negative
 *   below c, for heavy tails.
 *
 * A value is in bin floor(place); below the grid where the place is negative,
 * above it from `bins` on. Every step is monotone also after rounding, and only
 * + − · / are used: every engine with IEEE 754 numbers gives the same bin.
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
      offset: number;
      inverse: number;
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
  if (min === max) {
    return constantGrid(min);
  }
  const width = max - min;
  const spread = quartiles[2] - quartiles[0];
  // Equal widths serve while the middle half has at least a twentieth of the bins
  return !(spread > 0) || !Number.isFinite(width) || spread / width < 1 / 20
    ? softsignGrid(facts, bins)
    : {
        kind: 'linear',
        bins,
        low: min,
        high: max,
        inverse: Math.min(Number.MAX_VALUE, bins / width) * JUST_BELOW_ONE,
      };
}

/** One bin that holds one value only. */
function constantGrid(value: number): Grid {
  const step = Math.max(Number.MIN_VALUE, Math.abs(value) * 2 ** -53);
  return {
    kind: 'linear',
    bins: 1,
    low: value,
    high: value,
    inverse: Math.min(Number.MAX_VALUE, 1 / step),
  };
}

function softsignGrid(facts: GridFacts, bins: number): Grid {
  const { min, max, quartiles } = facts;
  const [lower, median, upper] = quartiles;
  const spread = upper - lower;
  const scale = Math.max(
    spread > 0 ? spread : fallbackScale(facts),
    // Else the ends could not be told from infinity
    (max / 2 - min / 2) * 2 ** -35,
  );
  // Without negative values there is one tail only, and one branch less to compute
  const centre = min >= 0 && min < scale ? 0 : median;
  const offset = softsign({ centre, scale }, min);
  const reach = softsign({ centre, scale }, max) - offset;
  return {
    kind: 'softsign',
    bins,
    low: min,
    high: max,
    centre,
    scale,
    offset,
    inverse: Math.min(Number.MAX_VALUE, bins / reach) * JUST_BELOW_ONE,
  };
}

/** Most values are equal: the distance of the median from the ends says how wide to look. */
function fallbackScale({ min, max, quartiles: [, median] }: GridFacts): number {
  const reach = Math.max(median - min, max - median) / 1000;
  return reach > 0 && Number.isFinite(reach) ? reach : 1;
}

function softsign(
  { centre, scale }: { centre: number; scale: number },
  value: number,
): number {
  const rest = scale / (scale + Math.abs(value - centre));
  return value >= centre ? 1 - rest : rest - 1;
}

function placeOf(grid: Grid, value: number): number {
  switch (grid.kind) {
    case 'identity':
      return value - grid.low;
    case 'linear':
      return (value - grid.low) * grid.inverse;
    default:
      return (softsign(grid, value) - grid.offset) * grid.inverse;
  }
}

/** The bin of a value; −1 below the grid, `bins` above it. NaN is no value. @public */
export function binOf(grid: Grid, value: number): number {
  const place = placeOf(grid, value);
  if (place < 0) {
    return -1;
  }
  return place < grid.bins ? Math.floor(place) : grid.bins;
}

/** Lower edge of a bin, 0…bins; exact to a few units in the last place. @public */
export function edgeOf(grid: Grid, bin: number): number {
  if (bin <= 0) {
    return grid.low;
  }
  const edge = naturalEdge(grid, Math.min(bin, grid.bins));
  return Math.min(Number.MAX_VALUE, Math.max(grid.low, edge));
}

function naturalEdge(grid: Grid, bin: number): number {
  switch (grid.kind) {
    case 'identity':
      return grid.low + bin;
    case 'linear':
      return grid.low + bin / grid.inverse;
    default: {
      const y = Math.min(1, grid.offset + bin / grid.inverse);
      return grid.centre + (grid.scale * y) / (1 - Math.abs(y));
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
