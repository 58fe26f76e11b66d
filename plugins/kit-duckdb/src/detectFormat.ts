import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** What a data file is. @public */
export interface FileFormat {
  kind: 'csv' | 'json' | 'parquet';
  isGzipped: boolean;
  /** First characters of the text, for a CSV header; empty for Parquet. */
  head: string;
}

/** A header line must end within this. */
const HEAD_BYTES = 1024 * 1024;
const PARQUET_MAGIC = 'PAR1';

async function readHead(path: string, isGzipped: boolean): Promise<Buffer> {
  const file = createReadStream(path, isGzipped ? {} : { end: HEAD_BYTES - 1 });
  const stream = isGzipped ? file.pipe(createGunzip()) : file;
  const failed = new Promise<never>((_, reject) => file.once('error', reject));
  failed.catch(() => {});
  const chunks: Buffer[] = [];
  let size = 0;
  const read = async () => {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= HEAD_BYTES) {
        break;
      }
    }
  };
  try {
    await Promise.race([read(), failed]);
  } finally {
    file.destroy();
  }
  return Buffer.concat(chunks);
}

function kindOf(path: string, head: Buffer): FileFormat['kind'] {
  if (head.subarray(0, 4).toString('latin1') === PARQUET_MAGIC) {
    return 'parquet';
  }
  const name = path.toLowerCase().replace(/\.gz$/, '');
  if (/\.parquet$/.test(name)) {
    return 'parquet';
  }
  if (/\.(json|ndjson|jsonl)$/.test(name)) {
    return 'json';
  }
  if (/\.(csv|tsv|txt)$/.test(name)) {
    return 'csv';
  }
  return /^\s*[[{]/.test(head.subarray(0, 1024).toString('utf8'))
    ? 'json'
    : 'csv';
}

/**
 * Looks into a file. Throws an Error that names the file when it is empty or
 * cannot be read.
 *
 * @param title - what to call the file to a person
 *
 * @public
 */
export async function detectFormat(
  path: string,
  title: string,
): Promise<FileFormat> {
  const { size } = await stat(path);
  if (size === 0) {
    throw new Error(`${title} is empty`);
  }
  const raw = await readHead(path, false);
  const isGzipped = raw[0] === 0x1f && raw[1] === 0x8b;
  let head = raw;
  if (isGzipped) {
    try {
      head = await readHead(path, true);
    } catch {
      throw new Error(`${title} is not a whole gzip file`);
    }
    if (head.length === 0) {
      throw new Error(`${title} is empty`);
    }
  }
  const kind = kindOf(path, head);
  if (
    kind === 'parquet' &&
    head.subarray(0, 4).toString('latin1') !== PARQUET_MAGIC
  ) {
    throw new Error(`${title} is not a Parquet file`);
  }
  return {
    kind,
    isGzipped,
    head: kind === 'parquet' ? '' : head.toString('utf8'),
  };
}
