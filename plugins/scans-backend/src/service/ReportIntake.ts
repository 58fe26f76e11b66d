import { createHash, randomUUID } from 'node:crypto';
import { Entity } from '@backstage/catalog-model';
import type {
  UploadQuery,
  UploadReceipt,
} from '@plumbline/backstage-plugin-scans-common';
import { ScopeKey } from '../domain/records';
import { EntityStore } from '../store/EntityStore';
import { ScanStore } from '../store/ScanStore';
import { ReportParser } from './ReportParser';
import { placeInCatalog } from './placeInCatalog';
import { toScan } from './toContract';

/** Clocks that go ahead so much are believed. */
const MAX_AHEAD_MS = 5 * 60_000;
const OLDEST = '2000-01-01T00:00:00.000Z';

/** When the scan ran, as far as that can be believed; a clock far ahead would shut every later scan out. */
function believedTime(
  said: string | undefined,
  receivedAt: string,
): string | undefined {
  const ms = said === undefined ? NaN : Date.parse(said);
  if (Number.isNaN(ms)) {
    return undefined;
  }
  const time = new Date(ms).toISOString();
  if (time < OLDEST) {
    return undefined;
  }
  return ms > Date.parse(receivedAt) + MAX_AHEAD_MS ? undefined : time;
}

/** Takes reports in, wherever they come from: by then it is known who sends them and that they may. */
export class ReportIntake {
  readonly #entities: EntityStore;
  readonly #parser: ReportParser;
  readonly #scans: ScanStore;
  readonly #secretKey: () => Promise<string>;
  readonly #wake: () => void;

  constructor(options: {
    entities: EntityStore;
    parser: ReportParser;
    scans: ScanStore;
    secretKey: () => Promise<string>;
    wake: () => void;
  }) {
    this.#entities = options.entities;
    this.#parser = options.parser;
    this.#scans = options.scans;
    this.#secretKey = options.secretKey;
    this.#wake = options.wake;
  }

  /**
   * When it answers, the report is in the queue and stays there whatever
   * happens. The raw report is not kept.
   *
   * @param options - `bytes` unpacked, `uploadedBy` for the record, `isAdded` of
   *   events that are counted together with those that came before
   * @throws InputError when the report cannot be read
   */
  async take(options: {
    query: UploadQuery;
    bytes: Uint8Array;
    entity: Entity;
    uploadedBy: string;
    isAdded?: boolean;
  }): Promise<UploadReceipt> {
    const { query, bytes, entity, uploadedBy, isAdded = false } = options;
    const receivedAt = new Date().toISOString();
    const lookedFor = query.lookedFor && [...new Set(query.lookedFor)].sort();
    const { head, chunks, digest } = await this.#parser.parse({
      bytes,
      format: query.format,
      lookedFor,
      secretKey: await this.#secretKey(),
    });
    await this.#entities.place(placeInCatalog(query.entity, entity));
    const scannedAt = believedTime(
      head.scannedAt ?? query.scannedAt,
      receivedAt,
    );
    const scope: ScopeKey = {
      entityRef: query.entity,
      tool: head.tool,
      target: query.target ?? head.target ?? '',
      branch: query.branch ?? '',
      category: head.category ?? '',
    };
    const { scan, isRepeated } = await this.#scans.take({
      scope,
      scan: {
        id: randomUUID(),
        entityRef: query.entity,
        scanKey: createHash('sha256')
          .update(digest)
          .update(
            JSON.stringify([
              scannedAt ?? null,
              query.commit ?? null,
              query.url ?? null,
              query.partial ?? null,
              // Without it, the key is what it always was
              ...(lookedFor ? [lookedFor] : []),
            ]),
          )
          .digest('hex'),
        receivedAt,
        scannedAt: scannedAt ?? receivedAt,
        head: {
          ...head,
          uploadedBy,
          url: query.url,
          commit: query.commit,
          isPartial: query.partial === 'true',
          lookedFor,
          isAdded,
        },
      },
      chunks,
      // Of events every delivery is known by its bytes
      hasOwnTime: isAdded || scannedAt !== undefined,
      newScopeId: randomUUID(),
    });
    this.#wake();
    return { scan: toScan(scan, scope), repeated: isRepeated };
  }
}
