import { Knex } from 'knex';
import { ScanPlan } from '../domain/planScan';
import { inParts } from './inParts';
import { logForAll } from './logEvents';
import { showAgain } from './showAgain';

/** What a scope sees no more. */
export type Closing = Pick<
  ScanPlan<never>['gone'][number],
  'proof' | 'detection'
> & { known: { id: string } };

/** Writes down what a scope sees no more, and what nobody sees therefore. */
export async function closeGone(
  tx: Knex,
  gone: readonly Closing[],
  options: {
    scan: { id: string; scopeId: string; scannedAt: string };
    now: string;
    /** Whoever confirmed it, where a person did. */
    by?: string;
    note?: string;
  },
): Promise<void> {
  const { scan, now, by, note } = options;
  for (const part of inParts(gone)) {
    for (const proof of ['proven', 'unproven'] as const) {
      const ids = part
        .filter(one => one.proof === proof)
        .map(({ known }) => known.id);
      await tx('scan_sightings')
        .where({ scope_id: scan.scopeId })
        .whereIn('finding_id', ids)
        .update({ gone: proof, changed_at: scan.scannedAt });
    }
    for (const detection of ['open', 'fixed', 'not-observed'] as const) {
      const ids = part
        .filter(one => one.detection === detection)
        .map(({ known }) => known.id);
      if (ids.length > 0) {
        await tx('scan_findings')
          .whereIn('id', ids)
          .update({
            detection,
            fixed_at: detection === 'fixed' ? scan.scannedAt : null,
          });
        await showAgain(tx, ids, now);
        await logForAll(tx, ids, {
          at: by === undefined ? scan.scannedAt : now,
          by,
          action: detection === 'fixed' ? 'fixed' : 'gone',
          note,
          scanId: scan.id,
        });
      }
    }
  }
}
