import type { Decision } from '@plumbline/backstage-plugin-scans-common';
import { DecisionRecord } from '../domain/decisions';
import { FindingRecord } from '../domain/records';

/** What a decision is about, in one line. */
function summarise(
  { matcher, reach, withinRef }: DecisionRecord,
  finding?: FindingRecord,
): string {
  if (matcher.about === 'finding') {
    return finding
      ? `${finding.content.title} in ${finding.entityRef}`
      : 'A finding that is gone';
  }
  const where = reach === 'all' ? 'everywhere' : `in ${withinRef}`;
  if (matcher.about === 'rule') {
    return `Rule ${matcher.rule} ${where}`;
  }
  const { vulnerability, package: found, version } = matcher;
  const what = [found, version].filter(part => part !== undefined).join('@');
  return what === ''
    ? `${vulnerability} ${where}`
    : `${vulnerability} in ${what}, ${where}`;
}

/** Whether a decision's time is over, also when no task said so yet. */
export function stateAt(
  { state, expiresAt }: DecisionRecord,
  now: string,
): Decision['state'] {
  const isOver = expiresAt !== undefined && expiresAt <= now;
  return isOver && (state === 'active' || state === 'proposed')
    ? 'expired'
    : state;
}

/** A decision as the API tells it. */
export function toDecision(
  decision: DecisionRecord,
  options: {
    finding?: FindingRecord;
    findings: number;
    canReview: boolean;
    canRevoke: boolean;
    now: string;
  },
): Decision {
  const { finding, findings, now } = options;
  const state = stateAt(decision, now);
  return {
    id: decision.id,
    matcher: decision.matcher,
    status: decision.status,
    justification: decision.justification,
    reason: decision.reason,
    state,
    source: decision.source,
    createdAt: decision.createdAt,
    createdBy: decision.createdBy,
    reviewedAt: decision.reviewedAt,
    reviewedBy: decision.reviewedBy,
    reviewNote: decision.reviewNote,
    expiresAt: decision.expiresAt,
    revokedAt: decision.revokedAt,
    revokedBy: decision.revokedBy,
    summary: summarise(decision, finding),
    finding: finding && {
      id: finding.id,
      entityRef: finding.entityRef,
      title: finding.content.title,
      kind: finding.content.kind,
      severity: finding.content.severity,
    },
    findings,
    canReview: options.canReview && state === 'proposed',
    canRevoke:
      options.canRevoke && (state === 'proposed' || state === 'active'),
  };
}
