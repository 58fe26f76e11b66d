import {
  TestBackend,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createServer } from 'node:http';
import authModuleOidcTeams from '.';
import { Answer, Browser } from './__testUtils__/signIn';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  IdentityProvider,
  REDIRECT_URI,
  Tampering,
  startIdentityProvider,
} from './__testUtils__/startIdentityProvider';

const user = (name: string, email: string, ...teams: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { email }, memberOf: teams },
  relations: teams.map(team => ({
    type: 'memberOf',
    targetRef: `group:default/${team}`,
  })),
});
const group = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
});

const CATALOG = [
  group('ml-team'),
  group('data-team'),
  user('ml-engineer', 'ml-engineer@example.com', 'ml-team'),
  user('twin-one', 'twin@example.com', 'ml-team'),
  user('twin-two', 'Twin@example.com', 'data-team'),
];

const ENGINEER = {
  email: 'ml-engineer@example.com',
  email_verified: true,
  groups: ['/ml-team'],
};

jest.setTimeout(60_000);

describe('authModuleOidcTeams with a real OpenID provider', () => {
  const logged: string[] = [];
  const logger = mockServices.logger.mock({
    child: () => logger,
    debug: (...line) => logged.push(JSON.stringify(line)),
    info: (...line) => logged.push(JSON.stringify(line)),
    warn: (...line) => logged.push(JSON.stringify(line)),
    error: (...line) => logged.push(JSON.stringify(line)),
  });
  let provider: IdentityProvider;
  const running: TestBackend[] = [];

  beforeAll(async () => {
    provider = await startIdentityProvider();
  });
  beforeEach(() => {
    logged.length = 0;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(backend => backend.stop()));
  });
  afterAll(() => provider.stop());

  async function startPortal(
    oidc: object | undefined,
    session: object | undefined = { secret: 'a-session-secret-for-tests' },
  ): Promise<string> {
    const backend = await startTestBackend({
      features: [
        authPlugin,
        authModuleOidcTeams,
        catalogServiceMock.factory({ entities: CATALOG }),
        logger.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://portal.example.com' },
            backend: { baseUrl: 'http://portal.example.com' },
            auth: {
              environment: 'test',
              session,
              providers: oidc && { oidc: { test: oidc } },
            },
          },
        }),
      ],
    });
    running.push(backend);
    return `http://127.0.0.1:${backend.server.port()}`;
  }

  const settings = (more: object = {}) => ({
    metadataUrl: `${provider.issuer}/.well-known/openid-configuration`,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    callbackUrl: REDIRECT_URI,
    ...more,
  });

  async function signIn(options: {
    account: object;
    tamper?: Tampering;
    groups?: object;
  }): Promise<Answer> {
    await provider.set(options);
    const portal = await startPortal(
      settings(options.groups ? { groups: options.groups } : {}),
    );
    return new Browser().signIn(portal);
  }

  it('admits the person of the catalog with that verified e-mail address, as a member of their teams', async () => {
    const answer = await signIn({
      account: { ...ENGINEER, email: 'ML-Engineer@example.com' },
    });

    expect(answer.error).toBeUndefined();
    expect(answer.response!.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/ml-engineer',
      ownershipEntityRefs: expect.arrayContaining([
        'user:default/ml-engineer',
        'group:default/ml-team',
      ]),
    });
  });

  it.each<[Tampering, string]>([
    ['audience', 'aud mismatch, expected plumbline, got: another-client'],
    ['issuer', 'unexpected iss value'],
    ['none', 'unexpected JWT alg received, expected RS256, got: none'],
    ['expired', 'JWT expired'],
    ['nonce', 'nonce mismatch'],
    ['signature', 'failed to validate JWT signature'],
    ['subject', 'sub mismatch'],
  ])(
    'refuses an ID token that was tampered with (%s), and logs neither token nor secret',
    async (tamper, reason) => {
      const answer = await signIn({ account: ENGINEER, tamper });

      expect(answer.response).toBeUndefined();
      expect(answer.error!.name).toBe('AuthenticationError');
      expect(answer.error!.message).toContain(
        "The identity provider's answer was refused",
      );
      expect(answer.error!.message).toContain(reason);
      const said = [...logged, answer.error!.message].join('\n');
      expect(said).not.toContain(CLIENT_SECRET);
      expect(said).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
    },
  );

  it.each([
    [
      'an e-mail address that is not verified',
      { ...ENGINEER, email_verified: false },
      'has not verified the e-mail address ml-engineer@example.com',
    ],
    [
      'an e-mail address that is verified in words only',
      { ...ENGINEER, email_verified: 'true' },
      'has not verified the e-mail address ml-engineer@example.com',
    ],
    [
      'an e-mail address of which nothing is said',
      { email: ENGINEER.email },
      'has not verified the e-mail address ml-engineer@example.com',
    ],
    ['no e-mail address', { email_verified: true }, 'has no e-mail address'],
    [
      'somebody the catalog does not know',
      { ...ENGINEER, email: 'stranger@example.com' },
      'Nobody in the catalog has the e-mail address stranger@example.com',
    ],
    [
      'a letter of another alphabet that looks the same in lower case',
      { ...ENGINEER, email: 'm\u2113-engineer@example.com' },
      'not one that this portal can compare',
    ],
    [
      'an address that two people of the catalog share',
      { ...ENGINEER, email: 'twin@example.com' },
      'user:default/twin-one, user:default/twin-two',
    ],
  ])('refuses %s', async (_title, account, reason) => {
    const answer = await signIn({ account });

    expect(answer.response).toBeUndefined();
    expect(answer.error!.name).toBe('AuthenticationError');
    expect(answer.error!.message).toContain(reason);
    expect(logged.join('\n')).toContain('OIDC sign-in refused');
  });

  it('admits when provider and catalog agree about the groups', async () => {
    const answer = await signIn({
      account: { ...ENGINEER, groups: ['/portal-ml-team', '/offline'] },
      groups: { claim: 'groups', prefix: 'portal-' },
    });
    expect(answer.error).toBeUndefined();
  });

  it.each([
    [
      'a group that the catalog does not know',
      { ...ENGINEER, groups: ['/ml-team', '/secret-team'] },
      'the group "/secret-team", which the catalog does not know',
    ],
    [
      'a group that the catalog lists the person not in',
      { ...ENGINEER, groups: ['data-team'] },
      'does not list you as a member of group:default/data-team',
    ],
    [
      'a sign-in without the claim',
      { ...ENGINEER, groups: undefined },
      'did not send the claim "groups"',
    ],
    [
      'a sign-in with a claim that is no list',
      { ...ENGINEER, groups: 'ml-team' },
      'did not send the claim "groups"',
    ],
    [
      'a sign-in without any team',
      { ...ENGINEER, groups: [] },
      'lists no team of yours',
    ],
  ])('refuses %s', async (_title, account, reason) => {
    const answer = await signIn({ account, groups: { claim: 'groups' } });
    expect(answer.response).toBeUndefined();
    expect(answer.error!.message).toContain(reason);
  });

  it('asks again at each renewal, so that who is no longer verified is out', async () => {
    await provider.set({ account: ENGINEER });
    const portal = await startPortal(settings());
    const browser = new Browser();
    expect((await browser.signIn(portal)).error).toBeUndefined();
    const renew = () =>
      browser.get(`${portal}/api/auth/oidc/refresh?env=test`, {
        'X-Requested-With': 'XMLHttpRequest',
      });

    expect((await renew()).status).toBe(200);
    await provider.set({ account: ENGINEER, tamper: 'subject' });
    expect((await renew()).status).toBe(401);
    await provider.set({ account: { ...ENGINEER, email_verified: false } });
    const refused = await renew();
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('has not verified');
  });

  it('starts while the provider is down, says so, and signs in once it is up', async () => {
    await provider.set({ account: ENGINEER });
    let isUp = false;
    const door = createServer(async (req, res) => {
      const answer = isUp && (await fetch(provider.issuer + req.url));
      res.statusCode = answer ? answer.status : 503;
      res.setHeader('content-type', 'application/json');
      res.end(answer ? await answer.text() : '{}');
    });
    await new Promise<void>(resolve => {
      door.listen(0, '127.0.0.1', resolve);
    });
    const { port } = door.address() as { port: number };
    try {
      const portal = await startPortal(
        settings({
          metadataUrl: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
        }),
      );
      const start = await fetch(`${portal}/api/auth/oidc/start?env=test`, {
        redirect: 'manual',
      });
      expect(start.status).toBe(503);
      expect(await start.text()).toContain(
        'The identity provider cannot be asked',
      );

      isUp = true;
      expect((await new Browser().signIn(portal)).error).toBeUndefined();
    } finally {
      door.close();
      door.closeAllConnections();
    }
  });

  it('stays out of the way where OIDC is not configured', async () => {
    const portal = await startPortal(undefined, undefined);
    const response = await fetch(`${portal}/api/auth/oidc/start?env=test`);
    expect(response.status).toBe(404);
  });

  it.each([
    [
      'a token that nobody has to sign',
      { tokenSignedResponseAlg: 'none' },
      'tokenSignedResponseAlg is "none"',
    ],
    [
      'another way to choose the person',
      {
        signIn: {
          resolvers: [{ resolver: 'emailLocalPartMatchingUserEntityName' }],
        },
      },
      'signIn cannot be chosen',
    ],
    [
      'a mapping to something that is no group',
      { groups: { claim: 'groups', mapping: { devs: 'user:default/guest' } } },
      '"devs" is mapped to "user:default/guest"',
    ],
  ])('does not start with %s', async (_title, more, reason) => {
    await expect(startPortal(settings(more))).rejects.toThrow(reason);
  });

  it('does not start without the secret of the session', async () => {
    await expect(startPortal(settings(), {})).rejects.toThrow(
      'auth.providers.oidc needs auth.session.secret',
    );
  });
});
