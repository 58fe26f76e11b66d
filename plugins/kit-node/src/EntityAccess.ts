import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { CallerPermissions } from './CallerPermissions';
import { TeamMembershipService } from './teamMembership';

/** What is asked of the catalog in one request. */
const BATCH = 200;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'relations',
  'spec.type',
];

/** Who owns an entity, as the catalog says. @public */
export function ownersOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_OWNED_BY)
    .map(relation => relation.targetRef);
}

/** What an {@link EntityAccess} asks. @public */
export interface EntityAccessOptions {
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  teams: TeamMembershipService;
  arePermissionsEnabled: boolean;
}

/**
 * Says who may see an entity, and who may do something to it because their team
 * owns it; every answer is as of now.
 *
 * @public
 */
export class EntityAccess {
  readonly permissions: CallerPermissions;
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #teams: TeamMembershipService;

  /** @param options - `administer` is the permission to do everything to every entity */
  constructor(options: EntityAccessOptions & { administer: BasicPermission }) {
    this.permissions = new CallerPermissions(options);
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#teams = options.teams;
  }

  /** The entities that the caller may see, of those that were named. */
  async findVisible(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    const refs = [...new Set(entityRefs)];
    // To services the catalog hides nothing; a token for one plugin alone could not ask it
    const asking = this.isService(credentials)
      ? await this.#auth.getOwnServiceCredentials()
      : credentials;
    const visible = new Map<string, Entity>();
    for (let start = 0; start < refs.length; start += BATCH) {
      const batch = refs.slice(start, start + BATCH);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: batch, fields: FIELDS },
        { credentials: asking },
      );
      items.forEach((entity, index) => {
        if (entity) {
          visible.set(batch[index], entity);
        }
      });
    }
    return visible;
  }

  /** The entity, when the caller may see it; to others it does not exist. */
  async getVisible(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const visible = await this.findVisible([entityRef], credentials);
    const entity = visible.get(entityRef);
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${entityRef} that you may see`,
      );
    }
    return entity;
  }

  /** The teams of a user; services have none. */
  async teamsOf(credentials: BackstageCredentials): Promise<string[]> {
    return this.#auth.isPrincipal(credentials, 'user')
      ? this.#teams.getTeams(credentials.principal.userEntityRef)
      : [];
  }

  /**
   * Of the entities, those that a permission lets the caller touch: all for
   * administrators, those of their teams for people, none for services.
   */
  async findOwned(
    entities: ReadonlyMap<string, Entity>,
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    if (await this.permissions.isAdministrator(credentials)) {
      return new Set(entities.keys());
    }
    if (
      !this.#auth.isPrincipal(credentials, 'user') ||
      !(await this.permissions.isAllowed(permission, credentials))
    ) {
      return new Set();
    }
    const teams = await this.teamsOf(credentials);
    return new Set(
      [...entities]
        .filter(([, entity]) =>
          ownersOf(entity).some(owner => teams.includes(owner)),
        )
        .map(([ref]) => ref),
    );
  }

  /**
   * Refuses whoever a permission does not let touch the entity.
   *
   * @param options - `deed` ends the sentence "Only members of … may"
   */
  async assertOwned(
    options: {
      entityRef: string;
      entity: Entity;
      permission: BasicPermission;
      deed: string;
    },
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { entityRef, entity, permission, deed } = options;
    const owned = await this.findOwned(
      new Map([[entityRef, entity]]),
      permission,
      credentials,
    );
    if (!owned.has(entityRef)) {
      throw new NotAllowedError(
        `Only members of ${
          ownersOf(entity).join(' or ') || 'the owning team'
        } may ${deed}`,
      );
    }
  }

  isService(credentials: BackstageCredentials): boolean {
    return this.#auth.isPrincipal(credentials, 'service');
  }

  /** The caller for the record: a user's entity ref, or a service's name. */
  nameOf(credentials: BackstageCredentials): string {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      return `service:${credentials.principal.subject}`;
    }
    throw new NotAllowedError('Only users and services may do this');
  }
}
