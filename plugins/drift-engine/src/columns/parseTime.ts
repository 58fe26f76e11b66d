const DATE = /^\d{4}-\d\d-\d\d/;
const ZONE = /(?:[zZ]|[+-]\d\d(?::?\d\d)?)$/;

/**
 * The instant of an ISO 8601 date or time, in milliseconds since 1970;
 * `undefined` when the text is none. Without an offset it is UTC. A blank may
 * stand for the T, as databases write it.
 *
 * @public
 */
export function parseTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (!DATE.test(trimmed)) {
    return undefined;
  }
  let iso = trimmed.replace(' ', 'T');
  if (iso.length > 10) {
    iso = ZONE.test(iso.slice(10))
      ? iso.replace(/([+-]\d\d)$/, '$1:00')
      : `${iso}Z`;
  }
  const time = Date.parse(iso);
  return Number.isNaN(time) || !isDay(iso.slice(0, 10)) ? undefined : time;
}

/** Whether the calendar has the day: JavaScript takes 30 February for 2 March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
