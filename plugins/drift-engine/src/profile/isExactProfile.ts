import { NumericProfile } from './NumericProfile';

/** Whether every bin holds one value only, so that the bins are the values. */
export function isExactProfile(profile: NumericProfile): boolean {
  return (
    profile.grid.kind === 'identity' &&
    profile.below.count === 0 &&
    profile.above.count === 0 &&
    profile.bins.every(
      (count, bin) => profile.sums[bin] === count * (profile.grid.low + bin),
    )
  );
}
