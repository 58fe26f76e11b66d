import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { DecisionRecord } from '../domain/decisions';
import { DecisionReaders, DecisionStore } from '../store/DecisionStore';
import { EntityStore } from '../store/EntityStore';
import { FindingReader } from '../store/FindingReader';
import { Access } from './Access';
import { placeInCatalog } from './placeInCatalog';

/** Who asks, and what of findings they may do. */
export interface Caller extends DecisionReaders {
  name: string;
  isReviewer: boolean;
  decidable: ReadonlySet<string>;
}

/** Says who reads which decisions, and who decides about what. */
export class Deciders {
  readonly #access: Access;
  readonly #decisions: DecisionStore;
  readonly #entities: EntityStore;
  readonly #findings: FindingReader;

  constructor(options: {
    access: Access;
    decisions: DecisionStore;
    entities: EntityStore;
    findings: FindingReader;
  }) {
    this.#access = options.access;
    this.#decisions = options.decisions;
    this.#entities = options.entities;
    this.#findings = options.findings;
  }

  /** What the caller may read and do, of one entity when one is named. */
  async callerOf(
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
    const { readable, decidable } = await this.#access.findRights(
      asked,
      credentials,
    );
    return {
      name: this.#access.nameOf(credentials),
      entityRefs: [...readable],
      decidable,
      isReviewer: isAdministrator,
      // Of one entity only what is about it
      isAdministrator: isAdministrator && entityRef === undefined,
    };
  }

  /**
   * Refuses those who may not decide about it; what they may not read looks like
   * what does not exist. A decision about one finding learns its entity.
   *
   * @returns whether nobody else has to agree
   */
  async assertMayDecide(
    draft: DecisionRecord,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
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
    if (await this.#access.isAdministrator(credentials)) {
      return true;
    }
    const { decidable } = await this.#access.findRights(
      draft.reach === 'system'
        ? await this.#decisions.listEntitiesWithin(draft)
        : [],
      credentials,
    );
    if (decidable.size === 0) {
      throw new NotAllowedError(
        draft.reach === 'system'
          ? `Only teams that own something in ${draft.withinRef} that was scanned may propose a decision for it`
          : 'Only administrators decide for a domain or for everything',
      );
    }
    return false;
  }
}
