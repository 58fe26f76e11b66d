import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { ImportResult } from '../domain/importRecords';

/** What is stored of an ended import. */
export function toImportRow(result: ImportResult, now: string) {
  const json = (value: unknown) =>
    value === undefined ? null : JSON.stringify(value);
  return {
    state: result.state,
    ended_at: now,
    alive_until: null,
    format: result.format ?? null,
    fingerprint: result.fingerprint ?? null,
    files_fingerprint: result.filesFingerprint ?? null,
    rules_fingerprint: result.rulesFingerprint ?? null,
    rows: json(result.rows),
    rejected: json(result.rejected),
    warnings: json(result.warnings),
    reconciliation: json(result.reconciliation),
    first_day: result.firstDay ?? null,
    last_day: result.lastDay ?? null,
    message: result.message ?? null,
  };
}

/** How sources were read: one row for each reading, of which one at a time runs for each source. */
export class ImportStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Begins an import unless one of that source runs.
   *
   * @param options - `aliveUntil`: until when nobody else may take it for dead
   * @returns its id, or that of the one that runs
   */
  async begin(options: {
    source: string;
    now: string;
    aliveUntil: string;
  }): Promise<{ id: string; isNew: boolean }> {
    const { source, now, aliveUntil } = options;
    await this.#closeDead(source, now);
    const id = randomUUID();
    for (;;) {
      await this.#knex('cost_import')
        .insert({
          id,
          source,
          state: 'running',
          started_at: now,
          alive_until: aliveUntil,
        })
        .onConflict()
        .ignore();
      const running = await this.#knex('cost_import')
        .where({ source, state: 'running' })
        .first('id');
      // Another one may have ended in between
      if (running) {
        return { id: running.id, isNew: running.id === id };
      }
    }
  }

  async renew(id: string, aliveUntil: string): Promise<void> {
    await this.#knex('cost_import')
      .where({ id, state: 'running' })
      .update({ alive_until: aliveUntil });
  }

  /**
   * Ends an import that stored nothing, or not to its end. Where it says what the
   * one before it said, it takes its place unless that stored something: a folder
   * that is read again and again leaves one row.
   *
   * @returns whether it says something new
   */
  async end(options: {
    id: string;
    source: string;
    result: ImportResult;
    now: string;
  }): Promise<boolean> {
    const { id, source, result, now } = options;
    return this.#knex.transaction(async tx => {
      const ended = await tx('cost_import')
        .where({ id, state: 'running' })
        .update(toImportRow(result, now));
      const before = await tx('cost_import')
        .where({ source })
        .whereNot({ id })
        .orderBy([
          { column: 'started_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .first();
      const isSame =
        before?.state === result.state &&
        before.message === (result.message ?? null) &&
        before.fingerprint === (result.fingerprint ?? null);
      if (ended === 1 && isSame && before.stores === 0) {
        await tx('cost_import').where({ id: before.id }).delete();
      }
      return !isSame;
    });
  }

  /** Of which files, rules and policies the costs are that are stored of a source. */
  async findStoredFingerprint(source: string): Promise<string | undefined> {
    const row = await this.#knex('cost_import')
      .where({ source, state: 'done' })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first('fingerprint');
    return row?.fingerprint ?? undefined;
  }

  /** How the last reading was refused, where it read the same. */
  async findRefusal(
    source: string,
    fingerprint: string,
  ): Promise<ImportResult | undefined> {
    const row = await this.#knex('cost_import')
      .where({ source })
      .whereNot({ state: 'running' })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    if (row?.state !== 'refused' || row.fingerprint !== fingerprint) {
      return undefined;
    }
    const parse = (text: string | null) =>
      text === null ? undefined : JSON.parse(text);
    return {
      state: 'refused',
      format: row.format ?? undefined,
      fingerprint,
      rows: parse(row.rows),
      rejected: parse(row.rejected),
      warnings: parse(row.warnings),
      message: row.message ?? undefined,
    };
  }

  /** Closes what was running when its process died: no process renews it any more. */
  async #closeDead(source: string, now: string): Promise<void> {
    await this.#knex('cost_import')
      .where({ source, state: 'running' })
      .where('alive_until', '<', now)
      .update({
        state: 'failed',
        ended_at: now,
        alive_until: null,
        message: 'The process that read the source ended before it was done',
      });
  }
}
