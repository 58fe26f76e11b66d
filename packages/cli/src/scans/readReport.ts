import { open } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import {
  DEFAULT_LIMITS,
  Report,
  ReportRefused,
  parseReport,
} from '@plumbline/backstage-plugin-scans-formats';
import { UnusableInput } from '../exitCodes';
import { readSecretKey } from './readSecretKey';

const MIB = 1024 * 1024;

/** The bytes of a file, of which more than allowed are never held. */
export async function readBytes(file: string): Promise<Buffer> {
  const { maxBytes } = DEFAULT_LIMITS;
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new UnusableInput(
      `${file}: ${error.code === 'ENOENT' ? 'does not exist' : error.message}`,
    );
  });
  try {
    const facts = await handle.stat();
    // A pipe, such as a shell's <(…), is as good as a file
    if (!facts.isFile() && !facts.isFIFO()) {
      throw new UnusableInput(`${file}: is no file`);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) {
        throw new UnusableInput(
          `${file}: has more than ${Math.floor(maxBytes / MIB)} MiB`,
        );
      }
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}

function unpack(file: string, bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  const { maxBytes } = DEFAULT_LIMITS;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw new UnusableInput(
      (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? `${file}: unpacks to more than ${Math.floor(maxBytes / MIB)} MiB`
        : `${file}: its gzip is broken or cut off`,
    );
  }
}

/** The report in a file; what cannot be read is unusable input that names file, place and reason. */
export async function readReport(
  file: string,
  format?: string,
): Promise<Report> {
  return readReportBytes({ file, bytes: await readBytes(file), format });
}

/** The report in the bytes of a file, packed or not. */
export async function readReportBytes(options: {
  file: string;
  bytes: Buffer;
  format?: string;
}): Promise<Report> {
  const { file, format } = options;
  const bytes = unpack(file, options.bytes);
  try {
    return parseReport(bytes, { format, secretKey: await readSecretKey() });
  } catch (error) {
    if (error instanceof ReportRefused) {
      throw new UnusableInput(`${file}: ${error.message}`);
    }
    throw error;
  }
}
