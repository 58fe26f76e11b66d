import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Knex } from 'knex';
import { monthOf } from '../domain/days';
import { AskedDay } from '../domain/dueDays';

const pack = promisify(gzip);

/** What is known of an answer besides what it says. */
export interface KnownAnswer extends AskedDay {
  /** Of what it says; absent where there is none. */
  digest?: string;
  /** By what it was booked last. */
  booked?: string;
}

/** Keeps what sources answered, one row for each of their days. */
export class AnswerStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Every day that a source was asked for, in order. */
  async list(source: string): Promise<KnownAnswer[]> {
    const rows = await this.#knex('cost_answer')
      .where({ source })
      .orderBy('day')
      .select('day', 'asked_at', 'aggregate', 'digest', 'booked');
    return rows.map(row => ({
      day: row.day,
      askedAt: row.asked_at,
      aggregate: row.aggregate,
      isKnown: row.digest !== null,
      digest: row.digest ?? undefined,
      booked: row.booked ?? undefined,
    }));
  }

  /** Keeps an answer in the place of the one before it. */
  async keep(answer: {
    source: string;
    day: string;
    askedAt: string;
    aggregate: string;
    text: string;
  }): Promise<void> {
    const { source, day, askedAt, aggregate, text } = answer;
    await this.#knex('cost_answer')
      .insert({
        source,
        day,
        asked_at: askedAt,
        aggregate,
        body: await pack(text),
        digest: createHash('sha256').update(text).digest('hex'),
      })
      .onConflict(['source', 'day'])
      .merge(['asked_at', 'aggregate', 'body', 'digest']);
  }

  /** Notes that a source knew nothing of a day; what it said before stays. */
  async keepNothing(asked: {
    source: string;
    day: string;
    askedAt: string;
    aggregate: string;
  }): Promise<void> {
    const { source, day, askedAt, aggregate } = asked;
    await this.#knex('cost_answer')
      .insert({ source, day, asked_at: askedAt, aggregate })
      .onConflict(['source', 'day'])
      .merge(['asked_at']);
  }

  /** What was answered of a day, gzipped. */
  async readBody(source: string, day: string): Promise<Buffer | undefined> {
    const row = await this.#knex('cost_answer')
      .where({ source, day })
      .first('body');
    return row?.body ?? undefined;
  }

  /** Notes by what answers are booked. */
  async markBooked(
    source: string,
    answers: readonly { day: string; booked: string }[],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      for (const { day, booked } of answers) {
        await tx('cost_answer').where({ source, day }).update({ booked });
      }
    });
  }

  /**
   * Forgets the months that ended before a day, of every source. A month is
   * booked whole or not at all, so that none loses days when it is booked anew.
   */
  async deleteBefore(day: string): Promise<void> {
    await this.#knex('cost_answer')
      .where('day', '<', `${monthOf(day)}-01`)
      .delete();
  }
}
