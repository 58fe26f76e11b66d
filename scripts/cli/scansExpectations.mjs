/** What the facts about a published report say that `scans parse` must answer. */

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'unknown'];

/** Words of the tools; what is no word of theirs is not known. */
const WORDS = {
  critical: 'critical',
  emergency: 'critical',
  alert: 'critical',
  high: 'high',
  error: 'high',
  medium: 'medium',
  moderate: 'medium',
  warning: 'medium',
  low: 'low',
  note: 'low',
  notice: 'low',
  negligible: 'info',
  info: 'info',
  informational: 'info',
  debug: 'info',
  none: 'info',
};

const sum = counts =>
  Object.values(counts ?? {}).reduce((total, count) => total + count, 0);

/** Counts by the words of a tool as counts by severity. */
function bySeverity(...lists) {
  return bySeverityOf(WORDS, lists);
}

function bySeverityOf(words, lists) {
  const counts = Object.fromEntries(SEVERITIES.map(name => [name, 0]));
  for (const list of lists) {
    for (const [word, count] of Object.entries(list ?? {})) {
      counts[words[word.toLowerCase()] ?? 'unknown'] += count;
    }
  }
  return counts;
}

/** `undefined` is a fact that the published ones do not tell. */
const EXPECTATIONS = {
  checkov: facts => ({
    raw: facts.failed,
    suppressed: facts.skipped,
    findings: facts.distinctFailedCheckFileResource,
    bySeverity: bySeverity(facts.severityFailed),
    rules: facts.skipped === 0 ? facts.distinctFailedCheckIds : undefined,
  }),
  cyclonedx: facts => ({
    listed:
      facts.vulnerabilityElements ??
      facts.affectsPairs + facts.vulnsWithoutAffects,
    rules: facts.distinctVulnIds,
    // Of XML the elements are counted, with the one for what was scanned
    packages: facts.encoding === 'xml' ? facts.purls : facts.components,
  }),
  falco: facts => ({
    raw: facts.events,
    bySeverity: bySeverity(facts.priority),
    rules: facts.distinctRules,
  }),
  gitlab: facts => ({
    listed: facts.vulnerabilities,
    bySeverity: facts.withFlags === 0 ? bySeverity(facts.severity) : undefined,
    packages: facts.packages || undefined,
  }),
  gitleaks: facts => ({
    raw: facts.leaks,
    rules: facts.rules.length,
    bySeverity: bySeverity({ high: facts.leaks }),
  }),
  grype: facts => ({
    raw: facts.matches,
    suppressed: facts.ignoredMatches,
    bySeverity: bySeverity(facts.severity),
    rules: facts.ignoredMatches === 0 ? facts.distinctVulnIds : undefined,
    packages:
      facts.ignoredMatches === 0 ? facts.distinctPackageVersions : undefined,
  }),
  'kube-bench': facts => ({
    raw: (facts.status.FAIL ?? 0) + (facts.status.WARN ?? 0),
    infos: facts.status.WARN ?? 0,
  }),
  'osv-scanner': facts => ({
    raw: facts.withdrawn === 0 ? facts.groups : undefined,
    packages: facts.distinctPackages,
  }),
  policyreport: facts => ({
    raw: (facts.result.fail ?? 0) + (facts.result.warn ?? 0),
    suppressed: facts.result.skip ?? 0,
    rules:
      Object.keys(facts.result).join() === 'fail'
        ? facts.policyRules
        : undefined,
  }),
  sarif: facts => ({
    listed:
      facts.results -
      sum(
        Object.fromEntries(
          Object.entries(facts.resultKindRaw).filter(
            ([kind]) => kind !== 'fail' && kind !== '(absent)',
          ),
        ),
      ),
    suppressed: facts.suppressedResults,
    outcome:
      facts.results === 0 &&
      facts.runsWithoutResults + facts.runsWithNullResults === facts.runs
        ? 'not-run'
        : undefined,
    bySeverity:
      facts.suppressedResults === 0 &&
      Object.keys(facts.securitySeverityRaw).join() === '(absent)'
        ? bySeverity(facts.effectiveLevelPerSpec)
        : undefined,
    rules:
      facts.resultsWithoutAnyRule === 0
        ? facts.distinctRuleIdsInResults
        : undefined,
  }),
  semgrep: facts => ({
    listed: facts.results ?? facts.vulns,
    suppressed: facts.ignored ?? 0,
    rules: facts.distinctRules,
    // Its INFO is the lowest of three that it rates code with
    bySeverity: facts.ignored
      ? undefined
      : bySeverityOf({ ...WORDS, info: 'low' }, [facts.severity]),
  }),
  trivy: facts => ({
    raw:
      facts.vulnerabilities +
      facts.secrets +
      facts.licenses +
      sum(facts.misconfSeverityFailOnly),
    suppressed: facts.modifiedFindings,
    bySeverity: bySeverity(
      facts.vulnSeverity,
      facts.misconfSeverityFailOnly,
      facts.secretSeverity,
      facts.licenseSeverity,
    ),
  }),
  'trivy-operator': facts => ({
    raw:
      facts.vulnerabilities +
      facts.checksFailed +
      facts.secrets +
      facts.complianceDetailFailed +
      facts.complianceSummaryControlsFailing,
    bySeverity:
      facts.complianceDetailFailed + facts.complianceSummaryControlsFailing ===
      0
        ? bySeverity(
            facts.vulnSeverity,
            facts.checkSeverityNotSuccess,
            facts.secretSeverity,
          )
        : undefined,
    packages: facts.distinctPackages || undefined,
  }),
};

/**
 * Where a document of `scans parse` differs from the facts about its file.
 *
 * @param {string} tool the folder of the file
 * @param {Record<string, any>} facts
 * @param {Record<string, any>} document
 * @returns {{ compared: number, wrong: string[] }}
 */
export function compareWithFacts(tool, facts, document) {
  const { counts } = document;
  const answers = {
    raw: counts.raw,
    suppressed: counts.suppressed,
    listed: counts.raw + counts.suppressed,
    findings: counts.findings,
    bySeverity: counts.bySeverity,
    infos: counts.bySeverity.info,
    rules: document.rules,
    packages: document.packages,
    outcome: document.outcome,
  };
  const expected = Object.entries(EXPECTATIONS[tool](facts)).filter(
    ([, value]) => value !== undefined,
  );
  return {
    compared: expected.length,
    wrong: expected.flatMap(([name, value]) =>
      JSON.stringify(answers[name]) === JSON.stringify(value)
        ? []
        : [
            `${name}: ${JSON.stringify(answers[name])} instead of ${JSON.stringify(value)}`,
          ],
    ),
  };
}

/** What holds for every document, whatever the tool. */
export function contradictionsOf({ counts, findings, outcome }) {
  const open = findings.filter(({ suppressed }) => !suppressed);
  const occurrences = open.reduce((all, one) => all + one.occurrences, 0);
  const identities = new Set(findings.map(({ identity }) => identity));
  const claims = {
    'severities add up to raw': sum(counts.bySeverity) === counts.raw,
    'kinds add up to raw': sum(counts.byKind) === counts.raw,
    'findings are counted': counts.findings === open.length,
    'occurrences are at most raw': occurrences <= counts.raw,
    'identities are different': identities.size === findings.length,
    'identities are of version 1': [...identities].every(identity =>
      /^v1:[0-9a-f]{32}$/.test(identity),
    ),
    'outcome fits': (outcome === 'complete') === findings.length > 0,
  };
  return Object.keys(claims).filter(claim => !claims[claim]);
}
