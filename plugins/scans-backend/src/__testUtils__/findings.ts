import { gzipSync } from 'node:zlib';
import type {
  Finding,
  ReportHead,
} from '@plumbline/backstage-plugin-scans-formats';
import { ScanHead } from '../domain/records';

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 };

/** A finding of a package, by a name such as `a`. */
export function makeFinding(
  name: string,
  change: Partial<Finding> = {},
): Finding {
  return {
    identity: `v1:${name}`,
    group: `g1:${name}`,
    kind: 'vulnerability',
    rule: `CVE-2026-${name}`,
    severity: 'high',
    severitySource: 'tool',
    title: `CVE-2026-${name} in lib-${name}`,
    vulnerability: { id: `CVE-2026-${name}`, aliases: [] },
    package: {
      purl: `pkg:npm/lib-${name}@1.0.0`,
      name: `lib-${name}`,
      version: '1.0.0',
      fixedVersions: ['1.0.1'],
    },
    otherLocations: [],
    cwe: [],
    references: [],
    evidence: {},
    suppressed: false,
    occurrences: 1,
    ...change,
  };
}

/** The head of a report. */
export function makeHead(change: Partial<ScanHead> = {}): ScanHead {
  const head: ReportHead = {
    tool: 'grype',
    format: 'grype-json',
    outcome: 'complete',
    coverage: { isComplete: true, gaps: [], skipped: [] },
    counts: {
      raw: 0,
      findings: 0,
      suppressed: 0,
      ignored: 0,
      bySeverity: NONE,
      byKind: {
        vulnerability: 0,
        secret: 0,
        misconfiguration: 0,
        code: 0,
        license: 0,
        policy: 0,
        runtime: 0,
      },
    },
    rules: 0,
    packages: 0,
    warnings: [],
  };
  return {
    ...head,
    uploadedBy: 'user:default/ada',
    isPartial: false,
    ...change,
  };
}

/** Findings as they wait in the queue, some in each chunk. */
export function makeChunks(
  findings: readonly Finding[],
  size = 2,
): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < findings.length; start += size) {
    const part = findings.slice(start, start + size).map(finding => ({
      finding,
      contentHash: JSON.stringify(finding).length.toString(),
    }));
    chunks.push(gzipSync(JSON.stringify(part)));
  }
  return chunks;
}
