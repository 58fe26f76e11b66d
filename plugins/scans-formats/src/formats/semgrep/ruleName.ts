/** A rule's own name: Semgrep puts the folders before it in which the rule lies, which differ from machine to machine. */
export function ruleName(checkId: string): string {
  return checkId.slice(checkId.lastIndexOf('.') + 1) || checkId;
}
