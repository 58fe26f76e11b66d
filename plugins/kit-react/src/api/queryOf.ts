/**
 * Query of an address, with its question mark: a list becomes a repeated
 * parameter, what is not said is left out, and nothing at all is no query.
 *
 * @public
 */
export function queryOf(parameters: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        query.append(name, String(one));
      }
    }
  }
  const text = query.toString();
  return text && `?${text}`;
}
