import { Finding, Report } from '@plumbline/backstage-plugin-scans-formats';

/** A finding in the JSON of `scans parse` and `scans diff`. */
export function findingJson(finding: Finding) {
  const { vulnerability, package: found, location, cvss } = finding;
  return {
    identity: finding.identity,
    kind: finding.kind,
    rule: finding.rule,
    severity: finding.severity,
    severitySource: finding.severitySource,
    severityRaw: finding.severityRaw ?? null,
    title: finding.title,
    message: finding.message ?? null,
    vulnerability: vulnerability ?? null,
    package: found
      ? {
          purl: found.purl ?? null,
          name: found.name,
          version: found.version ?? null,
          fixedVersions: found.fixedVersions,
          fixState: found.fixState ?? null,
        }
      : null,
    target: finding.target ?? null,
    location: location
      ? {
          path: location.path ?? null,
          line: location.line ?? null,
          endLine: location.endLine ?? null,
          resource: location.resource ?? null,
        }
      : null,
    otherLocations: finding.otherLocations,
    cwe: finding.cwe,
    cvss: cvss
      ? { vector: cvss.vector ?? null, score: cvss.score ?? null }
      : null,
    epss: finding.epss ?? null,
    exploited: finding.isExploited ?? false,
    secret: finding.secret ? { preview: finding.secret.preview } : null,
    references: finding.references,
    suppressed: finding.suppressed,
    suppression: finding.suppression ?? null,
    occurrences: finding.occurrences,
  };
}

/** The JSON of `scans parse`. */
export function reportJson(report: Report) {
  return {
    tool: report.tool,
    toolVersion: report.toolVersion ?? null,
    format: report.format,
    outcome: report.outcome,
    scannedAt: report.scannedAt ?? null,
    target: report.target ?? null,
    category: report.category ?? null,
    coverage: {
      complete: report.coverage.isComplete,
      gaps: report.coverage.gaps,
      skipped: report.coverage.skipped,
    },
    counts: report.counts,
    rules: report.rules,
    packages: report.packages,
    findings: report.findings.map(findingJson),
    warnings: report.warnings,
  };
}
