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

/**
 * What the caller of a plugin may do, beyond being signed in.
 *
 * @public
 */
export class CallerPermissions {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #administer: BasicPermission;
  readonly #arePermissionsEnabled: boolean;

  /**
   * @param options - `administer` is the plugin's permission to do everything
   */
  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    administer: BasicPermission;
    arePermissionsEnabled: boolean;
  }) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#administer = options.administer;
    this.#arePermissionsEnabled = options.arePermissionsEnabled;
  }

  /**
   * A portal without the permission framework allows everything that is asked,
   * which would make everybody an administrator: there, only owners write.
   */
  async isAdministrator(credentials: BackstageCredentials): Promise<boolean> {
    if (
      !this.#arePermissionsEnabled &&
      !this.#auth.isPrincipal(credentials, 'service')
    ) {
      return false;
    }
    return this.isAllowed(this.#administer, credentials);
  }

  /** Whether the policy gives the caller the permission. */
  async isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** Throws a `NotAllowedError` that names the permission when the policy does not give it. */
  async assert(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.isAllowed(permission, credentials))) {
      throw new NotAllowedError(
        `The permission ${permission.name} is needed for this`,
      );
    }
  }
}
