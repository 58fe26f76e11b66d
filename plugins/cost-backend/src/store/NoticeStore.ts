import { Knex } from 'knex';
import { CostNotice } from '../domain/notices';

/** A notice that somebody sends. */
export interface ClaimedNotice {
  entityRef: string;
  notice: CostNotice;
  attempts: number;
}

/** What owners are to be told, and were. */
export class NoticeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Puts on record what is to be told, unless it was already.
   *
   * @param options - `settled`: what needs no word any more, as more is said
   */
  async add(options: {
    entityRef: string;
    notices: readonly CostNotice[];
    settled: readonly CostNotice[];
    now: string;
  }): Promise<void> {
    const { entityRef, notices, settled, now } = options;
    const rows = [
      ...notices.map(notice => ({ notice, sentAt: null })),
      ...settled.map(notice => ({ notice, sentAt: now })),
    ];
    for (const { notice, sentAt } of rows) {
      await this.#knex('cost_notice')
        .insert({
          entity_ref: entityRef,
          kind: notice.kind,
          subject: notice.subject,
          content: JSON.stringify(notice.content),
          created_at: now,
          sent_at: sentAt,
        })
        .onConflict()
        .ignore();
    }
  }

  /** The oldest notice that nobody sends; it is the caller's until a time. */
  async claim(options: {
    now: string;
    until: string;
  }): Promise<ClaimedNotice | undefined> {
    const { now, until } = options;
    const isFree = (query: Knex.QueryBuilder) =>
      query
        .whereNull('sent_at')
        .where(free =>
          free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
        );
    for (;;) {
      const row = await this.#knex('cost_notice')
        .modify(isFree)
        .orderBy(['created_at', 'entity_ref', 'kind', 'subject'])
        .first();
      if (!row) {
        return undefined;
      }
      const attempts = row.attempts + 1;
      const { entity_ref: entityRef, kind, subject } = row;
      const claimed = await this.#knex('cost_notice')
        .where({ entity_ref: entityRef, kind, subject })
        .where({ attempts: row.attempts })
        .modify(isFree)
        .update({ claimed_until: until, attempts });
      if (claimed === 1) {
        const content = JSON.parse(row.content);
        return {
          entityRef,
          notice: { kind, subject, content } as CostNotice,
          attempts,
        };
      }
    }
  }

  /** Remembers that it was told, or given up. */
  async settle({ entityRef, notice }: ClaimedNotice, now: string) {
    await this.#knex('cost_notice')
      .where({
        entity_ref: entityRef,
        kind: notice.kind,
        subject: notice.subject,
      })
      .update({ sent_at: now, claimed_until: null });
  }

  async deleteBefore(time: string): Promise<void> {
    await this.#knex('cost_notice').where('created_at', '<', time).delete();
  }
}
