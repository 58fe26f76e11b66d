import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  UploadQuery,
  UploadReceipt,
} from '@plumbline/backstage-plugin-scans-common';
import {
  DEFAULT_LIMITS,
  REPORT_FORMATS,
} from '@plumbline/backstage-plugin-scans-formats';
import { ScanHead, ScopeKey } from '../domain/records';
import { EntityStore } from '../store/EntityStore';
import { ScanStore } from '../store/ScanStore';
import { Access } from './Access';
import { ReportParser } from './ReportParser';
import { placeInCatalog } from './placeInCatalog';
import { toScan } from './toContract';

const unpack = promisify(gunzip);

/** Uploads of one caller that may wait or be read at a time. */
const MAX_AT_ONCE = 64;
/** Clocks that go ahead so much are believed. */
const MAX_AHEAD_MS = 5 * 60_000;
const OLDEST = '2000-01-01T00:00:00.000Z';

/** Answered with status 429. */
class TooManyUploadsError extends Error {
  readonly name = 'TooManyUploadsError';
  readonly statusCode = 429;
}

async function collect(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  // A packed file that was sent as it is
  const { maxBytes } = DEFAULT_LIMITS;
  return unpack(bytes, { maxOutputLength: maxBytes }).catch(error => {
    throw new InputError(
      (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? `The report unpacks to more than ${Math.floor(maxBytes / 1024 / 1024)} MiB`
        : 'The report is broken gzip, or was cut off',
    );
  });
}

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

/** Takes reports in. */
export class UploadService {
  readonly #access: Access;
  readonly #entities: EntityStore;
  readonly #parser: ReportParser;
  readonly #scans: ScanStore;
  readonly #secretKey: () => Promise<string>;
  readonly #wake: () => void;
  readonly #uploading = new Map<string, number>();

  constructor(options: {
    access: Access;
    entities: EntityStore;
    parser: ReportParser;
    scans: ScanStore;
    secretKey: () => Promise<string>;
    wake: () => void;
  }) {
    this.#access = options.access;
    this.#entities = options.entities;
    this.#parser = options.parser;
    this.#scans = options.scans;
    this.#secretKey = options.secretKey;
    this.#wake = options.wake;
  }

  /** The formats that are read. */
  listFormats(): readonly { id: string; title: string }[] {
    return REPORT_FORMATS;
  }

  /**
   * Takes a report: when it answers, the report is in the queue and stays there
   * whatever happens. The raw report is not kept.
   */
  async take(
    query: UploadQuery,
    body: AsyncIterable<Buffer>,
    credentials: BackstageCredentials,
  ): Promise<UploadReceipt> {
    const entity = await this.#access.getUploadable(query.entity, credentials);
    const uploadedBy = this.#access.nameOf(credentials);
    return this.#oneOfFew(uploadedBy, async () => {
      const bytes = await collect(body);
      const receivedAt = new Date().toISOString();
      const { head, chunks } = await this.#parser.parse({
        bytes,
        format: query.format,
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
      const scanHead: ScanHead = {
        ...head,
        uploadedBy,
        url: query.url,
        commit: query.commit,
        isPartial: query.partial === 'true',
      };
      const { scan, isRepeated } = await this.#scans.take({
        scope,
        scan: {
          id: randomUUID(),
          entityRef: query.entity,
          scanKey: createHash('sha256')
            .update(bytes)
            .update(
              JSON.stringify([
                scannedAt ?? null,
                query.commit ?? null,
                query.url ?? null,
                query.partial ?? null,
              ]),
            )
            .digest('hex'),
          receivedAt,
          scannedAt: scannedAt ?? receivedAt,
          head: scanHead,
        },
        chunks,
        hasOwnTime: scannedAt !== undefined,
        newScopeId: randomUUID(),
      });
      this.#wake();
      return {
        scan: toScan(scan, scope),
        repeated: isRepeated,
      };
    });
  }

  async #oneOfFew<T>(caller: string, deed: () => Promise<T>): Promise<T> {
    const running = this.#uploading.get(caller) ?? 0;
    if (running >= MAX_AT_ONCE) {
      throw new TooManyUploadsError(
        'Too many reports are coming from you at a time: send this one again in a minute',
      );
    }
    this.#uploading.set(caller, running + 1);
    try {
      return await deed();
    } finally {
      const left = this.#uploading.get(caller)! - 1;
      if (left === 0) {
        this.#uploading.delete(caller);
      } else {
        this.#uploading.set(caller, left);
      }
    }
  }
}
