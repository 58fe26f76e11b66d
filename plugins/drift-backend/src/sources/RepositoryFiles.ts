import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const MAX_FILES = 2_000;
const MAX_BYTES = 512 * 1024 * 1024;
const DATA_FILE = /\.(csv|tsv|txt|json|ndjson|jsonl|parquet)(\.gz)?$/i;
/** Marks a copy that is whole, and says of which version it is. */
const STAMP = '.etag';

/** Folder part of a pattern: what comes before the first segment with a wildcard, or the file's folder. */
function folderOfPattern(pattern: string): string {
  const segments = pattern.split('/');
  const wild = segments.findIndex(segment => /[*?[\]{}]/.test(segment));
  return segments.slice(0, wild === -1 ? segments.length - 1 : wild).join('/');
}

/** Files of repositories, copied to this machine by version. */
export class RepositoryFiles {
  readonly #reader: UrlReaderService;
  readonly #directory: string;
  readonly #running = new Map<string, Promise<string>>();

  constructor(options: { reader: UrlReaderService; directory: string }) {
    this.#reader = options.reader;
    this.#directory = options.directory;
  }

  /** Text of a small file; `undefined` when it has not changed since a version. */
  async readText(options: {
    url: string;
    etag?: string;
    maxBytes: number;
    signal?: AbortSignal;
  }): Promise<{ text: string; etag?: string } | undefined> {
    const { url, etag, maxBytes, signal } = options;
    try {
      const response = await this.#reader.readUrl(url, { etag, signal });
      const bytes = await response.buffer();
      if (bytes.length > maxBytes) {
        throw new InputError(`${url} is larger than ${maxBytes} bytes`);
      }
      return { text: bytes.toString('utf8'), etag: response.etag };
    } catch (error) {
      if ((error as Error).name === 'NotModifiedError') {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * A folder on this machine that holds the data files below the folder of a
   * document that a pattern may mean. Copied again only when they changed.
   */
  async fetch(options: {
    documentUrl: string;
    pattern: string;
    signal?: AbortSignal;
  }): Promise<string> {
    const { documentUrl, pattern, signal } = options;
    const inside = folderOfPattern(pattern);
    const url = new URL(
      inside === '' ? './' : `./${inside}/`,
      documentUrl,
    ).href.replace(/\/$/, '');
    const key = createHash('sha256').update(`${url} ${inside}`).digest('hex');
    const running =
      this.#running.get(key) ??
      this.#copy({
        url,
        inside,
        folder: join(this.#directory, key),
        signal,
      }).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #copy(options: {
    url: string;
    inside: string;
    folder: string;
    signal?: AbortSignal;
  }): Promise<string> {
    const { url, inside, folder, signal } = options;
    const etag = await readFile(join(folder, STAMP), 'utf8').catch(
      () => undefined,
    );
    let bytes = 0;
    let count = 0;
    const tree = await this.#reader
      .readTree(url, {
        etag,
        signal,
        filter: path => DATA_FILE.test(path),
      })
      .catch(error => {
        if (error.name === 'NotModifiedError') {
          return undefined;
        }
        throw error;
      });
    if (!tree) {
      return folder;
    }
    const partial = `${folder}.part`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    for (const file of await tree.files()) {
      const content = await file.content();
      bytes += content.length;
      count += 1;
      if (bytes > MAX_BYTES || count > MAX_FILES) {
        await rm(partial, { recursive: true, force: true });
        throw new InputError(
          `${url} holds more than ${MAX_FILES} files or ${MAX_BYTES / 2 ** 20} MiB of data: put them into a source`,
        );
      }
      if (file.path.split('/').includes('..')) {
        throw new InputError(`${url} holds a path with ..`);
      }
      const target = join(partial, inside, file.path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
    await writeFile(join(partial, STAMP), tree.etag);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return folder;
  }
}
