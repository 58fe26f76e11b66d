import {
  EntityPosture,
  EntityScanSummary,
  Scan,
  ScanScope,
  SeverityCounts,
  Upgrade,
} from '@plumbline/backstage-plugin-scans-common';
import { dayBefore, hoursAgo } from './fixtureTimes';

export const CHECKOUT = 'component:default/checkout';

export const countsOf = (
  counts: Partial<SeverityCounts> = {},
): SeverityCounts => ({
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
  unknown: 0,
  ...counts,
});

const OPEN = countsOf({ critical: 1, high: 4, medium: 16, low: 9, unknown: 1 });

export function createScan(overrides: Partial<Scan> = {}): Scan {
  return {
    id: 's1',
    entityRef: CHECKOUT,
    tool: 'trivy',
    toolVersion: '0.68.1',
    format: 'trivy-json',
    target: 'registry.example.org/shop/checkout',
    branch: 'main',
    outcome: 'complete',
    status: 'done',
    receivedAt: hoursAgo(1),
    scannedAt: hoursAgo(1),
    finishedAt: hoursAgo(1),
    uploadedBy: 'external:checkout-pipeline',
    isPartial: false,
    counts: {
      raw: 31,
      findings: 27,
      suppressed: 0,
      ignored: 0,
      bySeverity: OPEN,
      byKind: {
        vulnerability: 27,
        secret: 0,
        misconfiguration: 0,
        code: 0,
        license: 0,
        policy: 0,
        runtime: 0,
      },
    },
    changes: {
      new: 2,
      unchanged: 25,
      fixed: 3,
      reopened: 0,
      notObserved: 0,
      opened: { critical: 0, high: 1, medium: 1, low: 0, info: 0, unknown: 0 },
    },
    gaps: [],
    warnings: [],
    ...overrides,
  };
}

function createScope(overrides: Partial<ScanScope> = {}): ScanScope {
  return {
    id: 'scope1',
    entityRef: CHECKOUT,
    tool: 'trivy',
    toolVersion: '0.68.1',
    target: 'registry.example.org/shop/checkout',
    branch: 'main',
    isRetired: false,
    lastScan: createScan(),
    lastScannedAt: hoursAgo(1),
    isStale: false,
    openFindings: 27,
    ...overrides,
  };
}

export function createUpgrade(overrides: Partial<Upgrade> = {}): Upgrade {
  return {
    package: 'openssl',
    purl: 'pkg:deb/debian/openssl',
    from: ['3.0.11'],
    to: '3.0.15',
    closes: 11,
    worst: 'critical',
    isExploited: true,
    ...overrides,
  };
}

export function createSummary(
  overrides: Partial<EntityScanSummary> = {},
): EntityScanSummary {
  return {
    entityRef: CHECKOUT,
    ownerRef: 'group:default/core-team',
    systemRef: 'system:default/storefront',
    state: 'findings',
    open: OPEN,
    overdue: 1,
    new: 5,
    fixable: 19,
    exploited: 1,
    decided: 2,
    fixed: 3,
    held: 0,
    lastScannedAt: hoursAgo(1),
    tools: [
      { tool: 'trivy', lastScannedAt: hoursAgo(1), isStale: false },
      { tool: 'semgrep', lastScannedAt: hoursAgo(24 * 12), isStale: true },
    ],
    ...overrides,
  };
}

export function createPosture(
  overrides: Partial<EntityPosture> = {},
): EntityPosture {
  return {
    ...createSummary(),
    newSinceYesterday: 2,
    scopes: [
      createScope(),
      createScope({
        id: 'scope2',
        tool: 'semgrep',
        target: undefined,
        lastScannedAt: hoursAgo(24 * 12),
        isStale: true,
        openFindings: 4,
        held: {
          scanId: 's2',
          sees: 40,
          closes: countsOf({ high: 30, low: 6 }),
        },
        lastScan: createScan({
          id: 's2',
          tool: 'semgrep',
          status: 'held',
          gaps: ['src/legacy.py could not be parsed'],
        }),
      }),
    ],
    trend: Array.from({ length: 30 }, (_, day) => ({
      day: dayBefore(29 - day),
      open: day < 5 ? countsOf() : countsOf({ ...OPEN, high: 3 + (day % 4) }),
    })),
    upgrades: [
      createUpgrade(),
      createUpgrade({
        package: 'requests',
        purl: 'pkg:pypi/requests',
        from: ['2.19.0', '2.20.0'],
        to: '2.32.4',
        closes: 5,
        worst: 'high',
        isExploited: false,
      }),
      createUpgrade({
        package: 'urllib3',
        purl: 'pkg:pypi/urllib3',
        from: ['1.24.1'],
        to: '1.26.19',
        closes: 3,
        worst: 'medium',
        isExploited: false,
      }),
    ],
    canRead: true,
    canUpload: true,
    canDecide: true,
    ...overrides,
  };
}

/** An entity that nothing was ever uploaded for. */
export const createNeverScanned = (
  overrides: Partial<EntityPosture> = {},
): EntityPosture =>
  createPosture({
    state: 'never',
    open: countsOf(),
    overdue: 0,
    new: 0,
    newSinceYesterday: 0,
    fixable: 0,
    exploited: 0,
    decided: 0,
    fixed: 0,
    lastScannedAt: undefined,
    tools: [],
    scopes: [],
    trend: [],
    upgrades: [],
    ...overrides,
  });
