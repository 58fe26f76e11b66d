import type { DecisionMatcher } from '@plumbline/backstage-plugin-scans-common';
import { DecisionRecord } from '../domain/decisions';

const none = (value: string | undefined) => value ?? null;

function matcherOf(row: any): DecisionMatcher {
  const within =
    row.reach === 'all' ? undefined : (row.within_ref ?? undefined);
  switch (row.about) {
    case 'finding':
      return { about: 'finding', findingId: row.finding_id };
    case 'rule':
      return { about: 'rule', rule: row.rule, within };
    default:
      return {
        about: 'vulnerability',
        vulnerability: row.vulnerability,
        package: row.package_key ?? undefined,
        version: row.version ?? undefined,
        within,
      };
  }
}

/** A decision of its row. */
export function toDecisionRecord(row: any): DecisionRecord {
  return {
    id: row.id,
    matcher: matcherOf(row),
    reach: row.reach,
    withinRef: row.within_ref ?? undefined,
    status: row.status,
    justification: row.justification ?? undefined,
    reason: row.reason,
    state: row.state,
    source: row.source,
    createdAt: row.created_at,
    createdBy: row.created_by,
    reviewedAt: row.reviewed_at ?? undefined,
    reviewedBy: row.reviewed_by ?? undefined,
    reviewNote: row.review_note ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
    revokedBy: row.revoked_by ?? undefined,
    isPending: Boolean(row.is_pending),
    revision: row.revision,
  };
}

/** The row of a decision. */
export function toDecisionRow(decision: DecisionRecord) {
  const { matcher } = decision;
  const isRule = matcher.about === 'rule';
  const isVulnerability = matcher.about === 'vulnerability';
  return {
    id: decision.id,
    about: matcher.about,
    finding_id: matcher.about === 'finding' ? matcher.findingId : null,
    rule: isRule ? matcher.rule : null,
    vulnerability: isVulnerability ? matcher.vulnerability : null,
    package_key: isVulnerability ? none(matcher.package) : null,
    version: isVulnerability ? none(matcher.version) : null,
    reach: decision.reach,
    within_ref: none(decision.withinRef),
    status: decision.status,
    justification: none(decision.justification),
    reason: decision.reason,
    state: decision.state,
    source: decision.source,
    created_at: decision.createdAt,
    created_by: decision.createdBy,
    reviewed_at: none(decision.reviewedAt),
    reviewed_by: none(decision.reviewedBy),
    review_note: none(decision.reviewNote),
    expires_at: none(decision.expiresAt),
    revoked_at: none(decision.revokedAt),
    revoked_by: none(decision.revokedBy),
    is_pending: decision.isPending,
    revision: decision.revision,
  };
}
