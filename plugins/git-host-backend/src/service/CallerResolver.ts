import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  gitHostAdministerPermission,
  gitHostRepositoryCreatePermission,
  gitHostRepositoryReadPermission,
} from '@plumbline/backstage-plugin-git-host-common';
import {
  CallerPermissions,
  TeamMembershipService,
} from '@plumbline/backstage-plugin-kit-node';
import { Caller } from '../domain/access';

/** Says who asks, and what they may do in general. */
export class CallerResolver {
  readonly #auth: AuthService;
  readonly #permissions: CallerPermissions;
  readonly #teams: TeamMembershipService;

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    teams: TeamMembershipService;
    arePermissionsEnabled: boolean;
  }) {
    this.#auth = options.auth;
    this.#permissions = new CallerPermissions({
      ...options,
      administer: gitHostAdministerPermission,
    });
    this.#teams = options.teams;
  }

  async assertCanRead(credentials: BackstageCredentials): Promise<void> {
    await this.#permissions.assert(
      gitHostRepositoryReadPermission,
      credentials,
    );
  }

  async assertCanCreate(credentials: BackstageCredentials): Promise<void> {
    await this.#permissions.assert(
      gitHostRepositoryCreatePermission,
      credentials,
    );
  }

  /** What the caller may write to, as the catalog and the policy say now. */
  async resolve(credentials: BackstageCredentials): Promise<Caller> {
    const [teams, isAdministrator] = await Promise.all([
      this.#auth.isPrincipal(credentials, 'user')
        ? this.#teams.getTeams(credentials.principal.userEntityRef)
        : [],
      this.#permissions.isAdministrator(credentials),
    ]);
    return { teams, isAdministrator };
  }

  /** The caller for the record: a user's entity ref, or a service's name. */
  nameOf(credentials: BackstageCredentials): string {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      return `service:${credentials.principal.subject}`;
    }
    throw new NotAllowedError('Only users and services may use the Git host');
  }
}
