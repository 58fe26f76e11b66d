import { Finding, SEVERITIES, Severity } from './Finding';

const RANKS: ReadonlyMap<Severity, number> = new Map(
  SEVERITIES.map((severity, rank) => [severity, rank]),
);

/** 0 for the worst; unknown ranks below info. */
export function severityRank(severity: Severity): number {
  return RANKS.get(severity)!;
}

/** Order of texts by their code units, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Order of findings by what they say, so that the order of a report changes nothing. */
export function compareContent(a: Finding, b: Finding): number {
  return (
    compareTexts(a.location?.path ?? '', b.location?.path ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    compareTexts(a.location?.resource ?? '', b.location?.resource ?? '') ||
    compareTexts(a.package?.version ?? '', b.package?.version ?? '') ||
    severityRank(a.severity) - severityRank(b.severity) ||
    compareTexts(a.title, b.title) ||
    compareTexts(a.message ?? '', b.message ?? '')
  );
}

/** The worst first, then by rule, then by what they say. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  // Severities and rules are few: comparing them once for each is cheaper than for each pair
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${severityRank(finding.severity)}${finding.rule}`;
    const list = byRule.get(key);
    if (list) {
      list.push(finding);
    } else {
      byRule.set(key, [finding]);
    }
  }
  // Without a function texts are compared by their code units, and much faster
  return [...byRule.keys()].sort().flatMap(key => {
    const list = byRule.get(key)!;
    return list.length === 1
      ? list
      : list.sort(
          (a, b) =>
            compareContent(a, b) || compareTexts(a.identity, b.identity),
        );
  });
}
