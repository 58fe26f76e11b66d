const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;
const CLOSING_BRACKET = 0x5d;
/** Whole numbers of so many digits may be more than double precision holds. */
const LONG_NUMBER = 16;

/** Items that are read together: few enough to be forgotten at once, many enough to be read fast. */
const PART = 65_536;

/** A list that is too long to be held as a whole, and where its items are. */
export interface LongList {
  /** The keys, as they are written with their quotes, and indices that lead to it. */
  path: (string | number)[];
  /** Of its opening bracket. */
  start: number;
  /** After its closing bracket. */
  end: number;
  /** Its items with the commas between them. */
  parts: ListPart[];
}

/** Some items of a list, one after the other. */
export interface ListPart {
  /** Of the first of them. */
  index: number;
  length: number;
  /** Where they begin and end. */
  from: number;
  to: number;
}

/** What JSON text would become, known before it costs memory. */
export interface JsonScan {
  /** Where it is nested deeper than allowed; undefined where it nowhere is. */
  tooDeepAt?: number;
  /** Where it has more values than allowed. */
  tooManyAt?: number;
  /** Whether there are numbers that lose digits when they are parsed. */
  hasLongNumbers: boolean;
  /** Never one within another. */
  longLists: LongList[];
}

/** The index after the closing quote of a string, or the end of the text. */
function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) {
      slashes += 1;
    }
    if (slashes % 2 === 0) {
      return end + 1;
    }
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/** Whether what is before an index, but for white space, is a colon. */
function followsColon(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) <= SPACE) {
    before -= 1;
  }
  return text.charCodeAt(before) === COLON;
}

/** Whether a list with one place for an item has none. */
const isBlank = (text: string, { from, to }: ListPart) =>
  !/\S/.test(text.slice(from, to));

/** The lists and objects that are open, by their depth. Plain numbers: a report has millions of them. */
class OpenParts {
  readonly #keyStarts: number[] = [];
  readonly #keyEnds: number[] = [];
  readonly #commas: number[] = [];

  /** @param key - where it is written, of an item of a list 0 and 0 */
  enter(depth: number, keyStart: number, keyEnd: number): void {
    this.#keyStarts[depth] = keyStart;
    this.#keyEnds[depth] = keyEnd;
    this.#commas[depth] = 0;
  }

  countComma(depth: number): void {
    this.#commas[depth] += 1;
  }

  pathTo(depth: number, text: string): LongList['path'] {
    const path: LongList['path'] = [];
    for (let part = 2; part <= depth; part += 1) {
      const end = this.#keyEnds[part];
      path.push(
        end === 0
          ? this.#commas[part - 1]
          : text.slice(this.#keyStarts[part], end),
      );
    }
    return path;
  }
}

/**
 * Walks through JSON text without parsing it.
 *
 * @param options - `longKeys` are those of the lists that may be long, as they are
 *   written with their quotes; `longFrom` is the length from which they are
 */
export function scanJson(
  text: string,
  options: {
    maxDepth: number;
    maxValues: number;
    longKeys?: ReadonlySet<string>;
    longFrom?: number;
  },
): JsonScan {
  const { maxDepth, maxValues, longKeys, longFrom = 0 } = options;
  const { length } = text;
  const longLists: LongList[] = [];
  const open = new OpenParts();
  let list: LongList | undefined;
  let depthOfList = 0;
  let part: ListPart = { index: 0, length: 0, from: 0, to: 0 };
  let keyStart = 0;
  let keyEnd = 0;
  let depth = 0;
  let values = 1;
  let hasLongNumbers = false;
  let index = 0;
  while (index < length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      keyStart = index;
      index = skipString(text, index + 1);
      keyEnd = index;
      continue;
    }
    if (code === 0x2c) {
      values += 1;
      if (values > maxValues) {
        return { tooManyAt: index, hasLongNumbers, longLists };
      }
      if (list === undefined) {
        open.countComma(depth);
      } else if (depth === depthOfList) {
        if (index - part.from >= PART) {
          part.to = index;
          list.parts.push(part);
          part = {
            index: part.index + part.length,
            length: 0,
            from: index + 1,
            to: 0,
          };
        }
        part.length += 1;
      }
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > maxDepth) {
        return { tooDeepAt: index, hasLongNumbers, longLists };
      }
      if (values > maxValues) {
        return { tooManyAt: index, hasLongNumbers, longLists };
      }
      // What is within a long list is of its items
      if (list === undefined) {
        const hasKey = followsColon(text, index);
        open.enter(depth, hasKey ? keyStart : 0, hasKey ? keyEnd : 0);
        if (
          code === 0x5b &&
          hasKey &&
          longKeys?.has(text.slice(keyStart, keyEnd))
        ) {
          list = { path: [], start: index, end: 0, parts: [] };
          part = { index: 0, length: 1, from: index + 1, to: 0 };
          depthOfList = depth;
        }
      }
    } else if (code === 0x7d || code === CLOSING_BRACKET) {
      if (list !== undefined && depth === depthOfList) {
        part.to = index;
        list.parts.push(part);
        list.end = index + 1;
        if (
          code === CLOSING_BRACKET &&
          list.end - list.start >= longFrom &&
          !(part.index + part.length === 1 && isBlank(text, part))
        ) {
          list.path = open.pathTo(depth, text);
          longLists.push(list);
        }
        list = undefined;
      }
      depth -= 1;
    } else if (code >= 0x30 && code <= 0x39) {
      const start = index;
      do {
        index += 1;
      } while (
        text.charCodeAt(index) >= 0x30 &&
        text.charCodeAt(index) <= 0x39
      );
      hasLongNumbers ||= index - start >= LONG_NUMBER;
      continue;
    }
    index += 1;
  }
  return { hasLongNumbers, longLists };
}
