export interface Config {
  auth?: {
    providers?: {
      /** Sign-in with OpenID Connect, one block per `auth.environment`. */
      oidc?: {
        [authEnvironment: string]: {
          /** Address of the provider's `.well-known/openid-configuration`. */
          metadataUrl: string;
          clientId: string;
          /** @visibility secret */
          clientSecret: string;
          /** Default: `<backend.baseUrl>/api/auth/oidc/handler/frame`. */
          callbackUrl?: string;
          /** Default: `client_secret_basic`. */
          tokenEndpointAuthMethod?: string;
          /** Algorithm of the ID token; `none` is refused. Default: `RS256`. */
          tokenSignedResponseAlg?: string;
          /**
           * What the provider asks at sign-in: `none`, `login`, `consent`,
           * `select_account`, or `auto` to leave it to the provider. Default: `auto`.
           */
          prompt?: string;
          /** Scopes beside `openid profile email`, such as `groups` or `offline_access`. */
          additionalScopes?: string | string[];
          /** Compares the provider's groups with the catalog's. Default: they are not looked at. */
          groups?: {
            /** The claim that lists the groups, such as `groups`. */
            claim: string;
            /**
             * Only groups that start with this count, and it is cut off before the
             * catalog is asked. Default: every group counts.
             */
            prefix?: string;
            /**
             * Group of the provider (as in the claim, with its prefix) to the entity
             * ref of a group in the catalog. Groups that are not listed mean the group
             * of the same name in the default namespace.
             */
            mapping?: { [providerGroup: string]: string };
          };
        };
      };
    };
  };
}
