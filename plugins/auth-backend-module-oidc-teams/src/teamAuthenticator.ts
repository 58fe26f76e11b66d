import { Config, ConfigReader } from '@backstage/config';
import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  OidcAuthResult,
  oidcAuthenticator,
} from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  OAuthAuthenticatorResult,
  createOAuthAuthenticator,
} from '@backstage/plugin-auth-node';

type Connection = ReturnType<typeof oidcAuthenticator.initialize>;

/** Asks the provider for its metadata again when the last attempt failed. */
type Connector = { connect(): Promise<Connection> };

const LONGEST_REASON = 300;

/**
 * Backstage's OIDC authenticator, with three things settled: a provider that is
 * down when the portal starts is asked again later, the answer of a refresh
 * speaks about the same person as its ID token, and what is refused is said in
 * one sentence that carries no token.
 */
export const teamAuthenticator = createOAuthAuthenticator<
  Connector,
  OidcAuthResult
>({
  defaultProfileTransform: oidcAuthenticator.defaultProfileTransform,
  scopes: oidcAuthenticator.scopes,
  initialize: createConnector,
  async start(input, connector) {
    return oidcAuthenticator.start(input, await connector.connect());
  },
  async authenticate(input, connector) {
    const connection = await connector.connect();
    return explainRefusal(() =>
      oidcAuthenticator.authenticate(input, connection),
    );
  },
  async refresh(input, connector) {
    const connection = await connector.connect();
    return explainRefusal(() => oidcAuthenticator.refresh(input, connection));
  },
  async logout(input, connector) {
    return oidcAuthenticator.logout?.(input, await connector.connect());
  },
});

function createConnector(options: {
  callbackUrl: string;
  config: Config;
}): Connector {
  const config = new ConfigReader({
    prompt: 'auto',
    ...options.config.get<object>(),
  });
  const open = () => {
    const connection = oidcAuthenticator.initialize({ ...options, config });
    // A failure is answered to whoever signs in; it must not end the process
    connection.promise.catch(() => undefined);
    return connection;
  };
  let current = open();
  return {
    async connect() {
      try {
        await current.promise;
      } catch {
        current = open();
        await current.promise.catch(error => {
          throw new ServiceUnavailableError(
            `The identity provider cannot be asked: ${shorten(error)}`,
          );
        });
      }
      return current;
    },
  };
}

async function explainRefusal(
  ask: () => Promise<OAuthAuthenticatorResult<OidcAuthResult>>,
): Promise<OAuthAuthenticatorResult<OidcAuthResult>> {
  let result: OAuthAuthenticatorResult<OidcAuthResult>;
  try {
    result = await ask();
  } catch (error) {
    // The original error holds the token that was refused: only its sentence goes on
    throw new AuthenticationError(
      `The identity provider's answer was refused: ${shorten(error)}`,
    );
  }
  const { tokenset, userinfo } = result.fullProfile;
  if (tokenset.id_token && tokenset.claims().sub !== userinfo.sub) {
    throw new AuthenticationError(
      "The identity provider's answer was refused: its ID token and its user information speak about different people",
    );
  }
  return result;
}

function shorten(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/^Authentication (failed|rejected), /, '')
    .replace(/\p{C}+/gu, ' ')
    .slice(0, LONGEST_REASON);
}
