const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** Day of a moment in UTC: `12 Nov`. @public */
export function formatDay(value: string | number): string {
  return day.format(new Date(value));
}

/** A moment in UTC, said so: `12 Nov 2026, 14:00 UTC`. @public */
export function formatMoment(value: string | number): string {
  return `${moment.format(new Date(value))} UTC`;
}
