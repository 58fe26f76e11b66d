import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createdTokenSchema,
  tokenListSchema,
} from '@plumbline/backstage-plugin-git-host-common';
import {
  ADA,
  BOB,
  EVE,
  ROOT,
  TestGitHost,
  startGitHost,
} from './__testUtils__/startGitHost';

jest.setTimeout(60_000);

const ML_TEAM = 'group:default/ml-team';

describe('tokens', () => {
  let host: TestGitHost;

  beforeAll(async () => {
    host = await startGitHost();
  });

  async function list(who: string) {
    const { body } = await host.call(who, 'GET', '/tokens');
    return tokenListSchema.parse(body).items;
  }

  it('are created by a member, and their secret is told once', async () => {
    const { status, body } = await host.call(ADA, 'POST', '/tokens', {
      teamRef: 'group:ml-team',
      name: 'CI',
      access: 'write',
      expiresInDays: 7,
    });
    expect(status).toBe(201);
    const token = createdTokenSchema.parse(body);
    expect(token).toMatchObject({
      teamRef: ML_TEAM,
      createdBy: ADA,
      secret: expect.stringMatching(/^plgt_[\w-]{43}$/),
    });
    expect(Date.parse(token.expiresAt) - Date.parse(token.createdAt)).toBe(
      7 * 24 * 3600 * 1000,
    );
    const tokens = await list(ADA);
    expect(tokens.map(({ id }) => id)).toContain(token.id);
    expect(JSON.stringify(tokens)).not.toContain(token.secret);
    expect(host.audited).toContain('token-create succeeded');
  });

  it.each([BOB, EVE, ROOT])(
    'cannot be created or seen by %s of another team',
    async who => {
      const { id } = await host.createToken(ADA, 'write');
      const created = await host.call(who, 'POST', '/tokens', {
        teamRef: ML_TEAM,
        name: 'mine',
        access: 'read',
      });
      expect(created.status).toBe(403);
      expect((await list(who)).map(token => token.id)).not.toContain(id);
    },
  );

  it.each([BOB, EVE])('cannot be revoked by %s of another team', async who => {
    const { id } = await host.createToken(ADA, 'write');
    const revoked = await host.call(who, 'DELETE', `/tokens/${id}`);
    expect(revoked.status).toBe(404);
    expect((await list(ADA)).map(token => token.id)).toContain(id);
  });

  it('are revoked by a member of the team or an administrator', async () => {
    for (const who of [ADA, ROOT]) {
      const { id } = await host.createToken(ADA, 'read');
      const { status } = await host.call(who, 'DELETE', `/tokens/${id}`);
      expect(status).toBe(204);
      expect((await list(ADA)).map(token => token.id)).not.toContain(id);
    }
  });

  it('say when they were used last', async () => {
    await host.create('ml-team', 'used', {});
    const { id, secret } = await host.createToken(ADA, 'read');
    const find = async () => (await list(ADA)).find(token => token.id === id);
    expect((await find())?.lastUsedAt).toBeUndefined();
    await fetch(
      `${host.remote('ml-team/used')}/info/refs?service=git-upload-pack`,
      { headers: { Authorization: `Bearer ${secret}` } },
    );
    expect((await find())?.lastUsedAt).toMatch(/^\d{4}-.*Z$/);
  });

  it.each([
    [{ teamRef: 'user:default/ada' }, 'is not a group'],
    [{ teamRef: ':::' }, 'is not an entity ref'],
    [{ access: 'admin' }, 'access: '],
    [{ expiresInDays: 0 }, 'expiresInDays: '],
    [{ expiresInDays: 5000 }, 'expiresInDays: '],
    [{ name: '' }, 'name: '],
  ])('are refused with %j', async (change, message) => {
    const { status, body } = await host.call(ADA, 'POST', '/tokens', {
      teamRef: ML_TEAM,
      name: 'CI',
      access: 'read',
      ...change,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  it('are no way into the rest of the API', async () => {
    const { secret } = await host.createToken(ADA, 'write');
    const response = await fetch(`${host.api}/v1/tokens`, {
      headers: { Authorization: `Bearer ${secret}` },
    });
    expect(response.status).toBe(401);
  });
});

describe('the action for assistants', () => {
  it('lists repositories as the user that it works for', async () => {
    const host = await startGitHost();
    await host.create('ml-team', 'churn', { a: 'a' });
    const { actions } = host;
    const credentials = mockCredentials.user(ADA);

    const found = await actions.list({ credentials });
    expect(found.actions).toMatchObject([
      { id: 'test:list-repositories', attributes: { readOnly: true } },
    ]);
    const { output } = await actions.invoke({
      id: 'test:list-repositories',
      input: { owner: 'ml-team' },
      credentials,
    });
    expect(output).toMatchObject({
      items: [{ name: 'churn', canWrite: true, head: expect.any(String) }],
    });
  });
});
