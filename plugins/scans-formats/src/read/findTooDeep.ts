const QUOTE = 0x22;
const BACKSLASH = 0x5c;

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

/**
 * Where JSON text is nested deeper than allowed; undefined where it nowhere is.
 * Looked at before it is parsed, so that nesting costs no memory.
 */
export function findTooDeep(
  text: string,
  maxDepth: number,
): number | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index = skipString(text, index + 1) - 1;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > maxDepth) {
        return index;
      }
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return undefined;
}
