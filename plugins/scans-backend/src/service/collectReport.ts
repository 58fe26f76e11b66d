import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputError } from '@backstage/errors';
import { DEFAULT_LIMITS } from '@plumbline/backstage-plugin-scans-formats';

const unpack = promisify(gunzip);

/** The bytes of a report, unpacked when they are a packed file. */
export async function unpackReport(bytes: Buffer): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  const { maxBytes } = DEFAULT_LIMITS;
  return unpack(bytes, { maxOutputLength: maxBytes }).catch(error => {
    throw new InputError(
      (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? `The report unpacks to more than ${Math.floor(maxBytes / 1024 / 1024)} MiB`
        : 'The report is broken gzip, or was cut off',
    );
  });
}

/** The same of an uploaded one. */
export async function collectReport(
  body: AsyncIterable<Buffer>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  return unpackReport(Buffer.concat(chunks));
}
