import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/**
 * A real OpenID provider on loopback. Its login form takes any of the given
 * people, without a password.
 *
 * @param {{ port: number, redirectUri: string, people: Record<string, { email: string, email_verified: boolean, name: string, groups: string[] }> }} options
 */
export async function startIdentityProvider({ port, redirectUri, people }) {
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'plumbline',
        client_secret: 'e2e-client-secret',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
    conformIdTokenClaims: false,
    cookies: { keys: ['e2e-cookie-key'] },
    pkce: { required: () => false },
    features: { devInteractions: { enabled: true } },
    issueRefreshToken: async (_ctx, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('openid'),
    findAccount: async (_ctx, id) =>
      people[id] && {
        accountId: id,
        claims: async () => ({ sub: id, ...people[id] }),
      },
  });
  // The provider's own notices (development keys, in-memory adapter) are expected here
  provider.on('server_error', (_ctx, error) => console.error(error));
  const server = createServer(provider.callback());
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    issuer,
    clientId: 'plumbline',
    clientSecret: 'e2e-client-secret',
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
