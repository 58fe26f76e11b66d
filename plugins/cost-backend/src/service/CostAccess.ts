import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  costAdministerPermission,
  costReadAllPermission,
  costReadPermission,
} from '@plumbline/backstage-plugin-cost-common';
import {
  CallerPermissions,
  EntityAccess,
  ownersOf,
  TeamMembershipService,
} from '@plumbline/backstage-plugin-kit-node';

/** Says whose costs a caller may read; every answer is as of now. */
export class CostAccess {
  readonly #auth: AuthService;
  readonly #entities: EntityAccess;
  readonly #permissions: CallerPermissions;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    teams: TeamMembershipService;
    arePermissionsEnabled: boolean;
  }) {
    this.#auth = options.auth;
    this.#entities = new EntityAccess({
      ...options,
      administer: costAdministerPermission,
    });
    this.#permissions = this.#entities.permissions;
  }

  /** Whether the caller may read what everything costs, and what is no entity's. */
  async canReadAll(credentials: BackstageCredentials): Promise<boolean> {
    return (
      (await this.#permissions.isAllowed(costReadAllPermission, credentials)) ||
      this.#permissions.isAdministrator(credentials)
    );
  }

  async assertCanReadAll(credentials: BackstageCredentials): Promise<void> {
    if (!(await this.canReadAll(credentials))) {
      await this.#permissions.assert(costReadAllPermission, credentials);
    }
  }

  /** Refuses whoever may read the costs of no entity at all. */
  async assertCanReadSome(credentials: BackstageCredentials): Promise<void> {
    if (!(await this.canReadAll(credentials))) {
      await this.#permissions.assert(costReadPermission, credentials);
    }
  }

  async assertCanAdminister(credentials: BackstageCredentials): Promise<void> {
    await this.#permissions.assert(costAdministerPermission, credentials);
  }

  /** The teams of a user; services have none. */
  async teamsOf(credentials: BackstageCredentials): Promise<string[]> {
    return this.#entities.teamsOf(credentials);
  }

  /**
   * Of the entities, those whose costs the caller may read: what their teams
   * own, and what they are members of or are themselves.
   */
  async findReadable(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    const visible = await this.#entities.findVisible(entityRefs, credentials);
    if (await this.canReadAll(credentials)) {
      return visible;
    }
    if (
      !this.#auth.isPrincipal(credentials, 'user') ||
      !(await this.#permissions.isAllowed(costReadPermission, credentials))
    ) {
      return new Map();
    }
    const mine = new Set([
      ...(await this.teamsOf(credentials)),
      credentials.principal.userEntityRef,
    ]);
    return new Map(
      [...visible].filter(
        ([ref, entity]) =>
          mine.has(ref) || ownersOf(entity).some(owner => mine.has(owner)),
      ),
    );
  }

  /** Whether the caller may read the costs of each of the entities: sums may hold more of them. */
  async readableAmong(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<(entityRef: string) => boolean> {
    if (await this.canReadAll(credentials)) {
      return () => true;
    }
    const readable = await this.findReadable(entityRefs, credentials);
    return entityRef => readable.has(entityRef);
  }

  /** The entity, when the caller may read its costs; to others it does not exist. */
  async getReadable(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const readable = await this.findReadable([entityRef], credentials);
    const entity = readable.get(entityRef);
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${entityRef} whose costs you may read`,
      );
    }
    return entity;
  }
}
