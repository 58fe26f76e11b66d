import { OAuth2 } from '@backstage/core-app-api';
import {
  SignInPage,
  coreComponentsTranslationRef,
} from '@backstage/core-components';
import {
  ApiBlueprint,
  BackstageIdentityApi,
  OAuthApi,
  OpenIdConnectApi,
  ProfileInfoApi,
  SessionApi,
  configApiRef,
  createApiRef,
  createFrontendModule,
  createTranslationMessages,
  discoveryApiRef,
  oauthRequestApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  SignInPageBlueprint,
  SignInPageProps,
  TranslationBlueprint,
} from '@backstage/plugin-app-react';
import { RiShieldKeyholeLine } from '@remixicon/react';

const oidcAuthApiRef = createApiRef<
  OAuthApi &
    OpenIdConnectApi &
    ProfileInfoApi &
    BackstageIdentityApi &
    SessionApi
>({ id: 'plumbline.auth.oidc' });

const oidcAuthApi = ApiBlueprint.make({
  name: 'oidc-auth',
  params: defineParams =>
    defineParams({
      api: oidcAuthApiRef,
      deps: {
        configApi: configApiRef,
        discoveryApi: discoveryApiRef,
        oauthRequestApi: oauthRequestApiRef,
      },
      factory: ({ configApi, discoveryApi, oauthRequestApi }) =>
        OAuth2.create({
          configApi,
          discoveryApi,
          oauthRequestApi,
          provider: {
            id: 'oidc',
            title: 'Single sign-on',
            icon: () => <RiShieldKeyholeLine />,
          },
          environment: configApi.getOptionalString('auth.environment'),
          defaultScopes: ['openid', 'profile', 'email'],
        }),
    }),
});

/** Guest sign-in where the operator configured it (local mode), OpenID Connect everywhere else. */
function PortalSignInPage(props: SignInPageProps) {
  const configApi = useApi(configApiRef);
  if (configApi.has('auth.providers.guest')) {
    return <SignInPage {...props} providers={['guest']} />;
  }
  return (
    <SignInPage
      {...props}
      provider={{
        id: 'oidc-auth-provider',
        title: 'Single sign-on',
        message: 'Sign in with the account of your organisation.',
        apiRef: oidcAuthApiRef,
      }}
    />
  );
}

const signInPage = SignInPageBlueprint.make({
  params: { loader: async () => PortalSignInPage },
});

const guestWords = TranslationBlueprint.make({
  name: 'guest-sign-in',
  params: {
    resource: createTranslationMessages({
      ref: coreComponentsTranslationRef,
      messages: {
        'signIn.guestProvider.subtitle':
          'Local mode: everybody who can reach this port enters as the same guest, a member of the sample teams.',
      },
    }),
  },
});

/** How people get in. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [oidcAuthApi, signInPage, guestWords],
});
