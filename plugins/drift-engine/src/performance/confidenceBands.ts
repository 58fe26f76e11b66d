/** Two-sided 95 % point of the normal distribution. */
const Z_95 = 1.959963984540054;

/** Ends of a confidence band. */
export interface Band {
  low: number;
  high: number;
}

/**
 * Band of a proportion. Source: Wilson (1927), score interval at 95 %; stays
 * inside 0…1 and is not empty at 0 and 1.
 */
export function wilsonBand(successes: number, trials: number): Band {
  const share = successes / trials;
  const square = (Z_95 * Z_95) / trials;
  const middle = (share + square / 2) / (1 + square);
  const half =
    (Z_95 / (1 + square)) *
    Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === trials ? 1 : Math.min(1, middle + half),
  };
}

/** Band of a mean by the central limit theorem, cut to the range of the figure. */
export function normalBand(
  mean: number,
  standardError: number,
  range: readonly [number, number],
): Band {
  return {
    low: Math.max(range[0], mean - Z_95 * standardError),
    high: Math.min(range[1], mean + Z_95 * standardError),
  };
}

/**
 * Band of an area under a precision-recall curve. Source: Boyd, Eng & Page
 * (2013), logit interval with the number of positives; never leaves 0…1.
 */
export function logitBand(area: number, positives: number): Band | undefined {
  if (area <= 0 || area >= 1) {
    return undefined;
  }
  const middle = Math.log(area / (1 - area));
  const half = Z_95 / Math.sqrt(positives * area * (1 - area));
  const toShare = (x: number) => 1 / (1 + Math.exp(-x));
  return { low: toShare(middle - half), high: toShare(middle + half) };
}
