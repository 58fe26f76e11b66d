const DAY_MS = 86_400_000;
const NEWEST = Date.parse('2026-11-20T06:00:00Z');

/** Morning of a day, counted back from the newest window. */
export const daysAgo = (days: number) =>
  new Date(NEWEST - days * DAY_MS).toISOString();

/** Shares of 30 windows: steady, a hole of two, then rising. */
export const SHARES = Array.from({ length: 30 }, (_, day) => {
  if (day === 11 || day === 12) {
    return null;
  }
  return day < 21 ? 0.02 + 0.01 * (day % 3) : 0.03 + 0.012 * (day - 20);
});
