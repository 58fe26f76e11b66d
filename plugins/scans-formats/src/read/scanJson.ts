const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Whole numbers of so many digits may be more than double precision holds. */
const LONG_NUMBER = 16;

/** What JSON text would become, known before it costs memory. */
export interface JsonScan {
  /** Where it is nested deeper than allowed; undefined where it nowhere is. */
  tooDeepAt?: number;
  /** Where it has more values than allowed. */
  tooManyAt?: number;
  /** Whether there are numbers that lose digits when they are parsed. */
  hasLongNumbers: boolean;
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

/** Walks through JSON text without parsing it. */
export function scanJson(
  text: string,
  limits: { maxDepth: number; maxValues: number },
): JsonScan {
  const { maxDepth, maxValues } = limits;
  const { length } = text;
  let depth = 0;
  let values = 1;
  let hasLongNumbers = false;
  let index = 0;
  while (index < length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index = skipString(text, index + 1);
      continue;
    }
    if (code === 0x2c) {
      values += 1;
      if (values > maxValues) {
        return { tooManyAt: index, hasLongNumbers };
      }
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > maxDepth) {
        return { tooDeepAt: index, hasLongNumbers };
      }
      if (values > maxValues) {
        return { tooManyAt: index, hasLongNumbers };
      }
    } else if (code === 0x7d || code === 0x5d) {
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
  return { hasLongNumbers };
}
