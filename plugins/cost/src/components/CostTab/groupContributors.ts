import { UnusualDay } from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts, ratioOf, sizeOf } from '../money/amounts';

type Contributor = UnusualDay['contributors'][number];

/** Nobody reads more of them. */
const MOST = 3;
/** What is less than this share of the largest explains nothing. */
const SMALLEST = 0.05;

/**
 * What a difference is made of, seen by one dimension after the other: each of
 * them explains the same difference, so they are never one list.
 */
export function groupContributors(
  contributors: readonly Contributor[],
): [dimension: string, contributors: Contributor[]][] {
  const sorted = [...contributors].sort((a, b) =>
    compareAmounts(sizeOf(b.change), sizeOf(a.change)),
  );
  const largest = sorted.length > 0 ? sizeOf(sorted[0].change) : '0';
  const byDimension = new Map<string, Contributor[]>();
  for (const contributor of sorted) {
    const share = ratioOf(sizeOf(contributor.change), largest) ?? 0;
    const own = byDimension.get(contributor.dimension) ?? [];
    if (share >= SMALLEST && own.length < MOST) {
      byDimension.set(contributor.dimension, [...own, contributor]);
    }
  }
  return [...byDimension];
}
