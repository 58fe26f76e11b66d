import type { Finding } from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import {
  DecidableFinding,
  DecisionPolicy,
  DecisionRecord,
  findHolding,
} from '../domain/decisions';
import { packageKey } from './contentColumns';
import { toDecisionRecord } from './decisionRows';
import { inParts } from './inParts';
import { LoggedEvent, logEvents } from './logEvents';
import { showAgain } from './showAgain';

const PAIRS = 2000;
const MAX_ALIAS = 100;

/** What happened that findings are decided about again. */
export interface Deciding {
  tx: Knex;
  policy: DecisionPolicy;
  now: string;
  /** The decision that somebody changed. */
  changed?: DecisionRecord;
}

/** A finding before it is decided about. */
export interface Undecided {
  id: string;
  content: Finding;
  decisionId?: string;
  decisionStatus?: string;
  decisionExpiresAt?: string;
}

/** What changed. */
export interface Decided {
  /** Findings whose decision lapsed, so that nothing hides them. */
  lapsed: string[];
  /** Findings that a decision hides. */
  hidden: Set<string>;
}

/** What decisions look at, of findings of one entity. */
export async function toDecidable(
  tx: Knex,
  entityRef: string,
  findings: readonly Undecided[],
): Promise<DecidableFinding[]> {
  const place = await tx('scan_entities')
    .leftJoin(
      'scan_systems',
      'scan_systems.system_ref',
      'scan_entities.system_ref',
    )
    .where('scan_entities.entity_ref', entityRef)
    .first(
      'scan_entities.system_ref',
      'scan_entities.domain_ref as own_domain_ref',
      'scan_systems.domain_ref as domain_ref',
    );
  return findings.map(({ id, content }) => ({
    id,
    entityRef,
    systemRef: place?.system_ref ?? undefined,
    domainRef: place?.own_domain_ref ?? place?.domain_ref ?? undefined,
    severity: content.severity,
    rule: content.rule,
    vulnerabilities: content.vulnerability
      ? [content.vulnerability.id, ...content.vulnerability.aliases]
      : [],
    packageKey: packageKey(content),
    version: content.package?.version,
  }));
}

/** Decisions that may be about one of the findings, by what they are about. */
async function readCandidates(
  tx: Knex,
  findings: readonly DecidableFinding[],
  options: { now?: string },
): Promise<Map<string, DecisionRecord[]>> {
  const { entityRef, systemRef, domainRef } = findings[0];
  const places = [entityRef, systemRef, domainRef].flatMap(ref => ref ?? []);
  const vulnerabilities = new Set(
    findings.flatMap(finding => finding.vulnerabilities),
  );
  const rows = await tx('scan_decisions')
    .modify(query => {
      if (options.now !== undefined) {
        query
          .where('state', 'active')
          .where(holds =>
            holds
              .whereNull('expires_at')
              .orWhere('expires_at', '>', options.now!),
          );
      }
    })
    .where(lies => lies.where('reach', 'all').orWhereIn('within_ref', places))
    .where(any =>
      any
        .whereIn(
          'finding_id',
          findings.map(({ id }) => id),
        )
        .orWhereIn('rule', [...new Set(findings.map(({ rule }) => rule))])
        .orWhereIn('vulnerability', [...vulnerabilities]),
    );
  const candidates = new Map<string, DecisionRecord[]>();
  for (const decision of rows.map(toDecisionRecord)) {
    const key = subjectOf(decision);
    candidates.set(key, [...(candidates.get(key) ?? []), decision]);
  }
  return candidates;
}

function subjectOf({ matcher }: DecisionRecord): string {
  switch (matcher.about) {
    case 'finding':
      return `finding ${matcher.findingId}`;
    case 'rule':
      return `rule ${matcher.rule}`;
    default:
      return `vulnerability ${matcher.vulnerability}`;
  }
}

function candidatesFor(
  finding: DecidableFinding,
  candidates: ReadonlyMap<string, DecisionRecord[]>,
): DecisionRecord[] {
  return [
    `finding ${finding.id}`,
    `rule ${finding.rule}`,
    ...finding.vulnerabilities.map(id => `vulnerability ${id}`),
  ].flatMap(key => candidates.get(key) ?? []);
}

/** Decisions of any state that could be about a finding; whether they are is to be asked of each. */
export async function readDecisionsFor(
  tx: Knex,
  entityRef: string,
  finding: Undecided,
): Promise<{ decidable: DecidableFinding; decisions: DecisionRecord[] }> {
  const [decidable] = await toDecidable(tx, entityRef, [finding]);
  const candidates = await readCandidates(tx, [decidable], {});
  return { decidable, decisions: candidatesFor(decidable, candidates) };
}

/** Remembers under which other ids vulnerabilities are known, so that decisions about those find them. */
export async function rememberAliases(
  tx: Knex,
  findings: readonly { content: Finding }[],
): Promise<void> {
  const pairs = new Map<string, { alias: string; vulnerability: string }>();
  for (const { content } of findings) {
    for (const alias of content.vulnerability?.aliases ?? []) {
      if (alias.length <= MAX_ALIAS) {
        const vulnerability = content.vulnerability!.id;
        pairs.set(`${alias} ${vulnerability}`, { alias, vulnerability });
      }
    }
  }
  // In one order: two that write the same pairs would wait for each other
  const sorted = [...pairs.keys()].sort().map(key => pairs.get(key)!);
  for (const part of inParts(sorted, PAIRS)) {
    await tx('scan_aliases')
      .insert(part)
      .onConflict(['alias', 'vulnerability'])
      .ignore();
  }
}

/**
 * Puts findings of one entity under the decision that holds for each, or under
 * none, and shows them accordingly. The entity is locked, so that no decision
 * and no scan passes by the other.
 */
export async function decideFindings(
  deciding: Deciding,
  entityRef: string,
  findings: readonly Undecided[],
): Promise<Decided> {
  const { tx, policy, now } = deciding;
  const decided: Decided = { lapsed: [], hidden: new Set() };
  for (const part of inParts(findings)) {
    const decidables = await toDecidable(tx, entityRef, part);
    const candidates = await readCandidates(tx, decidables, { now });
    const changes = new Map<string, { ids: string[]; columns: object }>();
    const events: (LoggedEvent & { findingId: string })[] = [];
    part.forEach((finding, index) => {
      const decidable = decidables[index];
      const held = findHolding(
        candidatesFor(decidable, candidates),
        decidable,
        { policy, now },
      );
      if (held) {
        decided.hidden.add(finding.id);
      }
      const columns = {
        decision_id: held?.decision.id ?? null,
        decision_status: held?.decision.status ?? null,
        decision_expires_at: held?.until ?? null,
      };
      const isSame =
        columns.decision_id === (finding.decisionId ?? null) &&
        columns.decision_status === (finding.decisionStatus ?? null) &&
        columns.decision_expires_at === (finding.decisionExpiresAt ?? null);
      if (isSame) {
        return;
      }
      const key = JSON.stringify(columns);
      const change = changes.get(key) ?? { ids: [], columns };
      change.ids.push(finding.id);
      changes.set(key, change);
      const lapsed =
        finding.decisionExpiresAt !== undefined &&
        finding.decisionExpiresAt <= now;
      if (lapsed && !held) {
        decided.lapsed.push(finding.id);
      }
      events.push(
        ...eventsOf(deciding, finding, { held: held?.decision, lapsed }),
      );
    });
    for (const { ids, columns } of changes.values()) {
      await tx('scan_findings').whereIn('id', ids).update(columns);
      await showAgain(tx, ids, now);
    }
    await logEvents(tx, events);
  }
  return decided;
}

/** What is put on record for one finding. */
function eventsOf(
  { changed, now }: Deciding,
  finding: Undecided,
  after: { held?: DecisionRecord; lapsed: boolean },
): (LoggedEvent & { findingId: string })[] {
  const { held, lapsed } = after;
  const event = { findingId: finding.id, at: now };
  const events = [];
  if (lapsed) {
    events.push({
      ...event,
      action: 'decision-expired',
      from: finding.decisionStatus,
    });
  } else if (
    finding.decisionId !== undefined &&
    finding.decisionId !== held?.id
  ) {
    const isRevoked = changed?.id === finding.decisionId;
    events.push({
      ...event,
      by: isRevoked ? changed?.revokedBy : undefined,
      action: 'decision-revoked',
      from: finding.decisionStatus,
    });
  }
  if (held && (held.id !== finding.decisionId || lapsed)) {
    const isReview = changed?.id === held.id && held.reviewedBy !== undefined;
    events.push({
      ...event,
      by: isReview ? held.reviewedBy : held.createdBy,
      action: isReview ? 'decision-approved' : 'decided',
      to: held.status,
      note: held.reason,
    });
  }
  return events;
}
