/** A package URL without version, qualifiers and path: the package itself. */
export function withoutVersion(purl: string): string {
  return purl.replace(/[?#].*$/, '').replace(/@[^@/]*$/, '');
}
