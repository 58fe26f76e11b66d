import { EntityScanSummary } from '@plumbline/backstage-plugin-scans-common';

/** What owners have, whoever has the most first; what nobody owns at the end. */
export function groupByOwner(
  items: readonly EntityScanSummary[],
): { ownerRef?: string; owned: EntityScanSummary[] }[] {
  const byOwner = new Map<string | undefined, EntityScanSummary[]>();
  for (const item of items) {
    byOwner.set(item.ownerRef, [...(byOwner.get(item.ownerRef) ?? []), item]);
  }
  return [...byOwner]
    .map(([ownerRef, owned]) => ({ ownerRef, owned }))
    .sort(
      (a, b) =>
        Number(a.ownerRef === undefined) - Number(b.ownerRef === undefined) ||
        b.owned.length - a.owned.length ||
        (a.ownerRef ?? '').localeCompare(b.ownerRef ?? ''),
    );
}
