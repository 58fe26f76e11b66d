/** One text for some texts, of which no other makes the same. */
export function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.map(part => part ?? ''));
}
