import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SourceError } from '../sources/SourceError';
import { parseObjectPattern } from './objectPattern';
import { ObjectStore, StoredObject } from './ObjectStore';

/** What one reading of a bucket may take. @public */
export interface ObjectLimits {
  /** Objects that match. Default 10,000. */
  objects?: number;
  /** Objects that are looked at to find them. Default 200,000. */
  listed?: number;
  /** Bytes of all that match together. Default 20 GiB. */
  bytes?: number;
}

/** Objects on this machine. @public */
export interface CachedObjects {
  /** In the order of their keys. */
  files: { key: string; path: string; bytes: number }[];
  /** Changes when an object is added, replaced or removed. */
  fingerprint: string;
}

const DEFAULTS = {
  objects: 10_000,
  listed: 200_000,
  bytes: 20 * 1024 ** 3,
};

const EXTENSION = /\.(?:csv|tsv|parquet|json|jsonl|ndjson)(?:\.gz|\.zst)?$/i;

/**
 * Brings the objects that a pattern selects onto this machine, each version
 * once: what is there already is not fetched again, so a reading that was
 * broken off goes on where it stopped. A file is named by hashes, never by
 * its key, and appears only when it is whole.
 *
 * @public
 */
export async function cacheObjects(options: {
  store: ObjectStore;
  /** A key, a folder ending in `/`, or a pattern with `*`, `**` and `?`. */
  pattern: string;
  /** Looks away from objects before they count, by the key. */
  filter?: (key: string) => boolean;
  cacheDirectory: string;
  limits?: ObjectLimits;
  signal?: AbortSignal;
}): Promise<CachedObjects> {
  const { store, cacheDirectory, signal } = options;
  const objects = await listMatching(options);
  const folder = join(cacheDirectory, hash(store.identity).slice(0, 16));
  await mkdir(folder, { recursive: true });
  const files: CachedObjects['files'] = [];
  for (const object of objects) {
    signal?.throwIfAborted();
    const path = join(folder, nameFile(object));
    if (!(await touch(path, object.bytes))) {
      await download({ store, object, path, signal });
    }
    files.push({ key: object.key, path, bytes: object.bytes });
  }
  return {
    files,
    fingerprint: hash(
      JSON.stringify([
        store.identity,
        ...objects.map(({ key, etag, bytes }) => [key, etag, bytes]),
      ]),
    ),
  };
}

async function listMatching(
  options: Parameters<typeof cacheObjects>[0],
): Promise<StoredObject[]> {
  const { store, pattern, filter, signal } = options;
  const limits = { ...DEFAULTS, ...options.limits };
  const { prefix, matches } = parseObjectPattern(pattern);
  const found: StoredObject[] = [];
  let listed = 0;
  let bytes = 0;
  const refuse = (what: string) =>
    new SourceError(`${JSON.stringify(pattern)} is too much: ${what}`);
  for await (const object of store.list(prefix, signal)) {
    listed += 1;
    if (listed > limits.listed) {
      throw refuse(`more than ${limits.listed} objects to look through`);
    }
    if (!matches(object.key) || (filter && !filter(object.key))) {
      continue;
    }
    found.push(object);
    bytes += object.bytes;
    if (found.length > limits.objects) {
      throw refuse(`more than ${limits.objects} objects match`);
    }
    if (bytes > limits.bytes) {
      throw refuse(`what matches is larger than ${limits.bytes} bytes`);
    }
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

/** Marks a whole file as in use; false when there is none. */
async function touch(path: string, bytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size !== bytes) {
    return false;
  }
  const now = new Date();
  // Another process may be clearing away what was not used for long
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

async function download(options: {
  store: ObjectStore;
  object: StoredObject;
  path: string;
  signal?: AbortSignal;
}): Promise<void> {
  const { store, object, path, signal } = options;
  const partial = `${path}.${randomUUID()}.part`;
  try {
    let received = 0;
    await pipeline(
      await store.read(object, signal),
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          received += chunk.length;
          done(
            received > object.bytes ? new Error('longer than listed') : null,
            chunk,
          );
        },
      }),
      createWriteStream(partial, { flags: 'wx', mode: 0o600 }),
      { signal },
    );
    if (received !== object.bytes) {
      throw new Error('shorter than listed');
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    signal?.throwIfAborted();
    if (error instanceof SourceError) {
      throw error;
    }
    throw new SourceError(
      `Cannot keep ${JSON.stringify(object.key)}: ${(error as Error).message}`,
    );
  }
}

function nameFile({ key, etag }: StoredObject): string {
  const extension = EXTENSION.exec(key)?.[0].toLowerCase() ?? '';
  return `${hash(key).slice(0, 32)}-${hash(etag).slice(0, 16)}${extension}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
