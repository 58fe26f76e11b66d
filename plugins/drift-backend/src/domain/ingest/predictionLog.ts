import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { identityHash } from './identityHash';

/**
 * What is kept of predictions so that late labels find them: a hash of each id,
 * the score and the prediction. No feature and no id is kept.
 */
export interface PredictionLog {
  /** Halves of the hashes, in the order of arrival. */
  high: Uint32Array;
  low: Uint32Array;
  /** Score of the positive class; NaN where none came. */
  scores: Float64Array;
  /** Prediction as a number, or an index into `classes`; NaN where none came. */
  predictions: Float64Array;
  /** Names of the predicted classes; empty for a regression. */
  classes: string[];
}

const VERSION = 1;
/** A log larger than this was not written by us. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Collects a log row by row. */
export class PredictionLogBuilder {
  readonly #ids: number[] = [];
  readonly #scores: number[] = [];
  readonly #predictions: number[] = [];
  readonly #classes = new Map<string, number>();

  add(row: {
    id: string;
    score: number | undefined;
    prediction: number | string | undefined;
  }): void {
    const [high, low] = identityHash(row.id);
    this.#ids.push(high, low);
    this.#scores.push(row.score ?? NaN);
    this.#predictions.push(this.#codeOf(row.prediction));
  }

  #codeOf(prediction: number | string | undefined): number {
    if (prediction === undefined) {
      return NaN;
    }
    if (typeof prediction === 'number') {
      return prediction;
    }
    const known = this.#classes.get(prediction);
    if (known !== undefined) {
      return known;
    }
    this.#classes.set(prediction, this.#classes.size);
    return this.#classes.size - 1;
  }

  get size(): number {
    return this.#scores.length;
  }

  build(): PredictionLog {
    return {
      high: Uint32Array.from(this.#scores, (_, row) => this.#ids[2 * row]),
      low: Uint32Array.from(this.#scores, (_, row) => this.#ids[2 * row + 1]),
      scores: Float64Array.from(this.#scores),
      predictions: Float64Array.from(this.#predictions),
      classes: [...this.#classes.keys()],
    };
  }
}

/** Bytes to store: a version, the lengths, the classes as JSON, and the columns one after the other, deflated. */
export function encodePredictionLog(log: PredictionLog): Buffer {
  const classes = Buffer.from(JSON.stringify(log.classes));
  const head = Buffer.alloc(9);
  head.writeUInt8(VERSION, 0);
  head.writeUInt32LE(log.scores.length, 1);
  head.writeUInt32LE(classes.length, 5);
  const columns = [log.high, log.low, log.scores, log.predictions].map(column =>
    Buffer.from(column.buffer, column.byteOffset, column.byteLength),
  );
  return deflateRawSync(Buffer.concat([head, classes, ...columns]), {
    level: 1,
  });
}

/** Throws an Error when the bytes are not a log of this version. */
export function decodePredictionLog(bytes: Buffer): PredictionLog {
  const raw = inflateRawSync(bytes, { maxOutputLength: MAX_BYTES });
  if (raw.readUInt8(0) !== VERSION) {
    throw new Error(
      `A prediction log of version ${raw.readUInt8(0)}; this release reads version ${VERSION}`,
    );
  }
  const rows = raw.readUInt32LE(1);
  const classesLength = raw.readUInt32LE(5);
  const start = 9 + classesLength;
  if (raw.length !== start + rows * 24) {
    throw new Error('A prediction log that was cut off');
  }
  const column = (offset: number, bytesPerRow: number) => {
    const from = start + rows * offset;
    const copy = new Uint8Array(rows * bytesPerRow);
    copy.set(raw.subarray(from, from + copy.length));
    return copy.buffer;
  };
  return {
    high: new Uint32Array(column(0, 4)),
    low: new Uint32Array(column(4, 4)),
    scores: new Float64Array(column(8, 8)),
    predictions: new Float64Array(column(16, 8)),
    classes: JSON.parse(raw.subarray(9, start).toString('utf8')),
  };
}
