const TIME =
  /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:?\d\d)?$/;
const EARLIEST = Date.UTC(2000, 0, 1);

/**
 * The moment that a time of a report names, in milliseconds; UTC where it names
 * no zone. Undefined for what is no RFC 3339 time, or from before there were scanners.
 */
export function reportTime(value: string): number | undefined {
  if (!TIME.test(value)) {
    return undefined;
  }
  const text = value.replace(' ', 'T');
  const moment = Date.parse(/T[^Zz+-]+$/i.test(text) ? `${text}Z` : text);
  return moment >= EARLIEST ? moment : undefined;
}
