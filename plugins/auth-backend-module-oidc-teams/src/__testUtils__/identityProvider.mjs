/*
 * A real OpenID provider on loopback, in a process of its own because its
 * package is an ES module. It signs in whoever the test names, without a form.
 *
 * Messages from the test: { account: {...claims} } and { tamper: name or absent }.
 * Tampering rewrites the ID token on its way out, as the provider itself would
 * never send it; what needs a signature is signed with the provider's own key.
 */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [clientId, clientSecret, redirectUri] = process.argv.slice(2);
const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
const kid = 'provider';

let account = {};
let tamper;

const encode = value =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

function sign(header, claims, privateKey) {
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = createSign('RSA-SHA256').update(input).sign(privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

const TAMPERING = {
  audience: claims => [{ ...claims, aud: 'another-client' }],
  issuer: claims => [{ ...claims, iss: 'https://elsewhere.example.com' }],
  expired: claims => [{ ...claims, iat: 1_000_000_000, exp: 1_000_000_300 }],
  nonce: claims => [{ ...claims, nonce: 'of-another-sign-in' }],
  subject: claims => [{ ...claims, sub: 'somebody-else' }],
  signature: claims => [claims, strangersKey.privateKey],
};

function rewrite(idToken) {
  const claims = JSON.parse(
    Buffer.from(idToken.split('.')[1], 'base64url').toString(),
  );
  if (tamper === 'none') {
    return `${encode({ alg: 'none' })}.${encode(claims)}.`;
  }
  const [changed, privateKey = key.privateKey] = TAMPERING[tamper](claims);
  return sign({ alg: 'RS256', kid }, changed, privateKey);
}

/** Lets the provider write its answer, and changes the ID token in it. */
function tamperWith(res) {
  const end = res.end.bind(res);
  res.end = body => {
    const answer = JSON.parse(body);
    if (answer.id_token) {
      answer.id_token = rewrite(answer.id_token);
    }
    const text = JSON.stringify(answer);
    res.setHeader('content-length', Buffer.byteLength(text));
    return end(text);
  };
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    jwks: {
      keys: [{ ...key.privateKey.export({ format: 'jwk' }), kid, use: 'sig' }],
    },
    claims: {
      openid: ['sub', 'groups'],
      profile: ['name'],
      email: ['email', 'email_verified'],
    },
    cookies: { keys: ['a-key-for-tests'] },
    features: { devInteractions: { enabled: false } },
    findAccount: async (_ctx, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...account }),
    }),
    interactions: {
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    issueRefreshToken: async () => true,
    loadExistingGrant: async ctx => {
      const grant = new provider.Grant({
        clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    pkce: { required: () => false },
    ttl: { Session: 600, Grant: 600, Interaction: 600 },
  });
  const serve = provider.callback();
  server.on('request', (req, res) => {
    if (req.url.startsWith('/interaction/')) {
      provider.interactionFinished(req, res, { login: { accountId: 'p1' } });
      return;
    }
    if (tamper && req.url === '/token') {
      tamperWith(res);
    }
    serve(req, res);
  });
  process.on('message', message => {
    account = message.account ?? account;
    tamper = message.tamper;
    process.send({ done: true });
  });
  process.send({ issuer });
});
