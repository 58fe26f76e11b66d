import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  EntityAccess,
  EntityAccessOptions,
} from '@plumbline/backstage-plugin-kit-node';
import {
  scansAdministerPermission,
  scansDecidePermission,
  scansFindingReadPermission,
  scansSummaryReadPermission,
  scansUploadPermission,
} from '@plumbline/backstage-plugin-scans-common';

/** What a caller may do with the findings of an entity. */
export interface EntityRights {
  canRead: boolean;
  canUpload: boolean;
  canDecide: boolean;
}

/** Says who may see and do what; every answer is as of now. */
export class Access {
  readonly #entities: EntityAccess;
  readonly #uploaders: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    options: EntityAccessOptions & {
      uploaders: ReadonlyMap<string, ReadonlySet<string>>;
    },
  ) {
    this.#entities = new EntityAccess({
      ...options,
      administer: scansAdministerPermission,
    });
    this.#uploaders = options.uploaders;
  }

  nameOf(credentials: BackstageCredentials): string {
    return this.#entities.nameOf(credentials);
  }

  async teamsOf(credentials: BackstageCredentials): Promise<string[]> {
    return this.#entities.teamsOf(credentials);
  }

  async isAdministrator(credentials: BackstageCredentials): Promise<boolean> {
    return (
      !this.#boundTo(credentials) &&
      this.#entities.permissions.isAdministrator(credentials)
    );
  }

  /** The entities that the caller may see how they stand, of those that were named. */
  async findSummarised(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    await this.#entities.permissions.assert(
      scansSummaryReadPermission,
      credentials,
    );
    return this.#entities.findVisible(entityRefs, credentials);
  }

  /** The entity, when the caller may see how it stands; to others it does not exist. */
  async getSummarised(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const found = await this.findSummarised([entityRef], credentials);
    return found.get(entityRef) ?? this.#unknown(entityRef);
  }

  /** Of the entities, those whose findings the caller may read. */
  async findReadable(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const visible = await this.#entities.findVisible(entityRefs, credentials);
    return this.#findOwned(visible, scansFindingReadPermission, credentials);
  }

  /** Of the entities, those whose findings the caller may read, and those about which the caller may decide. */
  async findRights(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<{ readable: Set<string>; decidable: Set<string> }> {
    const visible = await this.#entities.findVisible(entityRefs, credentials);
    return {
      readable: await this.#findOwned(
        visible,
        scansFindingReadPermission,
        credentials,
      ),
      decidable: await this.#findOwned(
        visible,
        scansDecidePermission,
        credentials,
      ),
    };
  }

  /** Refuses what looks like an unknown id to whoever may not read it. */
  async canRead(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const readable = await this.findReadable([entityRef], credentials);
    return readable.has(entityRef);
  }

  async rightsOf(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityRights> {
    const visible = await this.#entities.findVisible([entityRef], credentials);
    const may = async (
      permission: Parameters<EntityAccess['findOwned']>[1],
    ): Promise<boolean> => {
      const owned = await this.#findOwned(visible, permission, credentials);
      return owned.has(entityRef);
    };
    return {
      canRead: await may(scansFindingReadPermission),
      canUpload: await may(scansUploadPermission),
      canDecide: await may(scansDecidePermission),
    };
  }

  /** The entity, when the caller may upload its reports: people of the owning team, and tokens that are bound to it. */
  async getUploadable(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    await this.#entities.permissions.assert(scansUploadPermission, credentials);
    if (this.#entities.isService(credentials)) {
      if (!this.#boundTo(credentials)?.has(entityRef)) {
        throw new NotAllowedError(
          `This token may not upload for ${entityRef}: scans.uploaders does not name it`,
        );
      }
      return this.#entities.getVisible(entityRef, credentials);
    }
    const entity = await this.getSummarised(entityRef, credentials);
    await this.#entities.assertOwned(
      {
        entityRef,
        entity,
        permission: scansUploadPermission,
        deed: `upload reports of ${entityRef}`,
      },
      credentials,
    );
    return entity;
  }

  /** The entity, when the caller may decide about its findings. */
  async assertCanDecide(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { canRead, canDecide } = await this.rightsOf(entityRef, credentials);
    if (!canRead) {
      this.#unknown(entityRef);
    }
    if (!canDecide) {
      throw new NotAllowedError(
        `Only members of the owning team may decide about ${entityRef}`,
      );
    }
  }

  /** The entities that the token of a machine uploads for, when it is one for uploads. */
  #boundTo(credentials: BackstageCredentials): ReadonlySet<string> | undefined {
    if (!this.#entities.isService(credentials)) {
      return undefined;
    }
    const subject = this.nameOf(credentials).slice('service:'.length);
    return (
      this.#uploaders.get(subject) ??
      this.#uploaders.get(subject.replace(/^external:/, ''))
    );
  }

  /** As the catalog says; who uploads does nothing else, though to services the portal allows everything. */
  async #findOwned(
    ...asked: Parameters<EntityAccess['findOwned']>
  ): Promise<Set<string>> {
    const [, , credentials] = asked;
    return this.#boundTo(credentials)
      ? new Set()
      : this.#entities.findOwned(...asked);
  }

  #unknown(entityRef: string): never {
    throw new NotFoundError(`There is no entity ${entityRef} that you may see`);
  }
}
