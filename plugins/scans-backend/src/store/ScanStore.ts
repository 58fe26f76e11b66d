import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { ScanRecord, ScopeKey, ScopeRecord } from '../domain/records';

/** Chunks that are written by one statement. */
const CHUNKS_PER_INSERT = 20;
const MAX_ATTEMPTS = 3;

function keyHash(key: ScopeKey): string {
  return createHash('sha256')
    .update(
      [key.entityRef, key.tool, key.target, key.branch, key.category].join(
        '\u001f',
      ),
    )
    .digest('hex');
}

function toScope(row: any): ScopeRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    tool: row.tool,
    target: row.target,
    branch: row.branch,
    category: row.category,
    isRetired: Boolean(row.is_retired),
    lastScanId: row.last_scan_id ?? undefined,
    lastScannedAt: row.last_scanned_at ?? undefined,
    heldScanId: row.held_scan_id ?? undefined,
  };
}

function toScan(row: any): ScanRecord {
  return {
    id: row.id,
    scopeId: row.scope_id,
    entityRef: row.entity_ref,
    scanKey: row.scan_key,
    status: row.status,
    receivedAt: row.received_at,
    scannedAt: row.scanned_at,
    finishedAt: row.finished_at ?? undefined,
    attempts: row.attempts,
    head: JSON.parse(row.head),
    changes: row.changes ? JSON.parse(row.changes) : undefined,
    answer: row.answer ? JSON.parse(row.answer) : undefined,
    error: row.error ?? undefined,
  };
}

/** Uploaded reports, their scopes, and the queue of what is to be worked off. */
export class ScanStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * All of a report in the queue, or the scan that it was before: the same bytes
   * of the same run count once, also when many copies come at a time.
   *
   * @param options - `hasOwnTime` when report or sender says when it was scanned;
   *   without, only the newest scan of the scope can be the same
   */
  async take(options: {
    scope: ScopeKey;
    scan: Omit<ScanRecord, 'scopeId' | 'status' | 'attempts'>;
    chunks: readonly Uint8Array[];
    hasOwnTime: boolean;
    newScopeId: string;
  }): Promise<{ scan: ScanRecord; isRepeated: boolean }> {
    const { scope, scan, chunks, hasOwnTime, newScopeId } = options;
    return this.#knex.transaction(async tx => {
      const key_hash = keyHash(scope);
      await tx('scan_entities')
        .insert({ entity_ref: scope.entityRef })
        .onConflict('entity_ref')
        .ignore();
      await tx('scan_scopes')
        .insert({
          id: newScopeId,
          entity_ref: scope.entityRef,
          tool: scope.tool,
          target: scope.target,
          branch: scope.branch,
          category: scope.category,
          key_hash,
        })
        .onConflict('key_hash')
        .ignore();
      const found = await tx('scan_scopes').where({ key_hash }).forUpdate();
      const { id: scopeId } = found[0];
      const [earlier] = await tx('scan_scans')
        .where({ scope_id: scopeId })
        .whereNot({ status: 'failed' })
        .modify(query =>
          hasOwnTime
            ? query.where({ scan_key: scan.scanKey })
            : query.orderBy([
                { column: 'received_at', order: 'desc' },
                { column: 'id', order: 'desc' },
              ]),
        )
        .limit(1);
      if (earlier?.scan_key === scan.scanKey) {
        return { scan: toScan(earlier), isRepeated: true };
      }
      const row = {
        id: scan.id,
        scope_id: scopeId,
        entity_ref: scan.entityRef,
        scan_key: scan.scanKey,
        status: 'queued',
        received_at: scan.receivedAt,
        scanned_at: scan.scannedAt,
        head: JSON.stringify(scan.head),
      };
      await tx('scan_scans').insert(row);
      for (let start = 0; start < chunks.length; start += CHUNKS_PER_INSERT) {
        await tx('scan_chunks').insert(
          chunks
            .slice(start, start + CHUNKS_PER_INSERT)
            .map((chunk, index) => ({
              scan_id: scan.id,
              number: start + index,
              payload: Buffer.from(chunk),
            })),
        );
      }
      return { scan: toScan({ ...row, attempts: 0 }), isRepeated: false };
    });
  }

  /** The oldest report that nobody works on, for as long as the lease holds. */
  async claim(options: {
    owner: string;
    now: string;
    until: string;
  }): Promise<ScanRecord | undefined> {
    const { owner, now, until } = options;
    for (;;) {
      const row = await this.#knex('scan_scans')
        .where({ status: 'queued' })
        .orWhere(query =>
          query.where({ status: 'processing' }).where('lease_until', '<', now),
        )
        .orderBy('received_at')
        .first();
      if (!row) {
        return undefined;
      }
      if (row.attempts >= MAX_ATTEMPTS) {
        await this.#knex('scan_scans')
          .where({ id: row.id, attempts: row.attempts })
          .update({
            status: 'failed',
            finished_at: now,
            error: `It could not be worked off in ${MAX_ATTEMPTS} attempts.`,
          });
        continue;
      }
      const claimed = await this.#knex('scan_scans')
        .where({
          id: row.id,
          status: row.status,
          attempts: row.attempts,
        })
        .update({
          status: 'processing',
          lease_owner: owner,
          lease_until: until,
          attempts: row.attempts + 1,
        });
      if (claimed === 1) {
        return toScan({ ...row, status: 'processing' });
      }
    }
  }

  /** Whoever works on a report keeps it for longer. */
  async renew(scanId: string, owner: string, until: string): Promise<void> {
    await this.#knex('scan_scans')
      .where({ id: scanId, status: 'processing', lease_owner: owner })
      .update({ lease_until: until });
  }

  /** A report whose work failed for a reason that the next attempt may not meet. */
  async release(scanId: string, error: string): Promise<void> {
    await this.#knex('scan_scans')
      .where({ id: scanId, status: 'processing' })
      .update({ status: 'queued', lease_owner: null, error });
  }

  async get(scanId: string): Promise<ScanRecord | undefined> {
    const row = await this.#knex('scan_scans').where({ id: scanId }).first();
    return row && toScan(row);
  }

  async getScope(scopeId: string): Promise<ScopeRecord | undefined> {
    const row = await this.#knex('scan_scopes').where({ id: scopeId }).first();
    return row && toScope(row);
  }

  async listScopes(entityRefs: readonly string[]): Promise<ScopeRecord[]> {
    const rows = await this.#knex('scan_scopes')
      .whereIn('entity_ref', entityRefs)
      .orderBy(['entity_ref', 'tool', 'target', 'branch', 'category']);
    return rows.map(toScope);
  }

  async listScans(scanIds: readonly string[]): Promise<ScanRecord[]> {
    const rows = await this.#knex('scan_scans').whereIn('id', scanIds);
    return rows.map(toScan);
  }

  async setRetired(scopeId: string, isRetired: boolean): Promise<void> {
    await this.#knex('scan_scopes')
      .where({ id: scopeId })
      .update({ is_retired: isRetired });
  }

  /** Forgets scans that ended before a time, but not the newest of each scope. */
  async deleteFinishedBefore(time: string): Promise<number> {
    return this.#knex('scan_scans')
      .where('finished_at', '<', time)
      .whereNotIn(
        'id',
        this.#knex('scan_scopes')
          .whereNotNull('last_scan_id')
          .select('last_scan_id'),
      )
      .delete();
  }

  /** A value that is made once for the installation. */
  async getOrCreateSetting(name: string, value: string): Promise<string> {
    await this.#knex('scan_settings')
      .insert({ name, value })
      .onConflict('name')
      .ignore();
    const row = await this.#knex('scan_settings').where({ name }).first();
    return row.value;
  }
}
