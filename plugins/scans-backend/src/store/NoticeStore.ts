import { Knex } from 'knex';
import { NoticeCounts } from '../domain/noticeText';
import { addNoticesOfOpen } from './addNotices';
import { isOpenAt } from './countEntity';
import { inParts } from './inParts';
import { logForAll } from './logEvents';

const ENTITIES = 100;

/** What the owners of an entity are to be told about one severity. */
export interface Notice {
  entityRef: string;
  severity: string;
  counts: NoticeCounts;
  attempts: number;
}

/** What owners are to be told, until they were. */
export class NoticeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Puts on record of findings that they are overdue, and that their owners are
   * to be told: once, whatever happens to them later.
   */
  async markOverdue(now: string, signal: AbortSignal): Promise<void> {
    const late = (knex: Knex) =>
      knex('scan_findings')
        .whereNull('overdue_told_at')
        .where('due_at', '<=', now)
        .modify(isOpenAt, now);
    while (!signal.aborted) {
      const entityRefs: string[] = await late(this.#knex)
        .distinct('entity_ref')
        .limit(ENTITIES)
        .pluck('entity_ref');
      if (entityRefs.length === 0) {
        return;
      }
      for (const entityRef of entityRefs) {
        await this.#knex.transaction(async tx => {
          // Scans of the entity, and other processes, wait
          await tx('scan_entities')
            .where({ entity_ref: entityRef })
            .forUpdate();
          const ids = await late(tx)
            .where({ entity_ref: entityRef })
            .pluck('id');
          for (const part of inParts(ids)) {
            await tx('scan_findings')
              .whereIn('id', part)
              .update({ overdue_told_at: now });
            await logForAll(tx, part, { at: now, action: 'overdue' });
          }
          await addNoticesOfOpen(tx, ids, { reason: 'overdue', now });
        });
      }
    }
  }

  /** The oldest notice that nobody sends; it is the caller's until a time. */
  async claim(options: {
    now: string;
    until: string;
  }): Promise<Notice | undefined> {
    const { now, until } = options;
    const isFree = (query: Knex.QueryBuilder) =>
      query.where(free =>
        free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
      );
    for (;;) {
      const row = await this.#knex('scan_notices')
        .modify(isFree)
        .orderBy(['created_at', 'entity_ref', 'severity'])
        .first();
      if (!row) {
        return undefined;
      }
      const attempts = row.attempts + 1;
      const claimed = await this.#knex('scan_notices')
        .where({
          entity_ref: row.entity_ref,
          severity: row.severity,
          attempts: row.attempts,
        })
        .modify(isFree)
        .update({ claimed_until: until, attempts });
      if (claimed === 1) {
        return {
          entityRef: row.entity_ref,
          severity: row.severity,
          counts: {
            new: row.count_new,
            overdue: row.count_overdue,
            lapsed: row.count_lapsed,
          },
          attempts,
        };
      }
    }
  }

  /** What was told is told; what happened meanwhile waits for the next notice. */
  async settle(notice: Notice): Promise<void> {
    const { entityRef, severity, counts, attempts } = notice;
    await this.#knex.transaction(async tx => {
      const settled = await tx('scan_notices')
        .where({ entity_ref: entityRef, severity, attempts })
        .update({
          count_new: tx.raw('count_new - ?', [counts.new]),
          count_overdue: tx.raw('count_overdue - ?', [counts.overdue]),
          count_lapsed: tx.raw('count_lapsed - ?', [counts.lapsed]),
          claimed_until: null,
          attempts: 0,
        });
      if (settled === 1) {
        await tx('scan_notices')
          .where({
            entity_ref: entityRef,
            severity,
            count_new: 0,
            count_overdue: 0,
            count_lapsed: 0,
          })
          .delete();
      }
    });
  }

  /** Forgets what could not be told for too long. */
  async deleteBefore(time: string): Promise<number> {
    return this.#knex('scan_notices').where('created_at', '<', time).delete();
  }
}
