import { randomUUID } from 'node:crypto';
import type { Finding } from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { SlaDays, dueDate } from '../domain/dueDate';
import { ScanPlan, planScan } from '../domain/planScan';
import { ScanChanges, ScanRecord } from '../domain/records';
import { addEvents } from '../domain/addEvents';
import { holdBack } from './HeldScans';
import { Indexed, ScanChunks } from './ScanChunks';
import { closeGone } from './closeGone';
import { contentColumns } from './contentColumns';
import { countEntity } from './countEntity';
import { countOpen } from './countOpen';
import { inParts } from './inParts';
import { logEvents, logForAll } from './logEvents';
import { readKnown } from './readKnown';
import { showAgain } from './showAgain';

const NO_DATE = '9999';

/** Puts findings that appeared under the decisions that are there, in the same transaction. */
export type DecideNew = (
  tx: Knex,
  findings: { id: string; entityRef: string; content: Finding }[],
) => Promise<void>;

/** What the writing of one scan needs. */
interface Writing {
  tx: Knex;
  scan: ScanRecord;
  chunks: ScanChunks;
  now: string;
}

/** Writes what scans change, each in one transaction. */
export class FindingWriter {
  readonly #knex: Knex;
  readonly #slaDays: SlaDays;
  readonly #mark: (content: Finding) => Finding;
  readonly #decideNew: DecideNew;
  readonly #decideChanged: DecideNew;

  /** @param options - `mark` adds what is known besides the report, `decideChanged` asks again what holds for findings whose words changed */
  constructor(options: {
    knex: Knex;
    slaDays: SlaDays;
    mark?: (content: Finding) => Finding;
    decideNew: DecideNew;
    decideChanged: DecideNew;
  }) {
    this.#knex = options.knex;
    this.#slaDays = options.slaDays;
    this.#mark = options.mark ?? (content => content);
    this.#decideNew = options.decideNew;
    this.#decideChanged = options.decideChanged;
  }

  /**
   * Works a scan off: all of what it changes or nothing, and once, whoever else
   * tries. Scans of one entity wait for each other.
   */
  async apply(scan: ScanRecord, now: string): Promise<ScanRecord['status']> {
    return this.#knex.transaction(async tx => {
      await tx('scan_entities')
        .where({ entity_ref: scan.entityRef })
        .forUpdate();
      const row = await tx('scan_scans').where({ id: scan.id }).first();
      if (row?.status !== 'processing') {
        return row?.status;
      }
      const scope = await tx('scan_scopes').where({ id: scan.scopeId }).first();
      const isOlder =
        scope.last_scanned_at !== null &&
        [scope.last_scanned_at, scope.last_received_at].join() >
          [scan.scannedAt, scan.receivedAt].join();
      const outcome =
        isOlder && !scan.head.isAdded
          ? { status: 'superseded' as const }
          : await this.#write(
              { tx, scan, now, chunks: new ScanChunks(tx, scan.id) },
              { wasHeld: scope.held_scan_id !== null, isOlder },
            );
      await tx('scan_scans')
        .where({ id: scan.id })
        .update({
          status: outcome.status,
          finished_at: now,
          changes:
            'changes' in outcome ? JSON.stringify(outcome.changes) : null,
          error: null,
          lease_owner: null,
        });
      await tx('scan_chunks').where({ scan_id: scan.id }).delete();
      return outcome.status;
    });
  }

  async #write(
    writing: Writing,
    options: { wasHeld: boolean; isOlder: boolean },
  ): Promise<{ status: 'done' | 'held'; changes: ScanChanges }> {
    const { tx, scan, chunks, now } = writing;
    const { wasHeld, isOlder } = options;
    const { coverage, isPartial, isAdded, outcome } = scan.head;
    const plan = await planScan({
      scopeId: scan.scopeId,
      known: await readKnown(tx, scan),
      reported: await chunks.index(),
      coverage:
        outcome === 'not-run' ? { ...coverage, isComplete: false } : coverage,
      isPartial,
      wasHeld,
      isAdded,
    });
    const closes = plan.isSuspicious ? [] : plan.gone;
    const appeared = await this.#insert(writing, plan.appeared);
    await chunks.inParts(
      plan.updated,
      ({ reported }) => reported,
      part => this.#rewrite(writing, part),
    );
    await this.#sight(writing, plan);
    await closeGone(tx, closes, { scan, now });
    await holdBack(tx, plan.isSuspicious ? plan.gone : [], scan);
    await tx('scan_scopes')
      .where({ id: scan.scopeId })
      .update({
        ...(isOlder
          ? {}
          : {
              last_scan_id: scan.id,
              last_scanned_at: scan.scannedAt,
              last_received_at: scan.receivedAt,
            }),
        held_scan_id: plan.isSuspicious ? scan.id : null,
        is_retired: false,
      });
    await countEntity(tx, scan.entityRef, now, scan.scannedAt.slice(0, 10));
    const fixed = closes.filter(({ detection }) => detection === 'fixed');
    return {
      status: plan.isSuspicious ? 'held' : 'done',
      changes: {
        new: plan.appeared.length,
        unchanged: plan.unchanged,
        fixed: fixed.length,
        reopened: plan.reopened.length,
        notObserved: plan.notObserved + plan.gone.length - fixed.length,
        ...(plan.notLookedFor.size > 0
          ? { notLookedFor: [...plan.notLookedFor].sort() }
          : {}),
        opened: await countOpen(tx, [
          ...appeared,
          ...plan.reopened.map(({ known }) => known.id),
        ]),
      },
    };
  }

  async #insert(
    { tx, scan, chunks }: Writing,
    appeared: readonly Indexed[],
  ): Promise<string[]> {
    const inserted: string[] = [];
    await chunks.inParts(
      appeared,
      one => one,
      async part => {
        const rows = part.map(({ item, content }) => ({
          id: randomUUID(),
          entity_ref: scan.entityRef,
          ...contentColumns(this.#mark(content), item.contentHash),
          content_scope_id: scan.scopeId,
          detection: 'open',
          shown: content.suppressed ? 'decided' : 'open',
          first_seen: scan.scannedAt,
          last_seen: scan.scannedAt,
          due_at:
            dueDate(content.severity, scan.scannedAt, this.#slaDays) ?? NO_DATE,
        }));
        const ids = rows.map(({ id }) => id);
        await tx('scan_findings').insert(rows);
        await tx('scan_sightings').insert(
          ids.map(finding_id => ({
            scope_id: scan.scopeId,
            finding_id,
            gone: 'no',
            changed_at: scan.scannedAt,
          })),
        );
        await logForAll(tx, ids, {
          at: scan.scannedAt,
          action: 'appeared',
          scanId: scan.id,
        });
        await this.#decideNew(
          tx,
          part.map(({ content }, index) => ({
            id: ids[index],
            entityRef: scan.entityRef,
            content,
          })),
        );
        inserted.push(...ids);
      },
    );
    return inserted;
  }

  /** New words about findings; what was decided about them, and since when they are there, stays. */
  async #rewrite(
    { tx, scan, now }: Writing,
    part: { item: ScanPlan<Indexed>['updated'][number]; content: Finding }[],
  ): Promise<void> {
    const ids = part.map(({ item }) => item.known.id);
    const rows = await tx('scan_findings').whereIn('id', ids);
    const before = new Map(rows.map(row => [row.id, row]));
    const written = part.map(({ item, content }) => {
      const row = before.get(item.known.id);
      return {
        item,
        row,
        content: scan.head.isAdded
          ? addEvents(JSON.parse(row.content), content)
          : content,
      };
    });
    await tx('scan_findings')
      .insert(
        written.map(({ item, row, content }) => ({
          ...row,
          ...contentColumns(this.#mark(content), item.reported.contentHash),
          content_scope_id: scan.scopeId,
          last_seen:
            row.last_seen > scan.scannedAt ? row.last_seen : scan.scannedAt,
          due_at:
            row.severity === content.severity
              ? row.due_at
              : (dueDate(content.severity, row.first_seen, this.#slaDays) ??
                NO_DATE),
        })),
      )
      .onConflict('id')
      .merge();
    await showAgain(tx, ids, now);
    await this.#decideChanged(
      tx,
      written.map(({ content }, index) => ({
        id: ids[index],
        entityRef: scan.entityRef,
        content,
      })),
    );
    const { scannedAt: at, id: scanId } = scan;
    await logEvents(
      tx,
      written.flatMap(({ item, row, content }) => {
        const event = { findingId: row.id as string, at, scanId };
        const moved = {
          ...event,
          action: 'moved',
          from: placeText(row.path, row.line),
          to: placeText(content.location?.path, content.location?.line),
        };
        const rated = {
          ...event,
          action: 'severity-changed',
          from: row.severity,
          to: content.severity,
        };
        return [
          ...(row.severity === content.severity ? [] : [rated]),
          ...(item.hasMoved ? [moved] : []),
        ];
      }),
    );
  }

  /** What this scope sees now and did not, and what nobody saw. */
  async #sight(
    { tx, scan, now }: Writing,
    plan: ScanPlan<Indexed>,
  ): Promise<void> {
    for (const part of inParts(plan.sighted)) {
      await tx('scan_sightings')
        .insert(
          part.map(({ known }) => ({
            scope_id: scan.scopeId,
            finding_id: known.id,
            gone: 'no',
            changed_at: scan.scannedAt,
          })),
        )
        .onConflict(['scope_id', 'finding_id'])
        .merge();
    }
    for (const part of inParts(plan.reopened)) {
      const ids = part.map(({ known }) => known.id);
      await tx('scan_findings')
        .whereIn('id', ids)
        .update({
          detection: 'open',
          fixed_at: null,
          last_seen: scan.scannedAt,
          reopened_count: tx.raw('reopened_count + 1'),
        });
      await showAgain(tx, ids, now);
      await logForAll(tx, ids, {
        at: scan.scannedAt,
        action: 'reopened',
        scanId: scan.id,
      });
    }
  }
}

function placeText(path?: string | null, line?: number | null): string {
  return typeof line === 'number' ? `${path}:${line}` : (path ?? '');
}
