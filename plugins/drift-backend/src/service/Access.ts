import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  driftAdministerPermission,
  driftIngestPermission,
  driftOperatePermission,
  driftReadPermission,
} from '@plumbline/backstage-plugin-drift-common';
import {
  EntityAccess,
  EntityAccessOptions,
} from '@plumbline/backstage-plugin-kit-node';

/** Says who may see and do what; every answer is as of now. */
export class Access {
  readonly #entities: EntityAccess;

  constructor(options: EntityAccessOptions) {
    this.#entities = new EntityAccess({
      ...options,
      administer: driftAdministerPermission,
    });
  }

  async assertCanRead(credentials: BackstageCredentials): Promise<void> {
    await this.#entities.permissions.assert(driftReadPermission, credentials);
  }

  /** The entities that the caller may see, of those that were named. */
  async findVisible(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    return this.#entities.findVisible(entityRefs, credentials);
  }

  /** The entity, when the caller may read drift and see it; to others it does not exist. */
  async getVisible(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    await this.assertCanRead(credentials);
    return this.#entities.getVisible(entityRef, credentials);
  }

  /** Which of the entities the caller may change the drift of. */
  async findOperable(
    entities: ReadonlyMap<string, Entity>,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    return this.#entities.findOwned(
      entities,
      driftOperatePermission,
      credentials,
    );
  }

  async canOperate(
    entityRef: string,
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const operable = await this.findOperable(
      new Map([[entityRef, entity]]),
      credentials,
    );
    return operable.has(entityRef);
  }

  /** The entity, when the caller may change its drift. */
  async getOperable(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.getVisible(entityRef, credentials);
    await this.#entities.assertOwned(
      {
        entityRef,
        entity,
        permission: driftOperatePermission,
        deed: `do this to ${entityRef}`,
      },
      credentials,
    );
    return entity;
  }

  /**
   * The entity, when the caller may send its predictions: people of the owning
   * team, and services that the policy lets.
   */
  async getIngestible(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    await this.#entities.permissions.assert(driftIngestPermission, credentials);
    if (this.#entities.isService(credentials)) {
      return this.getVisible(entityRef, credentials);
    }
    return this.getOperable(entityRef, credentials);
  }

  /** The caller for the record: a user's entity ref, or a service's name. */
  nameOf(credentials: BackstageCredentials): string {
    return this.#entities.nameOf(credentials);
  }
}
