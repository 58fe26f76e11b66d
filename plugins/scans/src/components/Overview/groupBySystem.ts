import { StatusWord } from '@plumbline/backstage-plugin-kit-react';
import {
  EntityScanSummary,
  SeverityCounts,
} from '@plumbline/backstage-plugin-scans-common';
import { statusOf } from '../SecurityTab/statusOf';
import { SEVERITIES, compareCounts } from '../words/severities';
import { RANK } from './sortSummaries';

/** What is in a system, counted together. */
export interface SystemSummary {
  /** Absent for what is in none. */
  systemRef?: string;
  /** Of the worst in it; unknown is worse than ok. */
  status: StatusWord;
  open: SeverityCounts;
  overdue: number;
  /** How many were ever scanned, of how many. */
  scanned: number;
  total: number;
}

function summarise(
  systemRef: string | undefined,
  items: readonly EntityScanSummary[],
): SystemSummary {
  const open = { ...items[0].open };
  for (const severity of SEVERITIES) {
    open[severity] = items.reduce((sum, item) => sum + item.open[severity], 0);
  }
  const [status] = items
    .map(item => statusOf(item))
    .sort((a, b) => RANK[a] - RANK[b]);
  return {
    systemRef,
    status,
    open,
    overdue: items.reduce((sum, { overdue }) => sum + overdue, 0),
    scanned: items.filter(({ state }) => state !== 'never').length,
    total: items.length,
  };
}

/** Systems, what needs action first; what is in none at the end. */
export function groupBySystem(
  items: readonly EntityScanSummary[],
): SystemSummary[] {
  const bySystem = new Map<string | undefined, EntityScanSummary[]>();
  for (const item of items) {
    const { systemRef } = item;
    bySystem.set(systemRef, [...(bySystem.get(systemRef) ?? []), item]);
  }
  return [...bySystem]
    .map(([systemRef, owned]) => summarise(systemRef, owned))
    .sort(
      (a, b) =>
        Number(a.systemRef === undefined) - Number(b.systemRef === undefined) ||
        RANK[a.status] - RANK[b.status] ||
        compareCounts(a.open, b.open) ||
        (a.systemRef ?? '').localeCompare(b.systemRef ?? ''),
    );
}
