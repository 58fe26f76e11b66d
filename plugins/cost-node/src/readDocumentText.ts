import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import {
  type DataFile,
  MachineFault,
} from '@plumbline/backstage-plugin-kit-duckdb';

const MIB = 1024 * 1024;
/** What the reader of documents takes at most; counted after unpacking. */
const MAX_BYTES = 128 * MIB;

/** The text of a JSON file, unpacked. Throws an Error that names the file when it is too large, not whole or not UTF-8. */
export async function readDocumentText(options: {
  file: DataFile;
  isGzipped: boolean;
}): Promise<string> {
  const { file, isGzipped } = options;
  const raw = createReadStream(file.path);
  const stream = isGzipped ? raw.pipe(createGunzip()) : raw;
  raw.once('error', error => stream.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) {
        throw new Error(`is larger than ${MAX_BYTES / MIB} MiB`);
      }
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Buffer.concat(chunks),
    );
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined) {
      throw new MachineFault(`${file.title} could not be read (${code})`);
    }
    const reasons: Record<string, string> = {
      Z_BUF_ERROR: 'is not a whole gzip file',
      Z_DATA_ERROR: 'is not a whole gzip file',
      ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8',
    };
    throw new Error(`${file.title} ${reasons[code ?? ''] ?? message}`);
  } finally {
    raw.destroy();
  }
}
