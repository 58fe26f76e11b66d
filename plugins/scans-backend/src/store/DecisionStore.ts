import { Knex } from 'knex';
import type { ScanSeverity } from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES } from '@plumbline/backstage-plugin-scans-formats';
import {
  DecidableFinding,
  DecisionRecord,
  compareDecisions,
  isAbout,
} from '../domain/decisions';
import { FindingRecord } from '../domain/records';
import { readDecisionsFor, toDecidable } from './decideFindings';
import { toDecisionRecord, toDecisionRow } from './decisionRows';
import { inParts } from './inParts';
import { LoggedEvent, logForAll } from './logEvents';
import { matchingFindings, within } from './matchingFindings';

const MAX_ABOUT = 50;

/** Whose decisions are listed: of these entities, and of the systems and domains that they are part of. */
export interface DecisionReaders {
  entityRefs: readonly string[];
  /** Whether decisions about any system, any domain and everything are listed too. */
  isAdministrator: boolean;
}

/** What a page is asked for. */
export interface DecisionFilter extends DecisionReaders {
  state?: DecisionRecord['state'];
  endsBefore?: string;
  now: string;
}

/** Keeps decisions. */
export class DecisionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(decisions: readonly DecisionRecord[]): Promise<void> {
    for (const part of inParts(decisions)) {
      await this.#knex('scan_decisions').insert(part.map(toDecisionRow));
    }
  }

  async get(id: string): Promise<DecisionRecord | undefined> {
    const row = await this.#knex('scan_decisions').where({ id }).first();
    return row && toDecisionRecord(row);
  }

  async getMany(ids: readonly string[]): Promise<Map<string, DecisionRecord>> {
    const rows = await this.#knex('scan_decisions').whereIn('id', ids);
    return new Map(rows.map(row => [row.id, toDecisionRecord(row)]));
  }

  /**
   * Changes a decision unless somebody else did meanwhile.
   *
   * @returns whether it was as it was thought to be
   */
  async update(
    before: DecisionRecord,
    change: Partial<DecisionRecord>,
  ): Promise<boolean> {
    const { id, revision } = before;
    const changed = await this.#knex('scan_decisions')
      .where({ id, revision })
      .update({
        ...toDecisionRow({ ...before, ...change }),
        revision: revision + 1,
      });
    return changed === 1;
  }

  /** A page, the newest first. */
  async list(
    filter: DecisionFilter,
    page: { after?: { createdAt: string; id: string }; limit: number },
  ): Promise<DecisionRecord[]> {
    const { after, limit } = page;
    const { endsBefore, now, state } = filter;
    const rows = await this.#knex('scan_decisions')
      .modify(query => this.#readable(query, filter))
      .modify(query => {
        if (state === 'expired') {
          query.where(any =>
            any
              .where({ state })
              .orWhere(late =>
                late
                  .whereIn('state', ['active', 'proposed'])
                  .where('expires_at', '<=', now),
              ),
          );
        } else if (state !== undefined) {
          query.where({ state });
        }
        if (state === 'active' || state === 'proposed') {
          query.where(holds =>
            holds.whereNull('expires_at').orWhere('expires_at', '>', now),
          );
        }
        if (endsBefore !== undefined) {
          query.where('expires_at', '<', endsBefore);
        }
        if (after) {
          query.whereRaw('(created_at, id) < (?, ?)', [
            after.createdAt,
            after.id,
          ]);
        }
      })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toDecisionRecord);
  }

  /** Whether a reader of some entities may read a decision. */
  async isReadable(id: string, readers: DecisionReaders): Promise<boolean> {
    const row = await this.#knex('scan_decisions')
      .where({ id })
      .modify(query => this.#readable(query, readers))
      .first('id');
    return row !== undefined;
  }

  #readable(query: Knex.QueryBuilder, readers: DecisionReaders): void {
    const { entityRefs, isAdministrator } = readers;
    if (entityRefs.length === 0 && !isAdministrator) {
      query.whereRaw('1 = 0');
      return;
    }
    const systems = this.#knex('scan_entities')
      .whereIn('entity_ref', entityRefs)
      .whereNotNull('system_ref')
      .select('system_ref');
    query.where(any => {
      any.where(own =>
        own
          .whereIn('reach', ['finding', 'entity'])
          .whereIn('within_ref', entityRefs),
      );
      if (isAdministrator) {
        any.orWhereIn('reach', ['system', 'domain', 'all']);
        return;
      }
      any
        .orWhere({ reach: 'all' })
        .orWhere(part =>
          part.where({ reach: 'system' }).whereIn('within_ref', systems),
        )
        .orWhere(part =>
          part
            .where({ reach: 'domain' })
            .where(either =>
              either
                .whereIn(
                  'within_ref',
                  this.#knex('scan_entities')
                    .whereIn('entity_ref', entityRefs)
                    .whereNotNull('domain_ref')
                    .select('domain_ref'),
                )
                .orWhereIn(
                  'within_ref',
                  this.#knex('scan_systems')
                    .whereIn('system_ref', systems.clone())
                    .whereNotNull('domain_ref')
                    .select('domain_ref'),
                ),
            ),
        );
    });
  }

  /** Decisions of any state about a finding, the strongest first. */
  async listAbout(finding: FindingRecord): Promise<DecisionRecord[]> {
    const { decidable, decisions } = await readDecisionsFor(
      this.#knex,
      finding.entityRef,
      finding,
    );
    return decisions
      .filter(decision => isAbout(decision, decidable))
      .sort(compareDecisions)
      .slice(0, MAX_ABOUT);
  }

  /** Puts on record of findings what was said about them. */
  async log(ids: readonly string[], event: LoggedEvent): Promise<void> {
    await logForAll(this.#knex, ids, event);
  }

  /** How many findings of some entities each decision hides now. */
  async countHidden(
    ids: readonly string[],
    options: { entityRefs?: readonly string[]; now: string },
  ): Promise<Map<string, number>> {
    const { entityRefs, now } = options;
    const rows = await this.#knex('scan_findings')
      .whereIn('decision_id', ids)
      .where({ shown: 'decided' })
      .where(holds =>
        holds
          .whereNull('decision_expires_at')
          .orWhere('decision_expires_at', '>', now),
      )
      .modify(query => {
        if (entityRefs) {
          query.whereIn('entity_ref', entityRefs);
        }
      })
      .groupBy('decision_id')
      .select('decision_id')
      .count({ amount: '*' });
    return new Map(
      rows.map((row: any) => [String(row.decision_id), Number(row.amount)]),
    );
  }

  /** Of which severities the findings are that a decision may be about. */
  async listSeverities(decision: DecisionRecord): Promise<ScanSeverity[]> {
    const ranks = await matchingFindings(this.#knex, decision)
      .whereNot('detection', 'fixed')
      .distinct('severity_rank')
      .orderBy('severity_rank')
      .pluck('severity_rank');
    return ranks.map(rank => SEVERITIES[rank]);
  }

  /** Entities that were scanned, within a system. */
  async listEntitiesWithin(
    place: Pick<DecisionRecord, 'reach' | 'withinRef'>,
  ): Promise<string[]> {
    return this.#knex('scan_entities')
      .modify(within, place)
      .orderBy('entity_ref')
      .pluck('entity_ref');
  }

  /**
   * Replaces what VEX documents say about an entity, one document after the other.
   *
   * @param options - `replace` gets what they said until now, the newest last
   */
  async replaceStatements<
    T extends { made: DecisionRecord[]; ended: DecisionRecord[] },
  >(options: {
    entityRef: string;
    now: string;
    by: string;
    replace: (known: DecisionRecord[]) => T;
  }): Promise<T> {
    const { entityRef, now, by, replace } = options;
    return this.#knex.transaction(async tx => {
      await tx('scan_entities').where({ entity_ref: entityRef }).forUpdate();
      const rows = await tx('scan_decisions')
        .where({ within_ref: entityRef, source: 'vex' })
        .orderBy(['created_at', 'id']);
      const replaced = replace(rows.map(toDecisionRecord));
      for (const part of inParts(replaced.ended)) {
        await tx('scan_decisions')
          .whereIn(
            'id',
            part.map(({ id }) => id),
          )
          .update({
            state: 'revoked',
            revoked_at: now,
            revoked_by: by,
            is_pending: true,
            revision: tx.raw('revision + 1'),
          });
      }
      for (const part of inParts(replaced.made)) {
        await tx('scan_decisions').insert(part.map(toDecisionRow));
      }
      return replaced;
    });
  }

  /** Findings of an entity of some severities, as decisions see them. */
  async listDecidable(
    entityRef: string,
    severities: ReadonlySet<ScanSeverity>,
  ): Promise<DecidableFinding[]> {
    const rows = await this.#knex('scan_findings')
      .where({ entity_ref: entityRef })
      .whereIn('severity', [...severities])
      .whereNot({ detection: 'fixed' })
      .select('id', 'content');
    return toDecidable(
      this.#knex,
      entityRef,
      rows.map(({ id, content }) => ({ id, content: JSON.parse(content) })),
    );
  }

  /** Decisions that are still to be carried to findings. */
  async listPending(limit: number): Promise<DecisionRecord[]> {
    const rows = await this.#knex('scan_decisions')
      .where({ is_pending: true })
      .orderBy('created_at')
      .limit(limit);
    return rows.map(toDecisionRecord);
  }

  /** Ends decisions and proposals whose time is over. */
  async expire(now: string): Promise<number> {
    return this.#knex('scan_decisions')
      .whereIn('state', ['active', 'proposed'])
      .where('expires_at', '<=', now)
      .update({
        state: 'expired',
        is_pending: true,
        revision: this.#knex.raw('revision + 1'),
      });
  }

  /** Settles that a decision was carried to every finding, unless it changed meanwhile. */
  async settle(decision: DecisionRecord): Promise<void> {
    await this.settleAll([decision]);
  }

  /** Settles that decisions were carried, but for those that changed meanwhile. */
  async settleAll(
    decisions: readonly Pick<DecisionRecord, 'id' | 'revision'>[],
  ): Promise<void> {
    const byRevision = new Map<number, string[]>();
    for (const { id, revision } of decisions) {
      const ids = byRevision.get(revision) ?? [];
      ids.push(id);
      byRevision.set(revision, ids);
    }
    for (const [revision, ids] of byRevision) {
      for (const part of inParts(ids)) {
        await this.#knex('scan_decisions')
          .where({ revision })
          .whereIn('id', part)
          .update({ is_pending: false });
      }
    }
  }
}
