import { open } from 'node:fs/promises';
import { UnusableInput } from './exitCodes';

/**
 * A small text file that the user named. What cannot be read, or is larger than
 * allowed, is unusable input.
 *
 * @param option - where it was named, for the message
 */
export async function readText(options: {
  option: string;
  file: string;
  maxBytes: number;
}): Promise<string> {
  const { option, file, maxBytes } = options;
  const refuse = (why: string) => {
    throw new UnusableInput(`${option} ${file}: ${why}`.trim());
  };
  const handle = await open(file).catch((error: NodeJS.ErrnoException) =>
    refuse(error.code === 'ENOENT' ? 'does not exist' : error.message),
  );
  try {
    const facts = await handle!.stat();
    // A pipe, such as a shell's <(…), is as good as a file
    if (!facts.isFile() && !facts.isFIFO()) {
      refuse('is no file');
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of handle!.createReadStream({ autoClose: false })) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) {
        refuse(`is larger than ${Math.round(maxBytes / 1024)} KiB`);
      }
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    await handle?.close();
  }
}
