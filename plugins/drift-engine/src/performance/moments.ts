/** Count, mean and sum of squared deviations: mergeable without cancellation. @public */
export interface Moments {
  count: number;
  mean: number;
  squares: number;
}

/** Moments of no value. */
export function noMoments(): Moments {
  return { count: 0, mean: 0, squares: 0 };
}

/** Adds a value in place. Source: Welford (1962), doi:10.2307/1266577. */
export function addToMoments(moments: Moments, value: number): void {
  moments.count += 1;
  const before = value - moments.mean;
  moments.mean += before / moments.count;
  moments.squares += before * (value - moments.mean);
}

/** Moments of both. Source: Chan, Golub & LeVeque (1983), doi:10.2307/2683386. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  if (count === 0) {
    return noMoments();
  }
  const apart = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (apart * b.count) / count,
    squares:
      a.squares + b.squares + (apart * apart * a.count * b.count) / count,
  };
}

/** Standard error of the mean, with the sample's own standard deviation. */
export function standardError(moments: Moments): number | undefined {
  return moments.count < 2
    ? undefined
    : Math.sqrt(moments.squares / (moments.count - 1) / moments.count);
}
