import { gunzipSync } from 'node:zlib';
import {
  DEFAULT_LIMITS,
  Report,
  ReportRefused,
  parseReport,
} from '@plumbline/backstage-plugin-scans-formats';
import { UnusableInput } from '../exitCodes';
import { readBytes } from '../readBytes';
import { readSecretKey } from './readSecretKey';

const MIB = 1024 * 1024;

/** What a file says, unpacked when it is packed with gzip. */
export function unpack(file: string, bytes: Buffer): Buffer {
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
  const { maxBytes } = DEFAULT_LIMITS;
  const bytes = await readBytes({ file, maxBytes });
  return readReportBytes({ file, bytes, format });
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
