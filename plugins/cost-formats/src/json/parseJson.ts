import { DocumentRefused } from './DocumentRefused';
import { JsonNumber, JsonObject, JsonValue } from './JsonValue';
import { shortText } from './shortText';

/** A week of allocations by container of a large cluster has some ten million characters. */
const MAX_CHARACTERS = 128 * 1024 * 1024;
/** Far more than any report has, far less than the stack holds. */
const MAX_DEPTH = 64;

const SPACE = /[\t\n\r ]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f]/;

/** A parser at its place in a text. */
class JsonText {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): JsonValue {
    const value = this.#readValue(0);
    this.#skipSpace();
    if (this.#offset < this.#text.length) {
      this.#refuse();
    }
    return value;
  }

  #refuse(reason?: string): never {
    const isCut = this.#offset >= this.#text.length;
    let line = 1;
    for (
      let next = this.#text.indexOf('\n');
      next !== -1 && next < this.#offset;
      next = this.#text.indexOf('\n', next + 1)
    ) {
      line += 1;
    }
    throw new DocumentRefused(
      reason ??
        (isCut
          ? 'This JSON ends too early: it was cut off.'
          : 'This is not valid JSON.'),
      `line ${line}`,
    );
  }

  #skipSpace() {
    SPACE.lastIndex = this.#offset;
    SPACE.test(this.#text);
    this.#offset = SPACE.lastIndex;
  }

  /** Whether this sign stands next; it is passed then. */
  #passes(sign: string): boolean {
    this.#skipSpace();
    const isNext = this.#text[this.#offset] === sign;
    if (isNext) {
      this.#offset += 1;
    }
    return isNext;
  }

  #expect(sign: string) {
    if (!this.#passes(sign)) {
      this.#refuse();
    }
  }

  #readValue(depth: number): JsonValue {
    this.#skipSpace();
    const sign = this.#text[this.#offset];
    if (sign === '"') {
      return this.#readString();
    }
    if (sign === '{' || sign === '[') {
      if (depth === MAX_DEPTH) {
        this.#refuse(`This JSON is nested deeper than ${MAX_DEPTH} levels.`);
      }
      this.#offset += 1;
      return sign === '{' ? this.#readObject(depth) : this.#readList(depth);
    }
    NUMBER.lastIndex = this.#offset;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined) {
      this.#offset = NUMBER.lastIndex;
      return new JsonNumber(number);
    }
    const word = WORDS.find(([name]) =>
      this.#text.startsWith(name, this.#offset),
    );
    if (!word) {
      return this.#refuse();
    }
    this.#offset += word[0].length;
    return word[1];
  }

  #readString(): string {
    const start = this.#offset;
    let end = this.#text.indexOf('"', start + 1);
    let hasEscapes = false;
    for (; end !== -1; end = this.#text.indexOf('"', end + 1)) {
      let backslashes = 0;
      while (this.#text[end - 1 - backslashes] === '\\') {
        backslashes += 1;
      }
      hasEscapes ||= backslashes > 0;
      if (backslashes % 2 === 0) {
        break;
      }
    }
    if (end === -1) {
      this.#offset = this.#text.length;
      this.#refuse();
    }
    const text = this.#text.slice(start + 1, end);
    if (CONTROL.test(text)) {
      this.#refuse();
    }
    if (!hasEscapes && !text.includes('\\')) {
      this.#offset = end + 1;
      return text;
    }
    try {
      const unescaped: string = JSON.parse(this.#text.slice(start, end + 1));
      this.#offset = end + 1;
      return unescaped;
    } catch {
      return this.#refuse();
    }
  }

  #readList(depth: number): JsonValue[] {
    const list: JsonValue[] = [];
    if (this.#passes(']')) {
      return list;
    }
    do {
      list.push(this.#readValue(depth + 1));
    } while (this.#passes(','));
    this.#expect(']');
    return list;
  }

  #readObject(depth: number): JsonObject {
    // Without a prototype, `__proto__` is a name like any other
    const object: JsonObject = Object.create(null);
    if (this.#passes('}')) {
      return object;
    }
    do {
      this.#skipSpace();
      if (this.#text[this.#offset] !== '"') {
        this.#refuse();
      }
      const name = this.#readString();
      if (Object.hasOwn(object, name)) {
        // The first of them would be lost, and its money with it
        this.#refuse(`The name '${shortText(name)}' stands twice.`);
      }
      this.#expect(':');
      object[name] = this.#readValue(depth + 1);
    } while (this.#passes(','));
    this.#expect('}');
    return object;
  }
}

/**
 * Parses JSON so that numbers keep their source text. (`JSON.parse` can show
 * it, too, but takes ten times as long then, and neither bounds the depth nor
 * says where a text goes wrong.)
 *
 * @throws DocumentRefused with the place and the reason
 */
export function parseJson(text: string): JsonValue {
  if (text.length > MAX_CHARACTERS) {
    throw new DocumentRefused(
      `This JSON has ${text.length} characters, more than ${MAX_CHARACTERS} are not read.`,
    );
  }
  // A byte order mark is no part of the document
  const document = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (document.trim() === '') {
    throw new DocumentRefused('The document is empty.');
  }
  return new JsonText(document).readDocument();
}
