import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Decision,
  DecisionAction,
  DecisionRequest,
  decisionQuerySchema,
} from '@plumbline/backstage-plugin-scans-common';
import { storableText } from '@plumbline/backstage-plugin-scans-formats';
import {
  readTimeCursor,
  toTimePage,
} from '@plumbline/backstage-plugin-kit-node';
import type { output } from 'zod';
import { DecisionPolicy, DecisionRecord } from '../domain/decisions';
import { FindingRecord } from '../domain/records';
import { DecisionCarrier } from '../store/DecisionCarrier';
import { DecisionStore } from '../store/DecisionStore';
import { EntityStore } from '../store/EntityStore';
import { FindingReader } from '../store/FindingReader';
import { Access } from './Access';
import { Caller, Deciders } from './Deciders';
import { comparableMatcher, endOf, reachOf, reasonOf } from './buildDecision';
import { stateAt, toDecision } from './decisionContract';

const MAX_NOTE = 2000;

const unknown = (id: string) => `There is no decision ${id} that you may see`;

/** What people decide about findings. */
export class DecisionService {
  readonly #access: Access;
  readonly #carrier: DecisionCarrier;
  readonly #deciders: Deciders;
  readonly #decisions: DecisionStore;
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
    this.#deciders = new Deciders(options);
    this.#findings = options.findings;
    this.#policy = options.policy;
    this.#wake = options.wake;
  }

  /** Decisions about entities that the caller may read, and about what these are part of. */
  async list(
    query: output<typeof decisionQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<{ items: Decision[]; nextCursor?: string }> {
    const { cursor, endsBefore, entity, limit, state } = query;
    const now = new Date().toISOString();
    const caller = await this.#deciders.callerOf(credentials, entity);
    const after = readTimeCursor(cursor);
    const found = await this.#decisions.list(
      {
        ...caller,
        state,
        // As times are kept
        endsBefore: endsBefore && new Date(endsBefore).toISOString(),
        now,
      },
      {
        after: after && { createdAt: after.time, id: after.id },
        limit: limit + 1,
      },
    );
    const page = toTimePage({
      items: found,
      limit,
      timeOf: ({ createdAt }) => createdAt,
    });
    return {
      items: await this.#describe(page.items, caller, now),
      nextCursor: page.nextCursor,
    };
  }

  /** Decisions about a finding that the caller may read, the strongest first. */
  async listAbout(
    finding: FindingRecord,
    credentials: BackstageCredentials,
  ): Promise<Decision[]> {
    const now = new Date().toISOString();
    const about = await this.#decisions.listAbout(finding);
    const caller = await this.#deciders.callerOf(
      credentials,
      finding.entityRef,
    );
    return this.#describe(about, caller, now);
  }

  /** Decides, or proposes to where somebody else has to agree. */
  async decide(
    request: DecisionRequest,
    credentials: BackstageCredentials,
  ): Promise<Decision> {
    const matcher = comparableMatcher(request.matcher);
    const now = new Date().toISOString();
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
    const mayAlone = await this.#deciders.assertMayDecide(draft, credentials);
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
    const isOfEntity =
      decision?.reach === 'finding' || decision?.reach === 'entity';
    const caller =
      decision &&
      (await this.#deciders.callerOf(
        credentials,
        isOfEntity ? decision.withinRef : undefined,
      ));
    if (!caller || !(await this.#decisions.isReadable(id, caller))) {
      throw new NotFoundError(unknown(id));
    }
    const now = new Date().toISOString();
    const [described] = await this.#describe([decision], caller, now);
    return described;
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

function refusal(
  state: Decision['state'],
  fitting: readonly Decision['state'][],
  action: DecisionAction['action'],
): Error {
  return fitting.includes(state)
    ? new NotAllowedError(`You may not ${action} this decision`)
    : new ConflictError(`The decision is ${state}: nobody can ${action} it`);
}
