import type { SeverityCounts } from '@plumbline/backstage-plugin-scans-common';
import { Knex } from 'knex';
import { noSeverities } from '../domain/records';

/** Ids of one statement; SQLite takes at most 32,766 values. */
const IDS = 5000;

/** How many of these findings are shown as open, by severity. */
export async function countOpen(
  tx: Knex,
  ids: readonly string[],
): Promise<SeverityCounts> {
  const counts = noSeverities();
  for (let start = 0; start < ids.length; start += IDS) {
    const rows: any[] = await tx('scan_findings')
      .whereIn('id', ids.slice(start, start + IDS))
      .where({ shown: 'open' })
      .groupBy('severity')
      .select('severity')
      .count({ count: '*' });
    for (const { severity, count } of rows) {
      counts[severity as keyof SeverityCounts] += Number(count);
    }
  }
  return counts;
}
