import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  decodeCursor,
  encodeCursor,
} from '@plumbline/backstage-plugin-kit-node';
import {
  Decision,
  DecisionAction,
  DecisionRequest,
  decisionQuerySchema,
} from '@plumbline/backstage-plugin-scans-common';
import { storableText } from '@plumbline/backstage-plugin-scans-formats';
import type { output } from 'zod';
import { DecisionPolicy, DecisionRecord } from '../domain/decisions';
import { FindingRecord } from '../domain/records';
import { DecisionCarrier } from '../store/DecisionCarrier';
import { DecisionReaders, DecisionStore } from '../store/DecisionStore';
import { EntityStore } from '../store/EntityStore';
import { FindingReader } from '../store/FindingReader';
import { Access } from './Access';
import { comparableMatcher, endOf, reachOf, reasonOf } from './buildDecision';
import { stateAt, toDecision } from './decisionContract';
import { placeInCatalog } from './placeInCatalog';

const MAX_NOTE = 2000;

/** Who asks, and what of findings they may do. */
interface Caller extends DecisionReaders {
  name: string;
  isReviewer: boolean;
  decidable: ReadonlySet<string>;
}

/** What people decide about findings. */
export class DecisionService {
  readonly #access: Access;
  readonly #carrier: DecisionCarrier;
  readonly #decisions: DecisionStore;
  readonly #entities: EntityStore;
  readonly #findings: FindingReader;
  readonly #policy: DecisionPolicy;
  readonly #wake: () => void;

  constructor(options: {
    access: Access;
    carrier: DecisionCarrier;
    decisions: DecisionStore;
    entities: EntityStore;
    findings: FindingReader;
    policy: DecisionPolicy;
    wake: () => void;
  }) {
    this.#access = options.access;
    this.#carrier = options.carrier;
    this.#decisions = options.decisions;
    this.#entities = options.entities;
    this.#findings = options.findings;
    this.#policy = options.policy;
    this.#wake = options.wake;
  }

  /** Decisions about entities that the caller may read, and about what these are part of. */
  async list(
    query: output<typeof decisionQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<{ items: Decision[]; nextCursor?: string }> {
    const { cursor, entity, limit, state } = query;
    const now = new Date().toISOString();
    const caller = await this.#callerOf(credentials, entity);
    const after =
      cursor === undefined
        ? undefined
        : decodeCursor(cursor, [/^[\d:.TZ-]+$/, /^[\w-]+$/]);
    const found = await this.#decisions.list(
      { ...caller, state, now },
      {
        after: after && { createdAt: after[0], id: after[1] },
        limit: limit + 1,
      },
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.#describe(page, caller, now),
      nextCursor:
        found.length > limit && last
          ? encodeCursor([last.createdAt, last.id])
          : undefined,
    };
  }

  /** Decisions about a finding that the caller may read, the strongest first. */
  async listAbout(
    finding: FindingRecord,
    credentials: BackstageCredentials,
  ): Promise<Decision[]> {
    const now = new Date().toISOString();
    const about = await this.#decisions.listAbout(finding);
    const caller = await this.#callerOf(credentials, finding.entityRef);
    return this.#describe(about, caller, now);
  }

  /** Decides, or proposes to where somebody else has to agree. */
  async decide(
    request: DecisionRequest,
    credentials: BackstageCredentials,
  ): Promise<Decision> {
    const matcher = comparableMatcher(request.matcher);
    const now = new Date().toISOString();
    const isAdministrator = await this.#access.isAdministrator(credentials);
    const draft: DecisionRecord = {
      id: randomUUID(),
      matcher,
      reach: matcher.about === 'finding' ? 'finding' : reachOf(matcher.within),
      withinRef: matcher.about === 'finding' ? undefined : matcher.within,
      status: request.status,
      justification: request.justification,
      reason: reasonOf(request, this.#policy),
      state: 'active',
      source: 'person',
      createdAt: now,
      createdBy: this.#access.nameOf(credentials),
      isPending: true,
      revision: 0,
    };
    const mayAlone = await this.#assertMayDecide(draft, {
      credentials,
      isAdministrator,
    });
    const severities = await this.#decisions.listSeverities(draft);
    draft.expiresAt = endOf(request, {
      severities,
      policy: this.#policy,
      now,
    });
    const needsApproval =
      !mayAlone ||
      severities.some(one => this.#policy.approvedSeverities.has(one));
    if (needsApproval) {
      draft.state = 'proposed';
      draft.isPending = false;
    }
    await this.#decisions.insert([draft]);
    if (needsApproval) {
      await this.#note(draft, {
        by: draft.createdBy,
        action: 'decided',
        to: draft.status,
        note: `Proposed, and waits for approval: ${draft.reason}`,
      });
    } else {
      await this.#carry(draft);
    }
    return this.#get(draft.id, credentials);
  }

  /** Approves, rejects or revokes a decision. */
  async act(
    id: string,
    { action, note }: DecisionAction,
    credentials: BackstageCredentials,
  ): Promise<Decision> {
    const decision = await this.#decisions.get(id);
    const shown = await this.#get(id, credentials);
    if (!decision) {
      throw new NotFoundError(unknown(id));
    }
    const now = new Date().toISOString();
    const state = stateAt(decision, now);
    const by = this.#access.nameOf(credentials);
    if (action === 'revoke') {
      if (!shown.canRevoke) {
        throw refusal(state, ['proposed', 'active'], action);
      }
      await this.#change(decision, {
        state: 'revoked',
        revokedAt: now,
        revokedBy: by,
        reviewNote: note ? storableText(note, MAX_NOTE) : decision.reviewNote,
        isPending: true,
      });
      if (state === 'proposed') {
        await this.#note(decision, { by, action: 'decision-revoked', note });
      }
    } else {
      if (!shown.canReview) {
        throw decision.createdBy === by && state === 'proposed'
          ? new NotAllowedError(
              'Whoever proposes a decision does not review it: somebody else has to',
            )
          : refusal(state, ['proposed'], action);
      }
      await this.#change(decision, {
        state: action === 'approve' ? 'active' : 'rejected',
        reviewedAt: now,
        reviewedBy: by,
        reviewNote: note && storableText(note, MAX_NOTE),
        isPending: action === 'approve',
      });
      if (action === 'reject') {
        await this.#note(decision, { by, action: 'decision-rejected', note });
      }
    }
    return this.#get(id, credentials);
  }

  async #change(
    decision: DecisionRecord,
    change: Partial<DecisionRecord>,
  ): Promise<void> {
    if (!(await this.#decisions.update(decision, change))) {
      throw new ConflictError(
        'Somebody else changed the decision meanwhile: look at it again',
      );
    }
    if (change.isPending) {
      await this.#carry({
        ...decision,
        ...change,
        revision: decision.revision + 1,
      });
    }
  }

  /** To what is not busy at once; the worker does the rest. */
  async #carry(decision: DecisionRecord): Promise<void> {
    await this.#carrier.carry(decision, { mayWait: false });
    this.#wake();
  }

  /** Puts on record of a finding what was said about it without changing it. */
  async #note(
    { matcher }: DecisionRecord,
    event: { by: string; action: string; to?: string; note?: string },
  ): Promise<void> {
    if (matcher.about === 'finding') {
      const note = event.note && storableText(event.note, MAX_NOTE + 100);
      await this.#decisions.log([matcher.findingId], {
        ...event,
        note,
        at: new Date().toISOString(),
      });
    }
  }

  async #get(id: string, credentials: BackstageCredentials): Promise<Decision> {
    const decision = await this.#decisions.get(id);
    const caller = decision && (await this.#callerOf(credentials));
    if (!caller || !(await this.#decisions.isReadable(id, caller))) {
      throw new NotFoundError(unknown(id));
    }
    const now = new Date().toISOString();
    const [described] = await this.#describe([decision], caller, now);
    return described;
  }

  /**
   * Refuses those who may not decide about it; what they may not read looks like
   * what does not exist. A decision about one finding learns its entity.
   *
   * @returns whether nobody else has to agree
   */
  async #assertMayDecide(
    draft: DecisionRecord,
    caller: { credentials: BackstageCredentials; isAdministrator: boolean },
  ): Promise<boolean> {
    const { credentials, isAdministrator } = caller;
    const { matcher } = draft;
    if (matcher.about === 'finding') {
      const { findingId } = matcher;
      const finding = await this.#findings.get(findingId);
      if (
        !finding ||
        !(await this.#access.canRead(finding.entityRef, credentials))
      ) {
        throw new NotFoundError(
          `There is no finding ${findingId} that you may see`,
        );
      }
      await this.#access.assertCanDecide(finding.entityRef, credentials);
      draft.withinRef = finding.entityRef;
      return true;
    }
    if (draft.reach === 'entity') {
      const entityRef = draft.withinRef!;
      await this.#access.assertCanDecide(entityRef, credentials);
      // It may never have been scanned
      await this.#entities.place(
        placeInCatalog(
          entityRef,
          await this.#access.getSummarised(entityRef, credentials),
        ),
      );
      return true;
    }
    if (draft.withinRef !== undefined) {
      await this.#access.getSummarised(draft.withinRef, credentials);
    }
    if (isAdministrator) {
      return true;
    }
    const decidable =
      draft.reach === 'system'
        ? await this.#access.findDecidable(
            await this.#decisions.listEntitiesWithin(draft),
            credentials,
          )
        : new Set();
    if (decidable.size === 0) {
      throw new NotAllowedError(
        draft.reach === 'system'
          ? `Only teams that own something in ${draft.withinRef} that was scanned may propose a decision for it`
          : 'Only administrators decide for a domain or for everything',
      );
    }
    return false;
  }

  async #callerOf(
    credentials: BackstageCredentials,
    entityRef?: string,
  ): Promise<Caller> {
    const isAdministrator = await this.#access.isAdministrator(credentials);
    const asked =
      entityRef === undefined
        ? await this.#entities.listRefs(
            isAdministrator
              ? undefined
              : await this.#access.teamsOf(credentials),
          )
        : [entityRef];
    const readable = await this.#access.findReadable(asked, credentials);
    return {
      name: this.#access.nameOf(credentials),
      entityRefs: [...readable],
      decidable: await this.#access.findDecidable([...readable], credentials),
      isReviewer: isAdministrator,
      // Of one entity only what is about it
      isAdministrator: isAdministrator && entityRef === undefined,
    };
  }

  async #describe(
    decisions: readonly DecisionRecord[],
    caller: Caller,
    now: string,
  ): Promise<Decision[]> {
    const counts = await this.#decisions.countHidden(
      decisions.map(({ id }) => id),
      { entityRefs: caller.entityRefs, now },
    );
    const findings = await this.#findings.getMany(
      decisions.flatMap(({ matcher }) =>
        matcher.about === 'finding' ? matcher.findingId : [],
      ),
    );
    return decisions.map(decision => {
      const { matcher, withinRef } = decision;
      const isAuthor = decision.createdBy === caller.name;
      return toDecision(decision, {
        finding:
          matcher.about === 'finding'
            ? findings.get(matcher.findingId)
            : undefined,
        findings: counts.get(decision.id) ?? 0,
        canReview: caller.isReviewer && !isAuthor,
        canRevoke:
          isAuthor ||
          caller.isReviewer ||
          (withinRef !== undefined && caller.decidable.has(withinRef)),
        now,
      });
    });
  }
}

const unknown = (id: string) => `There is no decision ${id} that you may see`;

function refusal(
  state: Decision['state'],
  fitting: readonly Decision['state'][],
  action: DecisionAction['action'],
): Error {
  return fitting.includes(state)
    ? new NotAllowedError(`You may not ${action} this decision`)
    : new ConflictError(`The decision is ${state}: nobody can ${action} it`);
}
