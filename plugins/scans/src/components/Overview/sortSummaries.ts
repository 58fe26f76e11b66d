import { StatusWord, nameOf } from '@plumbline/backstage-plugin-kit-react';
import { EntityScanSummary } from '@plumbline/backstage-plugin-scans-common';
import { statusOf } from '../SecurityTab/statusOf';
import { compareCounts } from '../words/severities';

type Compare = (a: EntityScanSummary, b: EntityScanSummary) => number;

/** What needs action first. */
export const RANK: Record<StatusWord, number> = {
  critical: 0,
  warn: 1,
  unknown: 2,
  ok: 3,
};

const byName: Compare = (a, b) =>
  nameOf(a.entityRef).localeCompare(nameOf(b.entityRef));

/** What an overview can be sorted by; what needs action comes first unless another order is chosen. */
export const ORDERS = {
  need: (a, b) =>
    RANK[statusOf(a)] - RANK[statusOf(b)] || compareCounts(a.open, b.open),
  name: byName,
  critical: (a, b) => compareCounts(a.open, b.open),
  overdue: (a, b) => b.overdue - a.overdue,
  new: (a, b) => b.new - a.new,
  scanned: (a, b) =>
    (a.lastScannedAt ?? '').localeCompare(b.lastScannedAt ?? ''),
} satisfies Record<string, Compare>;

export type Order = keyof typeof ORDERS;

/** An order that the address does not know is the usual one. */
export const readOrder = (text: string | undefined): Order =>
  text !== undefined && Object.hasOwn(ORDERS, text) ? (text as Order) : 'need';

export function sortSummaries(
  items: readonly EntityScanSummary[],
  order: Order,
): EntityScanSummary[] {
  return [...items].sort((a, b) => ORDERS[order](a, b) || byName(a, b));
}
