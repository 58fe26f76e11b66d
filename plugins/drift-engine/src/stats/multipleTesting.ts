/**
 * Benjamini-Hochberg adjusted p-values: rejecting those at most q keeps the
 * expected share of false rejections at q. Undefined entries stay undefined and
 * do not count as tests.
 *
 * Source: Benjamini and Hochberg, J. R. Statist. Soc. B 57 (1995).
 *
 * @public
 */
export function benjaminiHochberg(
  pValues: readonly (number | undefined)[],
): (number | undefined)[] {
  const order = pValues
    .map((p, index) => ({ p, index }))
    .filter(
      (entry): entry is { p: number; index: number } => entry.p !== undefined,
    )
    .sort((a, b) => a.p - b.p);
  const adjusted = new Array<number | undefined>(pValues.length).fill(
    undefined,
  );
  let smallest = 1;
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const { p, index } = order[rank - 1];
    smallest = Math.min(smallest, (p * order.length) / rank);
    adjusted[index] = smallest;
  }
  return adjusted;
}

/**
 * Bonferroni adjusted p-values: rejecting those at most q keeps the chance of
 * any false rejection at q. Undefined entries stay undefined and do not count.
 *
 * Source: Dunn, J. Am. Statist. Assoc. 56 (1961).
 *
 * @public
 */
export function bonferroni(
  pValues: readonly (number | undefined)[],
): (number | undefined)[] {
  const tests = pValues.filter(p => p !== undefined).length;
  return pValues.map(p => (p === undefined ? p : Math.min(1, p * tests)));
}
