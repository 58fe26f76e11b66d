import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputError } from '@backstage/errors';
import { DEFAULT_LIMITS } from '@plumbline/backstage-plugin-scans-formats';

const unpack = promisify(gunzip);

/** The bytes of an uploaded report, unpacked also when a packed file was sent as it is. */
export async function collectReport(
  body: AsyncIterable<Buffer>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
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
