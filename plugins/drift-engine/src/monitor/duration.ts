const PATTERN =
  /^P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?)$/;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Length of an ISO 8601 duration of weeks, days, hours and minutes; undefined
 * for anything else. Months and years have no fixed length and are refused.
 *
 * @public
 */
export function parseDurationMs(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (!match) {
    return undefined;
  }
  const [weeks, days, hours, minutes] = match
    .slice(1)
    .map(part => Number(part ?? 0));
  const length =
    (weeks * 7 + days) * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
  return length > 0 ? length : undefined;
}
