import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  driftAdministerPermission,
  driftIngestPermission,
  driftOperatePermission,
  driftReadPermission,
} from '@plumbline/backstage-plugin-drift-common';
import {
  CallerPermissions,
  TeamMembershipService,
} from '@plumbline/backstage-plugin-kit-node';

/** What is asked of the catalog in one request. */
const BATCH = 200;

/** Who owns an entity, as the catalog says. */
export function ownersOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_OWNED_BY)
    .map(relation => relation.targetRef);
}

/** Says who may see and do what; every answer is as of now. */
export class Access {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #permissions: CallerPermissions;
  readonly #teams: TeamMembershipService;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    teams: TeamMembershipService;
    arePermissionsEnabled: boolean;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#permissions = new CallerPermissions({
      ...options,
      administer: driftAdministerPermission,
    });
    this.#teams = options.teams;
  }

  async assertCanRead(credentials: BackstageCredentials): Promise<void> {
    await this.#permissions.assert(driftReadPermission, credentials);
  }

  /** The entities that the caller may see, of those that were named. */
  async findVisible(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    const refs = [...new Set(entityRefs)];
    // To services the catalog hides nothing; a token for drift alone could not ask it
    const asking = this.#auth.isPrincipal(credentials, 'service')
      ? await this.#auth.getOwnServiceCredentials()
      : credentials;
    const visible = new Map<string, Entity>();
    for (let start = 0; start < refs.length; start += BATCH) {
      const batch = refs.slice(start, start + BATCH);
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: batch,
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
            'metadata.annotations',
            'relations',
            'spec.type',
          ],
        },
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

  /** The entity, when the caller may read drift and see it; to others it does not exist. */
  async getVisible(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    await this.assertCanRead(credentials);
    const visible = await this.findVisible([entityRef], credentials);
    const entity = visible.get(entityRef);
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${entityRef} that you may see`,
      );
    }
    return entity;
  }

  /** Which of the entities the caller may change the drift of. */
  async findOperable(
    entities: ReadonlyMap<string, Entity>,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    if (await this.#permissions.isAdministrator(credentials)) {
      return new Set(entities.keys());
    }
    if (
      !this.#auth.isPrincipal(credentials, 'user') ||
      !(await this.#permissions.isAllowed(driftOperatePermission, credentials))
    ) {
      return new Set();
    }
    const teams = await this.#teams.getTeams(
      credentials.principal.userEntityRef,
    );
    return new Set(
      [...entities]
        .filter(([, entity]) =>
          ownersOf(entity).some(owner => teams.includes(owner)),
        )
        .map(([ref]) => ref),
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
    if (!(await this.canOperate(entityRef, entity, credentials))) {
      throw new NotAllowedError(
        `Only members of ${
          ownersOf(entity).join(' or ') || 'the owning team'
        } may do this to ${entityRef}`,
      );
    }
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
    await this.#permissions.assert(driftIngestPermission, credentials);
    if (this.#auth.isPrincipal(credentials, 'service')) {
      return this.getVisible(entityRef, credentials);
    }
    return this.getOperable(entityRef, credentials);
  }

  /** The caller for the record: a user's entity ref, or a service's name. */
  nameOf(credentials: BackstageCredentials): string {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      return `service:${credentials.principal.subject}`;
    }
    throw new NotAllowedError('Only users and services may use drift');
  }
}
