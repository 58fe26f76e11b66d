import { ConflictError } from '@backstage/errors';
import type { SeverityCounts } from '@plumbline/backstage-plugin-scans-common';
import { Knex } from 'knex';
import { KnownFinding, detectionWithout } from '../domain/planScan';
import { ScanAnswer, ScanChanges, noSeverities } from '../domain/records';
import { Closing, closeGone } from './closeGone';
import { countEntity } from './countEntity';
import { inParts } from './inParts';

/** What a held scan would close of what its scope sees. */
export interface HeldClosing {
  /** What the scope sees as long as nobody confirms the scan. */
  sees: number;
  closes: SeverityCounts;
}

/** Remembers what a suspicious scan would close; what an earlier one of its scope would is answered by this one. */
export async function holdBack(
  tx: Knex,
  gone: readonly Pick<Closing, 'known' | 'proof'>[],
  scan: { id: string; scopeId: string },
): Promise<void> {
  await tx('scan_held')
    .whereIn(
      'scan_id',
      tx('scan_scopes')
        .where({ id: scan.scopeId })
        .whereNotNull('held_scan_id')
        .select('held_scan_id'),
    )
    .delete();
  for (const part of inParts(gone)) {
    await tx('scan_held').insert(
      part.map(({ known, proof }) => ({
        scan_id: scan.id,
        finding_id: known.id,
        gone: proof,
      })),
    );
  }
}

/** Scans that wait for a person. */
export class HeldScans {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What held scans would close, by scan. */
  async describe(
    scanIds: readonly string[],
  ): Promise<Map<string, HeldClosing>> {
    const found = new Map<string, HeldClosing>(
      scanIds.map(id => [id, { sees: 0, closes: noSeverities() }]),
    );
    const seen = await this.#knex('scan_sightings')
      .join('scan_scopes', 'scan_scopes.id', 'scan_sightings.scope_id')
      .whereIn('held_scan_id', scanIds)
      .where({ gone: 'no' })
      .groupBy('held_scan_id')
      .select('held_scan_id')
      .count({ amount: '*' });
    for (const row of seen as any[]) {
      found.get(row.held_scan_id)!.sees = Number(row.amount);
    }
    const closes = await this.#waiting(this.#knex)
      .whereIn('scan_held.scan_id', scanIds)
      .join('scan_findings', 'scan_findings.id', 'scan_held.finding_id')
      .groupBy('scan_held.scan_id', 'severity')
      .select('scan_held.scan_id', 'severity')
      .count({ amount: '*' });
    for (const row of closes as any[]) {
      const { closes: counts } = found.get(row.scan_id)!;
      counts[row.severity as keyof SeverityCounts] = Number(row.amount);
    }
    return found;
  }

  /**
   * Takes the answer of a person: confirmed, the scan closes what it would have
   * closed when it came; rejected, it closes nothing and proves nothing, and the
   * next scan that would close so many is held again.
   */
  async answer(
    scan: { id: string; scopeId: string; entityRef: string; scannedAt: string },
    answer: ScanAnswer,
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      // As who works a scan off: a newer scan counts after this or before it
      await tx('scan_entities')
        .where({ entity_ref: scan.entityRef })
        .forUpdate();
      const scope = await tx('scan_scopes').where({ id: scan.scopeId }).first();
      const row = await tx('scan_scans').where({ id: scan.id }).first();
      if (scope.held_scan_id !== scan.id || row.status !== 'held') {
        throw new ConflictError(
          row.answer
            ? 'Somebody answered this scan already: look at it again'
            : 'This scan is held no more: a newer scan of its scope came',
        );
      }
      const change = answer.isConfirmed
        ? await this.#confirm(tx, scan, answer)
        : await this.#reject(tx, scan);
      const changes: ScanChanges = JSON.parse(row.changes);
      await tx('scan_scans')
        .where({ id: scan.id })
        .update({
          status: answer.isConfirmed ? 'done' : 'rejected',
          answer: JSON.stringify(answer),
          changes: JSON.stringify({
            ...changes,
            fixed: changes.fixed + change.fixed,
            notObserved: changes.notObserved - change.fixed,
          }),
        });
      await tx('scan_scopes')
        .where({ id: scan.scopeId })
        .update({ held_scan_id: null, ...change.scope });
      await tx('scan_held').where({ scan_id: scan.id }).delete();
      await countEntity(tx, scan.entityRef, answer.at);
    });
  }

  async #confirm(
    tx: Knex,
    scan: { id: string; scopeId: string; scannedAt: string },
    { at, by, note }: ScanAnswer,
  ): Promise<{ fixed: number; scope: object }> {
    const waiting: { finding_id: string; proof: 'proven' | 'unproven' }[] =
      await this.#waiting(tx)
        .where('scan_held.scan_id', scan.id)
        .select('scan_held.finding_id', 'scan_held.gone as proof');
    let fixed = 0;
    for (const part of inParts(waiting)) {
      const elsewhere = await this.#elsewhere(
        tx,
        scan.scopeId,
        part.map(({ finding_id }) => finding_id),
      );
      const gone = part.map(({ finding_id, proof }) => ({
        known: { id: finding_id },
        proof,
        detection: detectionWithout(
          elsewhere.get(finding_id) ?? { isSeen: false, areAllProven: true },
          proof,
        ),
      }));
      fixed += gone.filter(({ detection }) => detection === 'fixed').length;
      await closeGone(tx, gone, {
        scan,
        now: at,
        by,
        note: note ? `Confirmed: ${note}` : 'Confirmed that it is gone',
      });
    }
    return { fixed, scope: {} };
  }

  /** A report that was wrong says nothing about when its scope was looked at. */
  async #reject(
    tx: Knex,
    scan: { id: string; scopeId: string },
  ): Promise<{ fixed: number; scope: object }> {
    const before = await tx('scan_scans')
      .where({ scope_id: scan.scopeId, status: 'done' })
      .orderBy([
        { column: 'scanned_at', order: 'desc' },
        { column: 'received_at', order: 'desc' },
      ])
      .first('scanned_at', 'received_at');
    return {
      fixed: 0,
      scope: before
        ? {
            last_scanned_at: before.scanned_at,
            last_received_at: before.received_at,
          }
        : {},
    };
  }

  /** What held scans would close and their scopes still see. */
  #waiting(tx: Knex): Knex.QueryBuilder {
    return tx('scan_held')
      .join('scan_scans', 'scan_scans.id', 'scan_held.scan_id')
      .join('scan_sightings', join =>
        join
          .on('scan_sightings.scope_id', 'scan_scans.scope_id')
          .andOn('scan_sightings.finding_id', 'scan_held.finding_id'),
      )
      .where('scan_sightings.gone', 'no');
  }

  /** What other scopes say about findings, as of now. */
  async #elsewhere(
    tx: Knex,
    scopeId: string,
    ids: readonly string[],
  ): Promise<Map<string, KnownFinding['elsewhere']>> {
    const rows = await tx('scan_sightings')
      .whereIn('finding_id', ids)
      .whereNot({ scope_id: scopeId })
      .select('finding_id', 'gone');
    const found = new Map<string, KnownFinding['elsewhere']>();
    for (const { finding_id, gone } of rows) {
      const last = found.get(finding_id) ?? {
        isSeen: false,
        areAllProven: true,
      };
      found.set(finding_id, {
        isSeen: last.isSeen || gone === 'no',
        areAllProven: last.areAllProven && gone === 'proven',
      });
    }
    return found;
  }
}
