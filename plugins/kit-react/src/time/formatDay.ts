const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** Day of a moment in UTC: `12 Nov`. @public */
export function formatDay(value: string | number): string {
  const date = new Date(value);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Hour and minute of a moment in UTC: `06:00`. */
function formatTime(value: string | number): string {
  const date = new Date(value);
  return `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`;
}

/** Day and hour of a moment in UTC, for what is shorter than a day: `12 Nov 06:00`. @public */
export function formatHour(value: string | number): string {
  return `${formatDay(value)} ${formatTime(value)}`;
}

/** A window of time in UTC: `12 Nov to 13 Nov`, `12 Nov 06:00 to 07:00`. @public */
export function formatWindow(
  start: string | number,
  end: string | number,
): string {
  const [from, to] = [new Date(start).getTime(), new Date(end).getTime()];
  if (from % DAY_MS === 0 && to % DAY_MS === 0) {
    return `${formatDay(from)} to ${formatDay(to)}`;
  }
  const last =
    formatDay(from) === formatDay(to) ? formatTime(to) : formatHour(to);
  return `${formatHour(from)} to ${last}`;
}

/** A moment in UTC, said so: `12 Nov 2026, 14:00 UTC`. @public */
export function formatMoment(value: string | number): string {
  const date = new Date(value);
  return `${formatDay(value)} ${date.getUTCFullYear()}, ${formatTime(value)} UTC`;
}

/** How moments are said together: as days where each is a midnight in UTC, else with their time. */
export function momentFormat(
  values: readonly (string | number)[],
): (value: string | number) => string {
  return values.every(value => new Date(value).getTime() % DAY_MS === 0)
    ? value => `${formatDay(value)} ${new Date(value).getUTCFullYear()}`
    : formatMoment;
}
