/** Editions and old names of one scanner, so that a change of edition closes nothing. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['semgrep oss', 'semgrep'],
  ['semgrep pro', 'semgrep'],
  ['semgrep code', 'semgrep'],
  ['codeql command-line toolchain', 'codeql'],
  ['anchore grype scan', 'grype'],
]);

/** A scanner's name in lower case, the same for all of its editions. */
export function toolName(name: string | undefined): string {
  const lower = (name ?? '').trim().toLowerCase();
  return NAMES.get(lower) ?? (lower || 'unknown');
}
