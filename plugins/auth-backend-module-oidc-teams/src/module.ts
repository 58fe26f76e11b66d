import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  OAuthEnvironmentHandler,
  authProvidersExtensionPoint,
  createOAuthRouteHandlers,
} from '@backstage/plugin-auth-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createTeamSignIn } from './createTeamSignIn';
import { readProviderConfig } from './readProviderConfig';
import { teamAuthenticator } from './teamAuthenticator';

/**
 * Registers the provider `oidc`. It is used where `auth.providers.oidc` is
 * configured, and does nothing where it is not.
 *
 * @public
 */
export const authModuleOidcTeams = createBackendModule({
  pluginId: 'auth',
  moduleId: 'oidc-teams',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
        rootConfig: coreServices.rootConfig,
      },
      async init({ auth, catalog, logger, providers, rootConfig }) {
        if (
          rootConfig.has('auth.providers.oidc') &&
          !rootConfig.has('auth.session.secret')
        ) {
          throw new InputError(
            'auth.providers.oidc needs auth.session.secret: a long random text that signs the session of a sign-in in progress',
          );
        }
        providers.registerProvider({
          providerId: 'oidc',
          factory: ctx =>
            OAuthEnvironmentHandler.mapConfig(ctx.config, config =>
              createOAuthRouteHandlers({
                ...ctx,
                authenticator: teamAuthenticator,
                config,
                signInResolver: createTeamSignIn({
                  auth,
                  catalog,
                  logger,
                  ...readProviderConfig(config),
                }),
              }),
            ),
        });
      },
    });
  },
});
