const DAY_MS = 86_400_000;

/** The UTC day of a moment, `YYYY-MM-DD`. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** The day so many days later; earlier with a negative number. */
export function addDays(day: string, count: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS);
}

/** Both days and those between them, in order; none where the last is before the first. */
export function listDays(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

/** How many days later one day is than another. */
export function daysFrom(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / DAY_MS;
}

/** The month that a day is in, `YYYY-MM`. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** First and last day of a month. */
export function daysOfMonth(month: string): { start: string; end: string } {
  const start = `${month}-01`;
  const next = `${monthOf(addDays(start, 31))}-01`;
  return { start, end: addDays(next, -1) };
}

/** The month before a month. */
export function monthBefore(month: string): string {
  return monthOf(addDays(`${month}-01`, -1));
}
