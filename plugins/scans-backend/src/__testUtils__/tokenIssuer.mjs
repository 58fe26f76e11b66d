/*
 * A real OpenID provider on loopback, in a process of its own because its
 * package is an ES module. Runs of pipelines ask it for ID tokens at its token
 * endpoint, for an audience, and say which claims theirs has: a host knows them,
 * this one believes what it is told.
 *
 * Arguments: the issuer that it says it is, when that is not its own address.
 * Messages from the test, each answered with the requests that came so far:
 * { rotate: true } makes a new key and forgets the old one, { isDown } stops and
 * resumes all answers.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [pretended] = process.argv.slice(2);
const RUN_GRANT = 'urn:plumbline:test:run';
const AUDIENCES = ['https://portal.test', 'https://other.test'];
/** Also those of the other kind of host: which are read is the portal's affair. */
const CLAIMS = [
  ...['sub', 'jti', 'nbf', 'ref', 'ref_type', 'ref_protected', 'sha'],
  ...['repository', 'repository_id', 'repository_owner'],
  ...['repository_owner_id', 'repository_visibility', 'event_name'],
  ...['base_ref', 'head_ref', 'workflow', 'workflow_ref', 'workflow_sha'],
  ...['job_workflow_ref', 'actor', 'run_id', 'run_number', 'run_attempt'],
  ...['runner_environment', 'environment', 'project_id', 'project_path'],
  ...['namespace_id', 'namespace_path', 'pipeline_id', 'pipeline_source'],
  ...['job_id', 'user_login', 'user_id', 'ref_path', 'ci_config_ref_uri'],
];

let keys = 0;
let isDown = false;
const requests = [];

function makeProvider(issuer) {
  keys += 1;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: AUDIENCES.map(audience => ({
      client_id: audience,
      token_endpoint_auth_method: 'none',
      grant_types: [RUN_GRANT],
      redirect_uris: [],
      response_types: [],
    })),
    claims: { openid: CLAIMS },
    cookies: { keys: ['a-key-for-tests'] },
    features: { devInteractions: { enabled: false } },
    jwks: { keys: [{ ...jwk, kid: `key-${keys}`, use: 'sig', alg: 'RS256' }] },
  });
  provider.registerGrantType(
    RUN_GRANT,
    async ctx => {
      const { claims, expires_in: seconds } = ctx.oidc.params;
      const now = Math.floor(Date.now() / 1000);
      const token = new provider.IdToken(
        { jti: randomUUID(), nbf: now - 300, ...JSON.parse(claims) },
        { ctx },
      );
      token.scope = 'openid';
      ctx.body = {
        id_token: await token.issue({
          use: 'idtoken',
          expiresAt: now + Number(seconds),
        }),
      };
    },
    ['claims', 'expires_in'],
  );
  return provider.callback();
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const issuer = pretended ?? address;
  let answer = makeProvider(issuer);
  server.on('request', (req, res) => {
    const isAsking = req.url === '/token';
    if (!isAsking) {
      requests.push(req.url);
    }
    if (isDown && !isAsking) {
      res.writeHead(500).end();
    } else {
      answer(req, res);
    }
  });
  process.on('message', message => {
    if (message.rotate) {
      answer = makeProvider(issuer);
    }
    isDown = message.isDown ?? isDown;
    process.send({ requests });
  });
  // A test that crashes stops nobody
  process.on('disconnect', () => process.exit());
  process.send({ address, issuer });
});
