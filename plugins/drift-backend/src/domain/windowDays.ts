import { groupBy } from '@plumbline/backstage-plugin-kit-common';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Rows of one window; times are ISO 8601 UTC. */
export interface WindowRows {
  start: string;
  end: string;
  /** Absent where nothing was counted, which is not zero. */
  rows?: number;
}

/** The longest first, of those that start together. */
function compareWindows(one: WindowRows, other: WindowRows): number {
  if (one.start !== other.start) {
    return one.start < other.start ? -1 : 1;
  }
  return one.end > other.end ? -1 : 1;
}

/** The rows of windows that lie end to end from the start of a day to its end; undefined where there is a gap. */
function addUpDay(
  day: string,
  windows: readonly WindowRows[],
): number | undefined {
  const end = new Date(Date.parse(day) + DAY_MS).toISOString();
  let reached = `${day}T00:00:00.000Z`;
  let sum = 0;
  for (const { start, end: until, rows } of windows) {
    if (start === reached && rows !== undefined) {
      reached = until;
      sum += rows;
    }
  }
  return reached === end ? sum : undefined;
}

/**
 * Rows by UTC day, of the days that windows fill without a gap and without
 * being counted twice. What reaches beyond a day belongs to none.
 *
 * @param windows - one for each start and end
 */
export function countWindowDays(
  windows: readonly WindowRows[],
): Map<string, number> {
  const byDay = groupBy(
    windows
      .filter(({ start, end }) => {
        const midnight = Date.parse(start.slice(0, 10)) + DAY_MS;
        return start < end && Date.parse(end) <= midnight;
      })
      .sort(compareWindows),
    ({ start }) => start.slice(0, 10),
  );
  return new Map(
    [...byDay].flatMap(([day, own]) => {
      const rows = addUpDay(day, own);
      return rows === undefined ? [] : [[day, rows] as const];
    }),
  );
}
