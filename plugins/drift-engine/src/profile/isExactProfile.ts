import { NumericProfile } from './NumericProfile';

/** Whether every bin holds one value only, so that the bins are the values. */
export function isExactProfile(profile: NumericProfile): boolean {
  const { grid, below, above, bins, sums } = profile;
  if (below.count > 0 || above.count > 0) {
    return false;
  }
  if (grid.low === grid.high) {
    return true;
  }
  return (
    grid.kind === 'identity' &&
    bins.every((count, bin) => sums[bin] === count * (grid.low + bin))
  );
}
