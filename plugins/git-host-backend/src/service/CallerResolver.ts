import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  gitHostAdministerPermission,
  gitHostRepositoryCreatePermission,
  gitHostRepositoryReadPermission,
} from '@plumbline/backstage-plugin-git-host-common';
import { TeamMembershipService } from '@plumbline/backstage-plugin-kit-node';
import { Caller } from '../domain/access';

/** Says who asks, and what they may do in general. */
export class CallerResolver {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #teams: TeamMembershipService;
  readonly #arePermissionsEnabled: boolean;

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    teams: TeamMembershipService;
    arePermissionsEnabled: boolean;
  }) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#teams = options.teams;
    this.#arePermissionsEnabled = options.arePermissionsEnabled;
  }

  async assertCanRead(credentials: BackstageCredentials): Promise<void> {
    await this.#assert(gitHostRepositoryReadPermission, credentials);
  }

  async assertCanCreate(credentials: BackstageCredentials): Promise<void> {
    await this.#assert(gitHostRepositoryCreatePermission, credentials);
  }

  /** What the caller may write to, as the catalog and the policy say now. */
  async resolve(credentials: BackstageCredentials): Promise<Caller> {
    const [teams, isAdministrator] = await Promise.all([
      this.#auth.isPrincipal(credentials, 'user')
        ? this.#teams.getTeams(credentials.principal.userEntityRef)
        : [],
      this.#isAdministrator(credentials),
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

  /**
   * A portal without the permission framework allows everything that is asked,
   * which would make everybody an administrator: there, only owners write.
   */
  async #isAdministrator(credentials: BackstageCredentials): Promise<boolean> {
    if (
      !this.#arePermissionsEnabled &&
      !this.#auth.isPrincipal(credentials, 'service')
    ) {
      return false;
    }
    return this.#isAllowed(gitHostAdministerPermission, credentials);
  }

  async #isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  async #assert(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.#isAllowed(permission, credentials))) {
      throw new NotAllowedError(
        `The permission ${permission.name} is needed for this`,
      );
    }
  }
}
