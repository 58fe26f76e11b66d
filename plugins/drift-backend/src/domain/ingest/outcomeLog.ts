import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';
import { identityHash } from './identityHash';

/**
 * What is kept of predictions, and of labels, so that they find each other: a
 * hash of each id, the value, and the score. No feature and no id is kept.
 */
export interface OutcomeLog {
  /** Halves of the hashes, in the order of arrival. */
  high: Uint32Array;
  low: Uint32Array;
  /** A number, or an index into `classes`; NaN where none came. */
  values: Float64Array;
  /** Score of the positive class; NaN where none came. */
  scores: Float64Array;
  /** Names of the classes; empty where the values are numbers. */
  classes: string[];
}

const VERSION = 1;
const BYTES_PER_ROW = 24;
const HEAD_BYTES = 9;
/** A log larger than this was not written by us. */
const MAX_BYTES = 256 * 1024 * 1024;

const compress = promisify(deflateRaw);

/** Collects a log row by row. */
export class OutcomeLogBuilder {
  readonly #areNumbers: boolean;
  readonly #ids: number[] = [];
  readonly #values: number[] = [];
  readonly #scores: number[] = [];
  readonly #codes = new Map<string, number>();

  /** @param options - `areNumbers` for a regression; else values are names of classes */
  constructor(options: { areNumbers: boolean }) {
    this.#areNumbers = options.areNumbers;
  }

  /** Takes a row with its value as JSON has it. */
  add(row: { id: string; value: unknown; score?: unknown }): void {
    const [high, low] = identityHash(row.id);
    this.#ids.push(high, low);
    this.#values.push(
      (this.#areNumbers ? numberOf(row.value) : this.#codeOf(row.value)) ?? NaN,
    );
    this.#scores.push(numberOf(row.score) ?? NaN);
  }

  #codeOf(value: unknown): number | undefined {
    if (value === undefined || value === null || typeof value === 'object') {
      return undefined;
    }
    const name = String(value);
    const known = this.#codes.get(name);
    if (known !== undefined) {
      return known;
    }
    const code = this.#codes.size;
    this.#codes.set(name, code);
    return code;
  }

  get size(): number {
    return this.#values.length;
  }

  build(): OutcomeLog {
    const rows = this.size;
    const high = new Uint32Array(rows);
    const low = new Uint32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      high[row] = this.#ids[2 * row];
      low[row] = this.#ids[2 * row + 1];
    }
    return {
      high,
      low,
      values: Float64Array.from(this.#values),
      scores: Float64Array.from(this.#scores),
      classes: [...this.#codes.keys()],
    };
  }
}

/** A finite number, as JSON has it or in a text. */
export function numberOf(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : undefined;
}

/** Bytes to store: a version, the lengths, the classes as JSON, and the columns one after the other, deflated. */
export async function encodeOutcomeLog(log: OutcomeLog): Promise<Buffer> {
  const classes = Buffer.from(JSON.stringify(log.classes));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(VERSION, 0);
  head.writeUInt32LE(log.scores.length, 1);
  head.writeUInt32LE(classes.length, 5);
  const columns = [log.high, log.low, log.values, log.scores].map(column =>
    Buffer.from(column.buffer, column.byteOffset, column.byteLength),
  );
  return compress(Buffer.concat([head, classes, ...columns]), { level: 1 });
}

/** Throws an Error when the bytes are not a log of this version. */
export function decodeOutcomeLog(bytes: Buffer): OutcomeLog {
  const raw = inflateRawSync(bytes, { maxOutputLength: MAX_BYTES });
  const version = raw.readUInt8(0);
  if (version !== VERSION) {
    throw new Error(
      `A log of predictions of version ${version}; this release reads version ${VERSION}`,
    );
  }
  const rows = raw.readUInt32LE(1);
  const start = HEAD_BYTES + raw.readUInt32LE(5);
  if (raw.length !== start + rows * BYTES_PER_ROW) {
    throw new Error('A log of predictions that was cut off');
  }
  // Typed arrays begin at multiples of their size, the parts of a buffer anywhere
  const column = (offset: number, bytesPerRow: number) =>
    Uint8Array.from(
      raw.subarray(
        start + rows * offset,
        start + rows * (offset + bytesPerRow),
      ),
    ).buffer;
  return {
    high: new Uint32Array(column(0, 4)),
    low: new Uint32Array(column(4, 4)),
    values: new Float64Array(column(8, 8)),
    scores: new Float64Array(column(16, 8)),
    classes: JSON.parse(raw.subarray(HEAD_BYTES, start).toString('utf8')),
  };
}
