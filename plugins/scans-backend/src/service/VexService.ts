import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { VexReceipt } from '@plumbline/backstage-plugin-scans-common';
import { DecisionPolicy, DecisionRecord, isAbout } from '../domain/decisions';
import { VexStatement, readVex, subjectOf } from '../sources/readVex';
import { DecisionCarrier } from '../store/DecisionCarrier';
import { DecisionStore } from '../store/DecisionStore';
import { EntityStore } from '../store/EntityStore';
import { Access } from './Access';
import { placeInCatalog } from './placeInCatalog';

const isSame = (decision: DecisionRecord, statement: VexStatement) =>
  decision.status === statement.status &&
  decision.justification === statement.justification &&
  decision.reason === statement.reason;

/** Takes what VEX documents say as decisions. */
export class VexService {
  readonly #access: Access;
  readonly #carrier: DecisionCarrier;
  readonly #decisions: DecisionStore;
  readonly #entities: EntityStore;
  readonly #policy: DecisionPolicy;
  readonly #wake: () => void;

  constructor(options: {
    access: Access;
    carrier: DecisionCarrier;
    decisions: DecisionStore;
    entities: EntityStore;
    policy: DecisionPolicy;
    wake: () => void;
  }) {
    this.#access = options.access;
    this.#carrier = options.carrier;
    this.#decisions = options.decisions;
    this.#entities = options.entities;
    this.#policy = options.policy;
    this.#wake = options.wake;
  }

  /**
   * Takes a document: what it says anew is decided, what it says again stays as
   * it is, also when a person revoked or rejected it, and what it takes back
   * ends. What needs approval is proposed.
   */
  async take(
    entityRef: string,
    body: AsyncIterable<Buffer>,
    credentials: BackstageCredentials,
  ): Promise<VexReceipt> {
    await this.#access.assertCanDecide(entityRef, credentials);
    const document = await parse(body);
    const { statements, ignored, warnings } = readVex(document);
    const entity = await this.#access.getSummarised(entityRef, credentials);
    await this.#entities.place(placeInCatalog(entityRef, entity));
    const by = this.#access.nameOf(credentials);
    const now = new Date().toISOString();
    const needsApproval = await this.#approvals(entityRef);
    const { made, ended, unchanged } = await this.#decisions.replaceStatements({
      entityRef,
      now,
      by,
      replace: known => {
        const last = new Map(
          known.map(decision => [subjectOfDecision(decision), decision]),
        );
        const plan = {
          made: [] as DecisionRecord[],
          ended: [] as DecisionRecord[],
          unchanged: 0,
        };
        for (const statement of statements) {
          const before = last.get(subjectOf(statement));
          if (statement.status && before && isSame(before, statement)) {
            plan.unchanged += 1;
            continue;
          }
          if (before?.state === 'active' || before?.state === 'proposed') {
            plan.ended.push(before);
          }
          if (statement.status) {
            const decision = toRecord(statement, { entityRef, by, now });
            plan.made.push(
              needsApproval(decision)
                ? { ...decision, state: 'proposed', isPending: false }
                : decision,
            );
          }
        }
        return plan;
      },
    });
    if (made.length + ended.length > 0) {
      await this.#carrier.decideEntity(entityRef);
      await this.#decisions.settleAll([
        ...made,
        ...ended.map(one => ({ ...one, revision: one.revision + 1 })),
      ]);
      this.#wake();
    }
    return {
      statements: statements.length,
      created: made.length,
      proposed: made.filter(({ state }) => state === 'proposed').length,
      ended: ended.length,
      unchanged,
      ignored,
      warnings,
    };
  }

  /** Tells of decisions whether they are about something that nobody hides alone. */
  async #approvals(
    entityRef: string,
  ): Promise<(decision: DecisionRecord) => boolean> {
    const findings = await this.#decisions.listDecidable(
      entityRef,
      this.#policy.approvedSeverities,
    );
    const byId = new Map<string, typeof findings>();
    for (const finding of findings) {
      for (const id of finding.vulnerabilities) {
        byId.set(id, [...(byId.get(id) ?? []), finding]);
      }
    }
    return decision =>
      decision.matcher.about === 'vulnerability' &&
      (byId.get(decision.matcher.vulnerability) ?? []).some(finding =>
        isAbout(decision, finding),
      );
  }
}

async function parse(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  try {
    return JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  } catch {
    throw new InputError('The document is no JSON, or was cut off');
  }
}

function toRecord(
  statement: VexStatement,
  options: { entityRef: string; by: string; now: string },
): DecisionRecord {
  const { entityRef, by, now } = options;
  return {
    id: randomUUID(),
    matcher: {
      about: 'vulnerability',
      vulnerability: statement.vulnerability,
      package: statement.package,
      version: statement.version,
      within: entityRef,
    },
    reach: 'entity',
    withinRef: entityRef,
    status: statement.status!,
    justification: statement.justification,
    reason: statement.reason,
    state: 'active',
    source: 'vex',
    createdAt: now,
    createdBy: by,
    isPending: true,
    revision: 0,
  };
}

function subjectOfDecision({ matcher }: DecisionRecord): string {
  return matcher.about === 'vulnerability' ? subjectOf(matcher) : '';
}
