const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A day in UTC as a person reads it, such as `12 Nov`; with the year when it is another one. */
export function formatDay(time: string, now: string): string {
  const date = new Date(time);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return date.getUTCFullYear() === new Date(now).getUTCFullYear()
    ? day
    : `${day} ${date.getUTCFullYear()}`;
}
