import {
  Decision,
  ScanFinding,
  ScanFindingDetail,
} from '@plumbline/backstage-plugin-scans-common';
import { daysAgo, hoursAgo } from './fixtureTimes';
import { CHECKOUT } from './scanFixtures';

const IMAGE = 'registry.example.org/shop/checkout';

export function createFinding(
  overrides: Partial<ScanFinding> = {},
): ScanFinding {
  return {
    id: 'f1',
    entityRef: CHECKOUT,
    kind: 'vulnerability',
    tools: ['trivy', 'grype'],
    rule: 'CVE-2026-1001',
    title: 'CVE-2026-1001 in openssl',
    severity: 'critical',
    state: 'open',
    vulnerability: { id: 'CVE-2026-1001', aliases: ['GHSA-aaaa-bbbb-cccc'] },
    package: {
      purl: 'pkg:deb/debian/openssl@3.0.11',
      name: 'openssl',
      version: '3.0.11',
      fixedVersions: ['3.0.15'],
      fixState: 'fixed',
    },
    target: IMAGE,
    isExploited: true,
    epss: 0.91,
    firstSeen: daysAgo(2),
    lastSeen: hoursAgo(1),
    dueAt: new Date(Date.now() + 5.5 * 86_400_000).toISOString(),
    isOverdue: false,
    reopenedCount: 0,
    occurrences: 1,
    ...overrides,
  };
}

/** Found in source code, past its date. */
export const sqlFinding = createFinding({
  id: 'f2',
  kind: 'code',
  tools: ['semgrep'],
  rule: 'python.sql.string-concatenation',
  title: 'SQL built by concatenation',
  severity: 'high',
  vulnerability: undefined,
  package: undefined,
  target: undefined,
  location: {
    path: 'src/db.py',
    line: 42,
    url: '/git/core-team/checkout/blob/main/src/db.py#L42',
  },
  isExploited: false,
  epss: undefined,
  firstSeen: daysAgo(9),
  dueAt: daysAgo(2),
  isOverdue: true,
});

export function createDecision(overrides: Partial<Decision> = {}): Decision {
  return {
    id: 'd1',
    matcher: { about: 'finding', findingId: 'f1' },
    status: 'risk-accepted',
    reason: 'Reachable from the internal network only.',
    state: 'active',
    source: 'person',
    createdAt: daysAgo(3),
    createdBy: 'user:default/ada',
    expiresAt: new Date(Date.now() + 20.5 * 86_400_000).toISOString(),
    summary: 'CVE-2026-1001 in openssl on checkout',
    finding: {
      id: 'f1',
      entityRef: CHECKOUT,
      title: 'CVE-2026-1001 in openssl',
      kind: 'vulnerability',
      severity: 'critical',
    },
    findings: 1,
    canReview: false,
    canRevoke: true,
    ...overrides,
  };
}

export function createFindingDetail(
  overrides: Partial<ScanFindingDetail> = {},
): ScanFindingDetail {
  return {
    ...createFinding(),
    message: 'A crafted certificate makes the library write out of bounds.',
    severitySource: 'tool',
    severityRaw: 'CRITICAL',
    cwe: [787],
    cvss: {
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      score: 9.8,
    },
    references: ['https://example.org/advisories/CVE-2026-1001'],
    otherLocations: [],
    sightings: [
      {
        scopeId: 'scope1',
        tool: 'trivy',
        target: IMAGE,
        branch: 'main',
        isGone: false,
        lastSeen: hoursAgo(1),
      },
      {
        scopeId: 'scope3',
        tool: 'grype',
        target: IMAGE,
        isGone: true,
        lastSeen: daysAgo(6),
      },
    ],
    decisions: [],
    events: [
      { at: daysAgo(2), action: 'appeared', scanId: 's0' },
      {
        at: daysAgo(1),
        by: 'user:default/ada',
        action: 'severity-changed',
        from: 'high',
        to: 'critical',
      },
    ],
    canDecide: true,
    policy: {
      maxDays: 30,
      needsApproval: true,
      isJustificationRequired: true,
    },
    ...overrides,
  };
}
