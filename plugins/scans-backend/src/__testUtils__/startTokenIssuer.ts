import { fork } from 'node:child_process';
import { once } from 'node:events';
import { JWTPayload } from 'jose';

/** For whom tokens are made in tests. */
export const AUDIENCE = 'https://portal.test';

const COMMIT = 'abcdef0123456789abcdef0123456789abcdef01';

/**
 * Claims as GitHub Actions writes them for a push.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export const GITHUB_CLAIMS = {
  sub: 'repo:shop/checkout:ref:refs/heads/main',
  repository: 'shop/checkout',
  repository_id: '74',
  repository_owner: 'shop',
  repository_owner_id: '65',
  repository_visibility: 'private',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  ref_protected: 'true',
  event_name: 'push',
  base_ref: '',
  head_ref: '',
  sha: COMMIT,
  workflow: 'scan',
  workflow_ref: 'shop/checkout/.github/workflows/scan.yaml@refs/heads/main',
  workflow_sha: COMMIT,
  job_workflow_ref: 'shop/checkout/.github/workflows/scan.yaml@refs/heads/main',
  actor: 'ada',
  run_id: '7',
  run_number: '10',
  run_attempt: '1',
  runner_environment: 'github-hosted',
};

/** Of a pull request whose branch lies in a fork, as far as its run gets a token at all. */
export const GITHUB_PULL_REQUEST_CLAIMS = {
  ...GITHUB_CLAIMS,
  sub: 'repo:shop/checkout:pull_request',
  ref: 'refs/pull/7/merge',
  ref_protected: 'false',
  event_name: 'pull_request',
  base_ref: 'main',
  head_ref: 'main',
  actor: 'mallory',
};

/**
 * Claims as GitLab CI writes them for a push; there everything is text.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export const GITLAB_CLAIMS = {
  sub: 'project_path:shop/backend/checkout:ref_type:branch:ref:main',
  namespace_id: '72',
  namespace_path: 'shop/backend',
  project_id: '20',
  project_path: 'shop/backend/checkout',
  user_id: '1',
  user_login: 'ada',
  pipeline_id: '574',
  pipeline_source: 'push',
  job_id: '302',
  ref: 'main',
  ref_type: 'branch',
  ref_path: 'refs/heads/main',
  ref_protected: 'true',
  runner_environment: 'gitlab-hosted',
  sha: COMMIT,
  ci_config_ref_uri:
    'gitlab.example.com/shop/backend/checkout//.gitlab-ci.yml@refs/heads/main',
};

/**
 * Starts the package `oidc-provider` as the token issuer of a host, on loopback:
 * its discovery, keys and signatures are the library's. No host runs.
 *
 * @param options - `pretends` to be another issuer
 */
export async function startTokenIssuer(options: { pretends?: string } = {}) {
  const child = fork(
    require.resolve('./tokenIssuer.mjs'),
    options.pretends ? [options.pretends] : [],
    { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  let complaints = '';
  child.stderr!.on('data', chunk => {
    complaints += chunk;
  });
  const ended = once(child, 'exit');
  const receive = async (): Promise<any> => {
    const [message] = await Promise.race([
      once(child, 'message'),
      ended.then(() => {
        throw new Error(`the token issuer ended: ${complaints}`);
      }),
    ]);
    return message;
  };
  const tell = async (message: object): Promise<any> => {
    const answer = receive();
    child.send(message);
    return answer;
  };
  const { address, issuer } = await receive();

  return {
    issuer,

    /** Asks for a token at the token endpoint, as a run does. */
    async issue(
      claims: JWTPayload,
      wanted: { audience?: string; expiresIn?: number } = {},
    ): Promise<string> {
      const response = await fetch(`${address}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'urn:plumbline:test:run',
          client_id: wanted.audience ?? AUDIENCE,
          claims: JSON.stringify(claims),
          expires_in: String(wanted.expiresIn ?? 300),
        }),
      });
      const text = await response.text();
      if (!response.ok) {
        throw new Error(`${response.status} ${text}`);
      }
      return JSON.parse(text).id_token;
    },

    /** Makes a new key; the old one is not published any more. */
    async rotateKey() {
      await tell({ rotate: true });
    },

    async setDown(isDown: boolean) {
      await tell({ isDown });
    },

    /** What was asked for that is no token. */
    async listRequests(): Promise<string[]> {
      return (await tell({})).requests;
    },

    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** What {@link startTokenIssuer} returns. */
export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;
