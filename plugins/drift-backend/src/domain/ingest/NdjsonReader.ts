/** Why a line was not taken. */
export interface LineProblem {
  /** From 1. */
  line: number;
  reason: string;
}

/** Problems that are told; with so many the rest is not read. */
const MAX_PROBLEMS = 20;
/** A line longer than this is refused before it is parsed. */
const MAX_LINE_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** A batch with lines that cannot be taken: nothing of it is. */
export class BadLines extends Error {
  constructor(problems: readonly LineProblem[]) {
    const named = problems.map(({ line, reason }) => `line ${line} ${reason}`);
    const more = problems.length >= MAX_PROBLEMS ? '; there may be more' : '';
    super(`Nothing of it was taken: ${named.join('; ')}${more}`);
  }
}

/**
 * Reads newline-delimited JSON as it comes, and calls `take` with the object of
 * every line. Empty lines are passed over. Throws {@link BadLines} at the end,
 * or when there are too many of them.
 */
export class NdjsonReader {
  readonly #take: (row: Record<string, unknown>) => string | undefined;
  readonly #problems: LineProblem[] = [];
  #rest: Buffer[] = [];
  #restBytes = 0;
  #line = 0;

  /** @param take - takes a row, or says why it cannot be taken */
  constructor(take: (row: Record<string, unknown>) => string | undefined) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    // Bytes of a character never contain a newline: lines are cut before they are decoded
    const end = chunk.lastIndexOf(NEWLINE);
    if (end === -1) {
      this.#keep(chunk);
      return;
    }
    const whole = chunk.subarray(0, end);
    this.#readLines(
      this.#rest.length > 0 ? Buffer.concat([...this.#rest, whole]) : whole,
    );
    this.#rest = [];
    this.#restBytes = 0;
    this.#keep(chunk.subarray(end + 1));
  }

  end(): void {
    if (this.#restBytes > 0) {
      this.#readLines(Buffer.concat(this.#rest));
    }
    if (this.#problems.length > 0) {
      throw new BadLines(this.#problems);
    }
  }

  #keep(part: Buffer): void {
    if (part.length > 0) {
      this.#rest.push(part);
      this.#restBytes += part.length;
    }
    if (this.#restBytes > MAX_LINE_BYTES) {
      this.#line += 1;
      this.#problems.push({ line: this.#line, reason: tooLong() });
      throw new BadLines(this.#problems);
    }
  }

  #readLines(bytes: Buffer): void {
    const text = bytes.toString('utf8');
    let start = 0;
    while (start <= text.length) {
      let end = text.indexOf('\n', start);
      if (end === -1) {
        end = text.length;
      }
      this.#line += 1;
      const reason = this.#readLine(text.slice(start, end));
      start = end + 1;
      if (reason !== undefined) {
        this.#problems.push({ line: this.#line, reason });
        if (this.#problems.length >= MAX_PROBLEMS) {
          throw new BadLines(this.#problems);
        }
      }
    }
  }

  #readLine(content: string): string | undefined {
    if (content.length > MAX_LINE_BYTES) {
      return tooLong();
    }
    const object = content.trim();
    if (object === '') {
      return undefined;
    }
    if (!object.startsWith('{')) {
      return 'is not a JSON object';
    }
    let row: Record<string, unknown>;
    try {
      row = JSON.parse(object);
    } catch {
      // The parser's own message repeats the content, which may be personal data
      return 'is not JSON';
    }
    return this.#take(row);
  }
}

function tooLong(): string {
  return `is longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB`;
}
