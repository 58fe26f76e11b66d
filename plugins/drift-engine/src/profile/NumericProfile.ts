import { NumericSample, SampleCounts } from '../samples/samples';
import { binOf, Grid, isSameGrid } from './grid';

/** A count and the sum of the values counted. @public */
export interface Mass {
  count: number;
  sum: number;
}

/**
 * Summary of a numeric column on a frozen grid. Profiles on one grid are added
 * to get the profile of all their rows.
 *
 * @public
 */
export interface NumericProfile {
  version: 1;
  kind: 'numeric';
  grid: Grid;
  counts: SampleCounts;
  /** Outside the grid. */
  below: Mass;
  above: Mass;
  /** By bin: how many values, and their sum. */
  bins: Float64Array;
  sums: Float64Array;
  /** Smallest and largest finite value; absent without one. */
  min?: number;
  max?: number;
  /** Sum of squared distances from the mean, over the finite values. */
  squares: number;
}

/** A profile without rows. @public */
export function emptyNumericProfile(grid: Grid): NumericProfile {
  return {
    version: 1,
    kind: 'numeric',
    grid,
    counts: { rows: 0, nulls: 0, nonFinite: 0, mistyped: 0 },
    below: { count: 0, sum: 0 },
    above: { count: 0, sum: 0 },
    bins: new Float64Array(grid.bins),
    sums: new Float64Array(grid.bins),
    squares: 0,
  };
}

/** Finite values of a profile, and their mean. @public */
export function totalOf(profile: NumericProfile): {
  count: number;
  mean: number;
} {
  let { count } = profile.below;
  let { sum } = profile.below;
  count += profile.above.count;
  sum += profile.above.sum;
  for (let bin = 0; bin < profile.bins.length; bin += 1) {
    count += profile.bins[bin];
    sum += profile.sums[bin];
  }
  return { count, mean: count > 0 ? sum / count : 0 };
}

/** The profile of a sample. @public */
export function profileSample(
  sample: NumericSample,
  grid: Grid,
  missing: Omit<SampleCounts, 'rows'> = { nulls: 0, nonFinite: 0, mistyped: 0 },
): NumericProfile {
  const profile = emptyNumericProfile(grid);
  let total = 0;
  let mean = 0;
  for (let i = 0; i < sample.values.length; i += 1) {
    const value = sample.values[i];
    const count = sample.counts[i];
    addValue(profile, value, count);
    total += count;
    const distance = value - mean;
    mean += (distance * count) / total;
    profile.squares += count * distance * (value - mean);
  }
  profile.counts = {
    ...missing,
    rows: total + missing.nulls + missing.nonFinite + missing.mistyped,
  };
  return profile;
}

/** Counts a finite value; keeps everything but `counts` and `squares`. */
function addValue(profile: NumericProfile, value: number, count: number): void {
  const bin = binOf(profile.grid, value);
  if (bin < 0 || bin >= profile.grid.bins) {
    const side = bin < 0 ? profile.below : profile.above;
    side.count += count;
    side.sum += count * value;
  } else {
    profile.bins[bin] += count;
    profile.sums[bin] += count * value;
  }
  profile.min =
    profile.min === undefined ? value : Math.min(profile.min, value);
  profile.max =
    profile.max === undefined ? value : Math.max(profile.max, value);
}

const add = (a: Float64Array, b: Float64Array) =>
  a.map((value, index) => value + b[index]);
const addMass = (a: Mass, b: Mass): Mass => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
});

function either(
  a: number | undefined,
  b: number | undefined,
  choose: (...values: number[]) => number,
): number | undefined {
  if (a === undefined || b === undefined) {
    return a ?? b;
  }
  return choose(a, b);
}

/**
 * The profile of the rows of both: equal to profiling them together, counts to
 * the last one and sums to 1e-12. Throws an Error when their grids differ.
 *
 * @public
 */
export function mergeNumericProfiles(
  a: NumericProfile,
  b: NumericProfile,
): NumericProfile {
  if (!isSameGrid(a.grid, b.grid)) {
    throw new Error(
      'Profiles on different grids cannot be added: they belong to different baselines',
    );
  }
  const left = totalOf(a);
  const right = totalOf(b);
  const total = left.count + right.count;
  // Chan, Golub and LeVeque (1979)
  const between =
    total > 0
      ? ((right.mean - left.mean) ** 2 * left.count * right.count) / total
      : 0;
  return {
    version: 1,
    kind: 'numeric',
    grid: a.grid,
    counts: {
      rows: a.counts.rows + b.counts.rows,
      nulls: a.counts.nulls + b.counts.nulls,
      nonFinite: a.counts.nonFinite + b.counts.nonFinite,
      mistyped: a.counts.mistyped + b.counts.mistyped,
    },
    below: addMass(a.below, b.below),
    above: addMass(a.above, b.above),
    bins: add(a.bins, b.bins),
    sums: add(a.sums, b.sums),
    min: either(a.min, b.min, Math.min),
    max: either(a.max, b.max, Math.max),
    squares: a.squares + b.squares + between,
  };
}
