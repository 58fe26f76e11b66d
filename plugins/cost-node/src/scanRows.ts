import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
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

/** Gets where a row begins and ends, in bytes from 0, and its first line, from 1; ends the scan by answering true. */
type OnRow = (start: number, end: number, line: number) => boolean;

/** Where the scan is between two chunks. */
interface ScanState {
  base: number;
  start: number;
  line: number;
  startLine: number;
  isQuoted: boolean;
  /** Two quotes within a cell are one of its characters. */
  wasQuoted: boolean;
  isBlank: boolean;
  before: number;
}

/** Goes through one chunk; answers whether the scan ends. Its variables are its own: that is several times faster. */
function scanChunk(
  bytes: Buffer,
  state: ScanState,
  options: { separator: number; onRow: OnRow },
): boolean {
  const { separator, onRow } = options;
  const { base } = state;
  let { start, line, startLine, isQuoted, wasQuoted, isBlank, before } = state;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === LINE_FEED) {
      line += 1;
      if (!isQuoted) {
        if (!isBlank && onRow(start, base + at, startLine)) {
          return true;
        }
        start = base + at + 1;
        startLine = line;
        isBlank = true;
      }
    } else if (byte === QUOTE) {
      const isWithin = isQuoted;
      isBlank = false;
      isQuoted =
        !isWithin &&
        (before === separator ||
          before === LINE_FEED ||
          (before === QUOTE && wasQuoted));
      wasQuoted = isWithin;
    } else if (isBlank && byte !== CARRIAGE_RETURN) {
      isBlank = false;
    }
    before = byte;
  }
  Object.assign(state, { base: base + bytes.length, start, line, startLine });
  Object.assign(state, { isQuoted, wasQuoted, isBlank, before });
  return false;
}

const CHUNK_BYTES = 1024 * 1024;

/** The bytes of a file, unpacked. Each chunk is gone when the next one is asked for: a stream would make room for every one of them. */
async function* chunksOf(path: string, isGzipped: boolean) {
  if (isGzipped) {
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    const stream = file.pipe(createGunzip());
    file.once('error', error => stream.destroy(error));
    try {
      yield* stream as AsyncIterable<Buffer>;
    } finally {
      file.destroy();
    }
    return;
  }
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * Goes through the rows of a CSV file, the header first, without looking at
 * their cells: quoted cells may hold line breaks, and empty lines are no rows.
 *
 * @returns whether the file ends within quotes, where it was read to its end
 */
export async function scanRows(
  { path, isGzipped, delimiter }: ScannedFile,
  onRow: OnRow,
): Promise<{ isQuoted: boolean }> {
  const separator = delimiter.charCodeAt(0);
  const state: ScanState = {
    base: 0,
    start: 0,
    line: 1,
    startLine: 1,
    isQuoted: false,
    wasQuoted: false,
    isBlank: true,
    before: LINE_FEED,
  };
  for await (const chunk of chunksOf(path, isGzipped)) {
    if (scanChunk(chunk, state, { separator, onRow })) {
      return { isQuoted: false };
    }
  }
  if (!state.isBlank) {
    onRow(state.start, state.base, state.startLine);
  }
  return { isQuoted: state.isQuoted };
}
