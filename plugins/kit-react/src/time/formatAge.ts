const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST_AGE = 60 * DAY;

/**
 * The distance between two moments in the coarsest unit that still tells
 * something: `just now`, `5 min ago`, `2 h ago`, `in 3 d`. Anything further
 * away than two months is easier to read as a date.
 */
export function formatAge(moment: Date, now: Date): string {
  const distance = now.getTime() - moment.getTime();
  const size = Math.abs(distance);
  if (size >= LONGEST_AGE) {
    return moment.toISOString().slice(0, 10);
  }
  if (size < MINUTE) {
    return 'just now';
  }
  const amount =
    (size >= DAY && `${Math.floor(size / DAY)} d`) ||
    (size >= HOUR && `${Math.floor(size / HOUR)} h`) ||
    `${Math.floor(size / MINUTE)} min`;
  return distance > 0 ? `${amount} ago` : `in ${amount}`;
}
