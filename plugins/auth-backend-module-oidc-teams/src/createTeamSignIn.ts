import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  RELATION_MEMBER_OF,
  UserEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { OidcAuthResult } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  OAuthAuthenticatorResult,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { findAccount } from './domain/findAccount';
import {
  GroupSettings,
  checkClaimedGroups,
  readClaimedGroups,
} from './domain/groups';
import { readVerifiedEmail } from './domain/readVerifiedEmail';

/**
 * Admits the one person of the catalog whose e-mail address the provider
 * vouches for, if provider and catalog agree about their groups. Ownership is
 * what the catalog says at that moment.
 */
export function createTeamSignIn(options: {
  auth: AuthService;
  catalog: CatalogService;
  groups: GroupSettings | undefined;
  logger: LoggerService;
}): SignInResolver<OAuthAuthenticatorResult<OidcAuthResult>> {
  const { auth, catalog, groups, logger } = options;
  const admit: SignInResolver<
    OAuthAuthenticatorResult<OidcAuthResult>
  > = async ({ result }, ctx) => {
    const { tokenset, userinfo } = result.fullProfile;
    const email = readVerifiedEmail(userinfo);
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await catalog.getEntities(
      { filter: { kind: 'User', 'spec.profile.email': email } },
      { credentials },
    );
    const account = findAccount(email, items as UserEntity[]);
    if (groups) {
      const idTokenClaims = tokenset.id_token ? tokenset.claims() : {};
      const claimed = readClaimedGroups(
        { ...idTokenClaims, ...userinfo },
        groups,
      );
      const found = await catalog.getEntitiesByRefs(
        { entityRefs: claimed.map(group => group.ref) },
        { credentials },
      );
      checkClaimedGroups({
        claimed,
        existing: new Set(
          found.items.flatMap(item => (item ? [stringifyEntityRef(item)] : [])),
        ),
        memberOf: new Set(
          (account.relations ?? [])
            .filter(relation => relation.type === RELATION_MEMBER_OF)
            .map(relation => relation.targetRef),
        ),
      });
    }
    return ctx.signInWithCatalogUser({
      entityRef: stringifyEntityRef(account),
    });
  };
  return async (info, ctx) => {
    try {
      return await admit(info, ctx);
    } catch (error) {
      logger.warn(
        `OIDC sign-in refused: ${isError(error) ? error.message : 'unknown'}`,
      );
      throw error;
    }
  };
}
