/** Tolerance of a statistic: nine digits, or twelve decimals near zero. */
export function isCloseStatistic(ours: number, theirs: number): boolean {
  return Math.abs(ours - theirs) <= Math.max(1e-12, 1e-9 * Math.abs(theirs));
}

/** Tolerance of a probability: six digits, and below 1e-12 one percent of its logarithm. */
export function isCloseProbability(ours: number, theirs: number): boolean {
  if (theirs > 1e-12) {
    // Probabilities that are 1 minus a sum keep no digit below 1e-14
    return Math.abs(ours - theirs) <= Math.max(1e-6 * theirs, 1e-14);
  }
  if (ours === 0 || theirs === 0) {
    return ours < 1e-300 && theirs === 0;
  }
  return Math.abs(Math.log10(ours / theirs)) <= 0.01 * -Math.log10(theirs);
}
