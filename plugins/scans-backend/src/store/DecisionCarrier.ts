import type { Finding } from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { DecisionPolicy, DecisionRecord } from '../domain/decisions';
import { addNotices, addNoticesOfOpen } from './addNotices';
import { countEntity } from './countEntity';
import { Undecided, decideFindings, rememberAliases } from './decideFindings';
import { DecisionStore } from './DecisionStore';
import { inParts } from './inParts';
import { matchingFindings, within } from './matchingFindings';

/** Entities that whoever decides waits for; the others follow at once, by the worker. */
const AWAITED_ENTITIES = 50;
const PENDING = 100;
const LAPSED_ENTITIES = 100;
/** Of which severities new findings are told to their owners. */
const TOLD = ['critical', 'high'];

/** Findings of one entity that a scan wrote. */
export type Written = { id: string; entityRef: string; content: Finding }[];

/**
 * Carries decisions to findings, and takes them back. Every entity is done in a
 * transaction of its own that waits for scans of the entity, so that no finding
 * appears between a decision and its being carried; whoever is killed is
 * followed by the next, because a decision stays pending until all is done.
 */
export class DecisionCarrier {
  readonly #decisions: DecisionStore;
  readonly #knex: Knex;
  readonly #policy: DecisionPolicy;
  readonly #now: () => string;

  constructor(options: {
    decisions: DecisionStore;
    knex: Knex;
    policy: DecisionPolicy;
    now?: () => string;
  }) {
    this.#decisions = options.decisions;
    this.#knex = options.knex;
    this.#policy = options.policy;
    this.#now = options.now ?? (() => new Date().toISOString());
  }

  /** Puts findings that appeared under what was decided before, and tells of those that stay open. */
  async decideNew(tx: Knex, findings: Written): Promise<void> {
    if (findings.length === 0) {
      return;
    }
    const now = this.#now();
    const [{ entityRef }] = findings;
    await rememberAliases(tx, findings);
    const { hidden } = await decideFindings(
      { tx, policy: this.#policy, now },
      entityRef,
      findings,
    );
    const open = findings.filter(
      ({ id, content }) => !content.suppressed && !hidden.has(id),
    );
    const counts = TOLD.map(severity => ({
      entityRef,
      severity,
      amount: open.filter(({ content }) => content.severity === severity)
        .length,
    }));
    await addNotices(
      tx,
      counts.filter(({ amount }) => amount > 0),
      { reason: 'new', now },
    );
  }

  /** Asks again what holds for findings whose words changed. */
  async decideChanged(tx: Knex, findings: Written): Promise<void> {
    if (findings.length === 0) {
      return;
    }
    await rememberAliases(tx, findings);
    await this.#decide(
      tx,
      findings[0].entityRef,
      findings.map(({ id }) => id),
    );
  }

  /**
   * Carries a decision that changed to the findings that it is about, and to
   * those that it was.
   *
   * @param options - `mayWait` for scans of the entities, however long these
   *   take; without, what is busy stays pending
   */
  async carry(
    decision: DecisionRecord,
    options: { mayWait: boolean; signal?: AbortSignal },
  ): Promise<void> {
    const { mayWait, signal } = options;
    const entityRefs = await this.#listTouched(decision);
    let isComplete = mayWait || entityRefs.length <= AWAITED_ENTITIES;
    for (const entityRef of mayWait
      ? entityRefs
      : entityRefs.slice(0, AWAITED_ENTITIES)) {
      if (signal?.aborted) {
        return;
      }
      const isDone = await this.#inEntity(entityRef, mayWait, async tx => {
        const ids = await matchingFindings(tx, decision)
          .where('scan_findings.entity_ref', entityRef)
          .pluck('scan_findings.id');
        const carrying = await tx('scan_findings')
          .where({ entity_ref: entityRef, decision_id: decision.id })
          .pluck('id');
        await this.#decide(
          tx,
          entityRef,
          [...new Set([...ids, ...carrying])],
          decision,
        );
      });
      isComplete &&= isDone;
    }
    if (isComplete) {
      await this.#decisions.settle(decision);
    }
  }

  /** Carries what was left pending. */
  async carryPending(signal: AbortSignal): Promise<void> {
    for (const decision of await this.#decisions.listPending(PENDING)) {
      if (signal.aborted) {
        return;
      }
      await this.carry(decision, { mayWait: true, signal });
    }
  }

  /** Opens what nothing hides any more because a time is over. */
  async expire(signal: AbortSignal): Promise<void> {
    const now = this.#now();
    await this.#decisions.expire(now);
    while (!signal.aborted) {
      const entityRefs: string[] = await this.#knex('scan_findings')
        .where({ shown: 'decided' })
        .where('decision_expires_at', '<=', now)
        .distinct('entity_ref')
        .limit(LAPSED_ENTITIES)
        .pluck('entity_ref');
      if (entityRefs.length === 0) {
        break;
      }
      for (const entityRef of entityRefs) {
        await this.#inEntity(entityRef, true, async tx => {
          const ids = await tx('scan_findings')
            .where({ entity_ref: entityRef, shown: 'decided' })
            .where('decision_expires_at', '<=', now)
            .pluck('id');
          await this.#decide(tx, entityRef, ids);
        });
      }
    }
    await this.carryPending(signal);
  }

  /** Asks again what holds for every finding of an entity that moved in the catalog. */
  async decideEntity(entityRef: string): Promise<void> {
    await this.#inEntity(entityRef, true, async tx => {
      const ids = await tx('scan_findings')
        .where({ entity_ref: entityRef })
        .pluck('id');
      await this.#decide(tx, entityRef, ids);
    });
  }

  /** Entities with findings that a decision is about, or that carry it, and those that a scan may just bring some. */
  async #listTouched(decision: DecisionRecord): Promise<string[]> {
    const refs = new Set<string>([
      ...(await matchingFindings(this.#knex, decision)
        .distinct('scan_findings.entity_ref')
        .pluck('scan_findings.entity_ref')),
      ...(await this.#knex('scan_findings')
        .where({ decision_id: decision.id })
        .distinct('entity_ref')
        .pluck('entity_ref')),
      ...(await this.#knex('scan_entities')
        .modify(within, decision)
        .whereIn(
          'scan_entities.entity_ref',
          this.#knex('scan_scans')
            .where({ status: 'processing' })
            .select('entity_ref'),
        )
        .pluck('scan_entities.entity_ref')),
    ]);
    return [...refs].sort();
  }

  /** @returns false when the entity was busy, and nothing was done */
  async #inEntity(
    entityRef: string,
    mayWait: boolean,
    deed: (tx: Knex) => Promise<void>,
  ): Promise<boolean> {
    return this.#knex.transaction(async tx => {
      const canSkip = !mayWait && tx.client.config.client === 'pg';
      const locked = await tx('scan_entities')
        .where({ entity_ref: entityRef })
        .forUpdate()
        .modify(query => {
          if (canSkip) {
            query.skipLocked();
          }
        });
      if (locked.length === 0 && canSkip) {
        return false;
      }
      await deed(tx);
      await countEntity(tx, entityRef, this.#now());
      return true;
    });
  }

  async #decide(
    tx: Knex,
    entityRef: string,
    ids: readonly string[],
    changed?: DecisionRecord,
  ): Promise<void> {
    const now = this.#now();
    for (const part of inParts(ids)) {
      const rows = await tx('scan_findings')
        .whereIn('id', part)
        .select(
          'id',
          'content',
          'decision_id',
          'decision_status',
          'decision_expires_at',
        );
      const findings: Undecided[] = rows.map(row => ({
        id: row.id,
        content: JSON.parse(row.content),
        decisionId: row.decision_id ?? undefined,
        decisionStatus: row.decision_status ?? undefined,
        decisionExpiresAt: row.decision_expires_at ?? undefined,
      }));
      const { lapsed } = await decideFindings(
        { tx, policy: this.#policy, now, changed },
        entityRef,
        findings,
      );
      await addNoticesOfOpen(tx, lapsed, { reason: 'lapsed', now });
    }
  }
}
