/**
 * The candidate that a slip of the keyboard away from `text`, if there is exactly
 * one nearest: at most one slip in a short word, two in a word of eight letters
 * or more.
 */
export function nearMiss(
  text: string,
  candidates: readonly string[],
): string | undefined {
  const limit = text.length >= 8 ? 2 : 1;
  const ranked = candidates
    .map(candidate => ({
      candidate,
      slips: countSlips(text.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  return ranked.length > 1 && ranked[0].slips === ranked[1].slips
    ? undefined
    : ranked[0]?.candidate;
}

/**
 * Damerau-Levenshtein distance in its restricted form: letters added, left out,
 * exchanged, or swapped with their neighbour.
 */
export function countSlips(a: string, b: string): number {
  const rows: number[][] = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const exchange = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(
        rows[i - 1][j] + 1,
        rows[i][j - 1] + 1,
        rows[i - 1][j - 1] + exchange,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.length][b.length];
}
