import { ScannedFile, scanRows } from './scanRows';

/**
 * On which line of a CSV file rows stand.
 *
 * @param options - `rows`: numbers of rows that were read, from 1; `unread`:
 *   where rows begin that could not be read and have no number, in bytes from 0,
 *   all of them; `wantedUnread`: of how many of these the lines are wanted, from
 *   the first on
 * @returns lines from 1, with the header
 */
export async function linesOfRows(
  options: ScannedFile & {
    rows: readonly number[];
    unread: readonly number[];
    wantedUnread: number;
  },
): Promise<{ rows: Map<number, number>; unread: Map<number, number> }> {
  const { rows, wantedUnread } = options;
  const wanted = new Set(rows);
  const unread = options.unread.toSorted((a, b) => a - b);
  const found = {
    rows: new Map<number, number>(),
    unread: new Map<number, number>(),
  };
  let nextUnread = 0;
  // The header is row 0
  let row = 0;
  await scanRows(options, (start, _, line) => {
    // Empty lines before a row belong to it
    if (nextUnread < unread.length && start >= unread[nextUnread]) {
      if (nextUnread < wantedUnread) {
        found.unread.set(unread[nextUnread], line);
      }
      nextUnread += 1;
    } else {
      if (wanted.has(row)) {
        found.rows.set(row, line);
      }
      row += 1;
    }
    return (
      found.rows.size === wanted.size &&
      nextUnread >= Math.min(wantedUnread, unread.length)
    );
  });
  return found;
}
