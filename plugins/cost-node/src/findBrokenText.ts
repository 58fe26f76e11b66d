import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const LINE_FEED = 0x0a;

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (
    let at = bytes.indexOf(LINE_FEED);
    at >= 0;
    at = bytes.indexOf(LINE_FEED, at + 1)
  ) {
    lines += 1;
  }
  return lines;
}

/** The first line, from 1, that is not UTF-8; undefined where the file can be read to its end and all are. */
export async function findBrokenText(options: {
  path: string;
  isGzipped: boolean;
}): Promise<number | undefined> {
  const file = createReadStream(options.path, { highWaterMark: 1024 * 1024 });
  const stream = options.isGzipped ? file.pipe(createGunzip()) : file;
  file.once('error', error => stream.destroy(error));
  let line = 1;
  let rest = Buffer.alloc(0);
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.concat([rest, chunk as Buffer]);
      const end = bytes.lastIndexOf(LINE_FEED) + 1;
      const whole = bytes.subarray(0, end);
      rest = Buffer.from(bytes.subarray(end));
      if (!isUtf8(whole)) {
        for (let from = 0; from < end; line += 1) {
          const next = whole.indexOf(LINE_FEED, from) + 1;
          if (!isUtf8(whole.subarray(from, next))) {
            return line;
          }
          from = next;
        }
      }
      line += countLines(whole);
    }
  } catch {
    return undefined;
  } finally {
    file.destroy();
  }
  return isUtf8(rest) ? undefined : line;
}
