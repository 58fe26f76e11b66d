import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { RELATION_MEMBER_OF } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';

/**
 * Which teams a user belongs to, as the catalog says now.
 *
 * The ownership claims in a user's token are as old as the sign-in: a team
 * created a minute ago is missing there and a team left an hour ago is still
 * listed. Decisions about writing ask this service instead.
 *
 * @public
 */
export interface TeamMembershipService {
  /**
   * Entity refs of the groups that the user is a direct member of; empty for a
   * user the catalog does not know. Throws when the catalog cannot be asked.
   */
  getTeams(userEntityRef: string): Promise<string[]>;
}

/** Long enough to serve one page, short enough that a change is felt at once. */
const CACHE_MS = 3_000;
const CACHE_ENTRIES = 5_000;

class CatalogTeamMembership implements TeamMembershipService {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #cache = new Map<
    string,
    { until: number; teams: Promise<string[]> }
  >();

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  async getTeams(userEntityRef: string): Promise<string[]> {
    const now = Date.now();
    const cached = this.#cache.get(userEntityRef);
    if (cached && cached.until > now) {
      return cached.teams;
    }
    const teams = this.#fetchTeams(userEntityRef);
    if (this.#cache.size >= CACHE_ENTRIES) {
      this.#cache.clear();
    }
    this.#cache.set(userEntityRef, { until: now + CACHE_MS, teams });
    teams.catch(() => this.#cache.delete(userEntityRef));
    return teams;
  }

  async #fetchTeams(userEntityRef: string): Promise<string[]> {
    const user = await this.#catalog.getEntityByRef(userEntityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    return (user?.relations ?? [])
      .filter(relation => relation.type === RELATION_MEMBER_OF)
      .map(relation => relation.targetRef);
  }
}

/** The {@link TeamMembershipService} of a backend plugin. @public */
export const teamMembershipServiceRef = createServiceRef<TeamMembershipService>(
  {
    id: 'plumbline.team-membership',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, catalog: catalogServiceRef },
        factory: deps => new CatalogTeamMembership(deps),
      }),
  },
);
