import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A CSV file as it is to be scanned. */
export interface ScannedFile {
  path: string;
  isGzipped: boolean;
  delimiter: string;
}

/**
 * Goes through the rows of a CSV file, the header first, without looking at
 * their cells: quoted cells may hold line breaks, and empty lines are no rows.
 *
 * @param onRow - gets where the row begins and ends, in bytes from 0, and its
 *   first line, from 1; ends the scan by answering true
 */
export async function scanRows(
  { path, isGzipped, delimiter }: ScannedFile,
  onRow: (start: number, end: number, line: number) => boolean,
): Promise<void> {
  const separator = delimiter.charCodeAt(0);
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const stream = isGzipped ? file.pipe(createGunzip()) : file;
  file.once('error', error => stream.destroy(error));
  let base = 0;
  let start = 0;
  let line = 1;
  let startLine = 1;
  let isQuoted = false;
  let isBlank = true;
  let before = LINE_FEED;
  // Two quotes within a cell are one of its characters
  let wasQuoted = false;
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at];
        if (byte === LINE_FEED) {
          line += 1;
          if (!isQuoted) {
            if (!isBlank && onRow(start, base + at, startLine)) {
              return;
            }
            start = base + at + 1;
            startLine = line;
            isBlank = true;
          }
        } else if (byte !== CARRIAGE_RETURN) {
          isBlank = false;
          if (byte === QUOTE) {
            const isWithin = isQuoted;
            isQuoted =
              !isWithin &&
              (before === separator ||
                before === LINE_FEED ||
                (before === QUOTE && wasQuoted));
            wasQuoted = isWithin;
          }
        }
        before = byte;
      }
      base += bytes.length;
    }
    if (!isBlank) {
      onRow(start, base, startLine);
    }
  } finally {
    file.destroy();
  }
}
