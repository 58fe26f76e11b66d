import type {
  Decision,
  DecisionMatcher,
  ScanSeverity,
} from '@plumbline/backstage-plugin-scans-common';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How far a decision reaches, from narrow to wide. */
export const REACHES = [
  'finding',
  'entity',
  'system',
  'domain',
  'all',
] as const;
export type Reach = (typeof REACHES)[number];

/** What a person or a document says about findings. Times are ISO 8601 UTC. */
export interface DecisionRecord {
  id: string;
  matcher: DecisionMatcher;
  reach: Reach;
  /** The entity of a finding that it is about, or the entity, system or domain. */
  withinRef?: string;
  status: Decision['status'];
  justification?: Decision['justification'];
  reason: string;
  state: Decision['state'];
  source: Decision['source'];
  createdAt: string;
  createdBy: string;
  reviewedAt?: string;
  reviewedBy?: string;
  reviewNote?: string;
  expiresAt?: string;
  revokedAt?: string;
  revokedBy?: string;
  /** Whether findings do not all carry it yet, or still carry it. */
  isPending: boolean;
  revision: number;
}

/** What of a finding a decision looks at. */
export interface DecidableFinding {
  id: string;
  entityRef: string;
  systemRef?: string;
  domainRef?: string;
  severity: ScanSeverity;
  rule: string;
  /** Its id and its aliases. */
  vulnerabilities: readonly string[];
  /** Package URL without version, or name. */
  packageKey?: string;
  version?: string;
}

/** What an installation demands of decisions. */
export interface DecisionPolicy {
  /** Of these severities nothing is hidden unless somebody else approved. */
  approvedSeverities: ReadonlySet<ScanSeverity>;
  /** For how many days a risk of a severity can be accepted or mitigated; without, for ever. */
  maxDays: Partial<Record<ScanSeverity, number>>;
  /** Whether people must say why something is not affected. */
  isJustificationRequired: boolean;
}

/** What a careful team agrees on unless it says otherwise. */
export const DEFAULT_DECISION_POLICY: DecisionPolicy = {
  approvedSeverities: new Set(['critical']),
  maxDays: { critical: 30, high: 90 },
  isJustificationRequired: true,
};

/** Whether a decision is about a finding, whatever its state. */
export function isAbout(
  { matcher, reach, withinRef }: DecisionRecord,
  finding: DecidableFinding,
): boolean {
  if (matcher.about === 'finding') {
    return matcher.findingId === finding.id;
  }
  const lies =
    reach === 'all' ||
    withinRef === finding.entityRef ||
    (reach === 'system' && withinRef === finding.systemRef) ||
    (reach === 'domain' && withinRef === finding.domainRef);
  if (!lies) {
    return false;
  }
  if (matcher.about === 'rule') {
    return matcher.rule === finding.rule;
  }
  return (
    finding.vulnerabilities.includes(matcher.vulnerability) &&
    (matcher.package === undefined || matcher.package === finding.packageKey) &&
    (matcher.version === undefined || matcher.version === finding.version)
  );
}

/**
 * Until when a decision that began at a time may hold for a severity at most:
 * the end of its last day. What is no risk, because it is false or does not
 * affect, needs no end.
 */
export function latestEnd(
  status: DecisionRecord['status'],
  severity: ScanSeverity,
  options: { since: string; policy: DecisionPolicy },
): string | undefined {
  const days = options.policy.maxDays[severity];
  if (
    days === undefined ||
    status === 'false-positive' ||
    status === 'not-affected'
  ) {
    return undefined;
  }
  const end = new Date(Date.parse(options.since) + days * DAY_MS);
  end.setUTCHours(23, 59, 59, 999);
  return end.toISOString();
}

/** Whether a decision hides a finding, and until when. */
function holdsFor(
  decision: DecisionRecord,
  finding: DecidableFinding,
  options: { policy: DecisionPolicy; now: string },
): { until?: string } | undefined {
  const { policy, now } = options;
  if (
    decision.state !== 'active' ||
    // It was made when nothing so severe was among its findings
    (policy.approvedSeverities.has(finding.severity) &&
      decision.reviewedBy === undefined) ||
    !isAbout(decision, finding)
  ) {
    return undefined;
  }
  const [until] = [
    decision.expiresAt,
    latestEnd(decision.status, finding.severity, {
      since: decision.reviewedAt ?? decision.createdAt,
      policy,
    }),
  ]
    .flatMap(time => time ?? [])
    .sort();
  return until !== undefined && until <= now ? undefined : { until };
}

const SOURCES: readonly DecisionRecord['source'][] = ['person', 'vex', 'tool'];

/** How much a decision says of a finding beyond its reach. */
function precision({ matcher }: DecisionRecord): number {
  return matcher.about === 'vulnerability'
    ? Number(matcher.package !== undefined) +
        Number(matcher.version !== undefined)
    : 0;
}

/** The stronger of two decisions first: a person's, then the narrower, then the newer. */
export function compareDecisions(a: DecisionRecord, b: DecisionRecord): number {
  return (
    SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source) ||
    REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach) ||
    precision(b) - precision(a) ||
    Number(b.createdAt > a.createdAt) - Number(b.createdAt < a.createdAt) ||
    Number(b.id > a.id) - Number(b.id < a.id)
  );
}

/** The decision that holds for a finding, of several, and until when. */
export function findHolding(
  decisions: readonly DecisionRecord[],
  finding: DecidableFinding,
  options: { policy: DecisionPolicy; now: string },
): { decision: DecisionRecord; until?: string } | undefined {
  let best: { decision: DecisionRecord; until?: string } | undefined;
  for (const decision of decisions) {
    const held = holdsFor(decision, finding, options);
    if (held && (!best || compareDecisions(decision, best.decision) < 0)) {
      best = { decision, until: held.until };
    }
  }
  return best;
}
