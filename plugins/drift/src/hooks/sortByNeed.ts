type Status = 'ok' | 'warn' | 'critical' | 'unknown';

const RANK: Record<Status, number> = {
  critical: 0,
  warn: 1,
  unknown: 2,
  ok: 3,
};

/** What needs action first; otherwise the order stays. */
export function sortByNeed<T extends { status: Status }>(
  items: readonly T[],
): T[] {
  return [...items].sort((a, b) => RANK[a.status] - RANK[b.status]);
}
