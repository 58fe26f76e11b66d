import type {
  EntityScanSummary,
  Scan,
  ScanFinding,
  ScanScope,
} from '@plumbline/backstage-plugin-scans-common';
import {
  EntityCounts,
  FindingRecord,
  ScanRecord,
  ScopeRecord,
} from '../domain/records';
import type { SeenBy } from '../store/FindingReader';
import type { HeldClosing } from '../store/HeldScans';

const told = (text: string) => (text === '' ? undefined : text);

/** A scan as the API tells it. */
export function toScan(
  scan: ScanRecord,
  scope: Pick<ScopeRecord, 'tool' | 'target' | 'branch' | 'category'>,
): Scan {
  const { head } = scan;
  return {
    id: scan.id,
    entityRef: scan.entityRef,
    tool: scope.tool,
    toolVersion: head.toolVersion,
    format: head.format,
    target: told(scope.target),
    branch: told(scope.branch),
    category: told(scope.category),
    outcome: head.outcome,
    status: scan.status,
    receivedAt: scan.receivedAt,
    scannedAt: scan.scannedAt,
    finishedAt: scan.finishedAt,
    uploadedBy: head.uploadedBy,
    url: head.url,
    commit: head.commit,
    isPartial: head.isPartial,
    lookedFor: head.lookedFor,
    counts: head.counts,
    changes: scan.changes,
    answer: scan.answer,
    gaps: [
      ...head.coverage.gaps,
      ...head.coverage.skipped.map(path => `Not looked at: ${path}`),
    ].slice(0, 50),
    warnings: head.warnings,
    error: scan.status === 'failed' ? scan.error : undefined,
  };
}

/** Whether what a tool said is too old to be believed. */
function isStale(
  scannedAt: string | undefined,
  now: string,
  staleAfterMs: number,
): boolean {
  return (
    scannedAt === undefined ||
    Date.parse(now) - Date.parse(scannedAt) > staleAfterMs
  );
}

/** A scope as the API tells it. */
export function toScope(options: {
  scope: ScopeRecord;
  lastScan?: ScanRecord;
  openFindings: number;
  held?: HeldClosing;
  now: string;
  staleAfterMs: number;
}): ScanScope {
  const { scope, lastScan, openFindings, held, now, staleAfterMs } = options;
  return {
    id: scope.id,
    entityRef: scope.entityRef,
    tool: scope.tool,
    toolVersion: lastScan?.head.toolVersion,
    target: told(scope.target),
    branch: told(scope.branch),
    category: told(scope.category),
    isRetired: scope.isRetired,
    lastScan: lastScan && toScan(lastScan, scope),
    lastScannedAt: scope.lastScannedAt,
    isStale: isStale(scope.lastScannedAt, now, staleAfterMs),
    openFindings,
    held:
      held && scope.heldScanId
        ? { scanId: scope.heldScanId, ...held }
        : undefined,
  };
}

/** A finding as lists tell it. */
export function toFinding(
  finding: FindingRecord,
  options: { seenBy?: SeenBy; now: string; linkOf?: LinkOf },
): ScanFinding {
  const { content } = finding;
  const { now, seenBy, linkOf } = options;
  const isOpen =
    finding.shown === 'open' ||
    (finding.shown === 'decided' &&
      !finding.isToolSuppressed &&
      finding.decisionExpiresAt !== undefined &&
      finding.decisionExpiresAt <= now);
  return {
    id: finding.id,
    entityRef: finding.entityRef,
    kind: content.kind,
    tools: seenBy?.tools ?? [],
    rule: content.rule,
    title: content.title,
    severity: content.severity,
    state: isOpen ? 'open' : finding.shown,
    decision: isOpen ? undefined : finding.decisionStatus,
    decisionExpiresAt: isOpen ? undefined : finding.decisionExpiresAt,
    vulnerability: content.vulnerability,
    package: content.package,
    target: content.target,
    location: content.location && {
      ...content.location,
      url: linkOf?.(content.location),
    },
    isExploited: content.isExploited ?? false,
    epss: content.epss,
    firstSeen: finding.firstSeen,
    // Written when something changes; who sees it saw it at their last scan
    lastSeen:
      seenBy?.lastSeen !== undefined && seenBy.lastSeen > finding.lastSeen
        ? seenBy.lastSeen
        : finding.lastSeen,
    fixedAt: finding.fixedAt,
    dueAt: finding.dueAt,
    isOverdue: isOpen && finding.dueAt !== undefined && finding.dueAt <= now,
    reopenedCount: finding.reopenedCount,
    occurrences: content.occurrences,
  };
}

/** The page of a place in the source, when it is known. */
export type LinkOf = (location: {
  path?: string;
  line?: number;
}) => string | undefined;

/** How an entity stands. */
export function toSummary(options: {
  entityRef: string;
  ownerRef?: string;
  systemRef?: string;
  counts?: EntityCounts;
  scopes: readonly ScopeRecord[];
  now: string;
  staleAfterMs: number;
}): EntityScanSummary {
  const { entityRef, ownerRef, systemRef, counts, now, staleAfterMs } = options;
  const scopes = options.scopes.filter(
    scope => !scope.isRetired && scope.lastScannedAt !== undefined,
  );
  const newest = new Map<string, string>();
  for (const { tool, lastScannedAt } of scopes) {
    if (lastScannedAt! > (newest.get(tool) ?? '')) {
      newest.set(tool, lastScannedAt!);
    }
  }
  const tools = [...newest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tool, lastScannedAt]) => ({
      tool,
      lastScannedAt,
      isStale: isStale(lastScannedAt, now, staleAfterMs),
    }));
  const open = counts?.open ?? {
    critical: 0,
    high: 0,
    medium: 0,
    low: 0,
    info: 0,
    unknown: 0,
  };
  const hasFindings = Object.values(open).some(count => count > 0);
  let state: EntityScanSummary['state'] = 'clean';
  if (hasFindings) {
    state = 'findings';
  } else if (tools.length === 0) {
    state = 'never';
  } else if (tools.every(tool => tool.isStale)) {
    state = 'stale';
  }
  return {
    entityRef,
    ownerRef,
    systemRef,
    state,
    open,
    overdue: counts?.overdue ?? 0,
    new: counts?.new ?? 0,
    fixable: counts?.fixable ?? 0,
    exploited: counts?.exploited ?? 0,
    decided: counts?.decided ?? 0,
    fixed: counts?.fixed ?? 0,
    held: scopes.filter(({ heldScanId }) => heldScanId !== undefined).length,
    lastScannedAt: [...newest.values()].sort().at(-1),
    tools,
  };
}
