import {
  FINDING_KINDS,
  Finding,
  Report,
  SEVERITIES,
} from '@plumbline/backstage-plugin-scans-formats';

/** A finding in code; its identity names it. */
export function makeFinding(
  identity: string,
  more: Partial<Finding> = {},
): Finding {
  return {
    identity,
    group: 'g1:sql-injection',
    kind: 'code',
    rule: 'sql-injection',
    severity: 'high',
    severitySource: 'tool',
    title: 'A query is put together from text',
    location: { path: 'src/orders.ts', line: 10 },
    otherLocations: [],
    cwe: [],
    references: [],
    evidence: {},
    suppressed: false,
    occurrences: 1,
    ...more,
  };
}

const zeroes = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map(key => [key, 0])) as Record<K, number>;

/** A report that lists findings. */
export function makeReport(
  findings: Finding[],
  more: Partial<Report> = {},
): Report {
  return {
    tool: 'semgrep',
    format: 'semgrep-json',
    outcome: findings.length > 0 ? 'complete' : 'empty',
    coverage: { isComplete: true, gaps: [], skipped: [] },
    counts: {
      raw: findings.length,
      findings: findings.length,
      suppressed: 0,
      ignored: 0,
      bySeverity: zeroes(SEVERITIES),
      byKind: zeroes(FINDING_KINDS),
    },
    rules: 1,
    packages: 0,
    findings,
    warnings: [],
    ...more,
  };
}
