/** Rows of one statement; SQLite takes at most 32,766 values. */
const ROWS = 400;

/** Items in parts that one statement takes. */
export function inParts<T>(items: readonly T[], size = ROWS): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    parts.push(items.slice(start, start + size));
  }
  return parts;
}
