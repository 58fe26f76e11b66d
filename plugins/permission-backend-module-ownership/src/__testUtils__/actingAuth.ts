import {
  BackstageUserPrincipal,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/**
 * The mocked auth service, with one thing more of the real one: a plugin that
 * asks another on behalf of a user is recognised as doing so. Conditional
 * decisions are refused to users who ask by themselves.
 */
export const actingAuth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const auth = mockServices.auth({
      pluginId: plugin.getId(),
      disableDefaultAuthPolicy: false,
    });
    const issue = auth.getPluginRequestToken.bind(auth);
    return Object.assign(auth, {
      getPluginRequestToken: async (options: Parameters<typeof issue>[0]) => {
        const principal = options.onBehalfOf
          .principal as Partial<BackstageUserPrincipal>;
        return principal.type === 'user'
          ? {
              token: mockCredentials.user.token(principal.userEntityRef, {
                actor: { subject: `plugin:${plugin.getId()}` },
              }),
            }
          : issue(options);
      },
    });
  },
});
