const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** Day of a moment in UTC: `12 Nov`. @public */
export function formatDay(value: string | number): string {
  const date = new Date(value);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** A moment in UTC, said so: `12 Nov 2026, 14:00 UTC`. @public */
export function formatMoment(value: string | number): string {
  const date = new Date(value);
  const time = `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`;
  return `${formatDay(value)} ${date.getUTCFullYear()}, ${time} UTC`;
}
