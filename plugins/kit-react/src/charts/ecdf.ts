/** Rows per bin and outside of the bins. */
export interface BinnedRows {
  /** One more than there are counts, ascending. */
  edges: readonly number[];
  counts: readonly number[];
  below: number;
  above: number;
}

/**
 * Share of rows at or below each edge: the empirical distribution function as
 * far as bins know it. Between edges it is unknown; a straight line stands there.
 * Empty without rows.
 */
export function ecdf(bins: BinnedRows): { x: number; share: number }[] {
  const total =
    bins.below + bins.above + bins.counts.reduce((sum, n) => sum + n, 0);
  if (total <= 0) {
    return [];
  }
  let rows = bins.below;
  return bins.edges.map((x, index) => {
    rows += index === 0 ? 0 : bins.counts[index - 1];
    return { x, share: rows / total };
  });
}
