import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * On which line of a CSV file rows stand: quoted cells may hold line breaks, and
 * empty lines are no rows.
 *
 * @param options - `rows`: numbers of rows that were read, from 1; `unread`:
 *   where rows begin that could not be read and have no number, in bytes from 0
 * @returns lines from 1, with the header
 */
export async function linesOfRows(options: {
  path: string;
  isGzipped: boolean;
  rows: readonly number[];
  unread: readonly number[];
}): Promise<{ rows: Map<number, number>; unread: Map<number, number> }> {
  const { path, isGzipped } = options;
  const wanted = new Set(options.rows);
  const unread = options.unread.toSorted((a, b) => a - b);
  const found = {
    rows: new Map<number, number>(),
    unread: new Map<number, number>(),
  };
  let nextUnread = 0;
  let line = 1;
  let startLine = 1;
  let position = 0;
  let startPosition = 0;
  let isQuoted = false;
  let isBlank = true;
  // The header is row 0
  let row = 0;
  const end = () => {
    if (isBlank) {
      return;
    }
    // Empty lines before a row belong to it
    if (nextUnread < unread.length && startPosition >= unread[nextUnread]) {
      found.unread.set(unread[nextUnread], startLine);
      nextUnread += 1;
    } else {
      if (wanted.has(row)) {
        found.rows.set(row, startLine);
      }
      row += 1;
    }
    isBlank = true;
  };
  const file = createReadStream(path);
  const stream = isGzipped ? file.pipe(createGunzip()) : file;
  try {
    for await (const chunk of stream) {
      for (const byte of chunk as Buffer) {
        position += 1;
        if (byte === LINE_FEED) {
          line += 1;
          if (!isQuoted) {
            end();
            startLine = line;
            startPosition = position;
          }
        } else if (byte !== CARRIAGE_RETURN) {
          isBlank = false;
          if (byte === QUOTE) {
            isQuoted = !isQuoted;
          }
        }
      }
      if (
        found.rows.size === wanted.size &&
        found.unread.size === unread.length
      ) {
        break;
      }
    }
    end();
  } finally {
    file.destroy();
  }
  return found;
}
