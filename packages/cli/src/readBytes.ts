import { open } from 'node:fs/promises';
import { UnusableInput } from './exitCodes';

const KIB = 1024;
const MIB = 1024 * KIB;

const sizeOf = (bytes: number) =>
  bytes < MIB
    ? `${Math.round(bytes / KIB)} KiB`
    : `${Math.round(bytes / MIB)} MiB`;

/**
 * The bytes of a file that the user named, of which more than allowed are never
 * held. What cannot be read, or is larger, is unusable input.
 *
 * @param option - where it was named, for the message
 */
export async function readBytes(options: {
  file: string;
  maxBytes: number;
  option?: string;
}): Promise<Buffer> {
  const { file, maxBytes, option = '' } = options;
  const refuse = (why: string): never => {
    throw new UnusableInput(`${option} ${file}: ${why}`.trim());
  };
  const handle = await open(file).catch((error: NodeJS.ErrnoException) =>
    refuse(error.code === 'ENOENT' ? 'does not exist' : error.message),
  );
  try {
    const facts = await handle.stat();
    // A pipe, such as a shell's <(…), is as good as a file
    if (!facts.isFile() && !facts.isFIFO()) {
      refuse('is no file');
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) {
        refuse(`is larger than ${sizeOf(maxBytes)}`);
      }
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}
