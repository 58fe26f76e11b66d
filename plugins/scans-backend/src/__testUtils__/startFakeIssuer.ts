import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GenerateKeyPairResult,
  JWTPayload,
  SignJWT,
  exportJWK,
  generateKeyPair,
} from 'jose';

/** For whom tokens are made in tests. */
export const AUDIENCE = 'https://portal.test';

/** Claims as GitHub Actions writes them. */
export const GITHUB_CLAIMS = {
  sub: 'repo:shop/checkout:ref:refs/heads/main',
  repository: 'shop/checkout',
  repository_owner: 'shop',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  ref_protected: 'true',
  event_name: 'push',
  sha: 'abcdef0123456789abcdef0123456789abcdef01',
  run_id: '7',
};

/** Claims as GitLab CI writes them. */
export const GITLAB_CLAIMS = {
  sub: 'project_path:shop/backend/checkout:ref_type:branch:ref:main',
  project_path: 'shop/backend/checkout',
  namespace_path: 'shop/backend',
  ref: 'main',
  ref_type: 'branch',
  ref_protected: 'true',
  pipeline_source: 'push',
  sha: 'abcdef0123456789abcdef0123456789abcdef01',
};

/**
 * Stands for the token issuer of a host, on loopback: its configuration, its
 * keys, and tokens with whatever claims. No host runs.
 */
export async function startFakeIssuer() {
  const key: GenerateKeyPairResult = await generateKeyPair('RS256');
  const other: GenerateKeyPairResult = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1', use: 'sig' };
  let isDown = false;
  let issuer = '';
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url!);
    if (isDown) {
      response.writeHead(500).end();
    } else if (request.url === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks` }));
    } else {
      response.end(JSON.stringify({ keys: [jwk] }));
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  issuer = `http://127.0.0.1:${port}`;

  return {
    issuer,
    requests,
    setDown(value: boolean) {
      isDown = value;
    },
    /** @param options - seconds from now; `kid` and `isForged` make tokens that are not genuine */
    async sign(
      claims: JWTPayload,
      options: { expiresIn?: number; kid?: string; isForged?: boolean } = {},
    ): Promise<string> {
      const { expiresIn = 300, kid = 'k1', isForged = false } = options;
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        iss: issuer,
        aud: AUDIENCE,
        iat: now,
        nbf: now - 600,
        exp: now + expiresIn,
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .sign(isForged ? other.privateKey : key.privateKey);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** What {@link startFakeIssuer} returns. */
export type FakeIssuer = Awaited<ReturnType<typeof startFakeIssuer>>;
