import { mustRunGit, runGit } from './__testUtils__/runGit';
import { ADA, BOB, EVE, ROOT } from './__testUtils__/startGitHost';
import { useTestRepository } from './__testUtils__/useTestRepository';

jest.setTimeout(120_000);

const git = useTestRepository();

describe('who may speak the Git protocol', () => {
  it('asks whoever is nobody to sign in, whether the repository exists or not', async () => {
    for (const name of [git.repository, 'ml-team/absent']) {
      for (const path of [
        'info/refs?service=git-upload-pack',
        'info/refs?service=git-receive-pack',
        'info/refs',
      ]) {
        const response = await fetch(`${git.host.remote(name)}/${path}`);
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toMatch(/^Basic /);
      }
      for (const service of ['git-upload-pack', 'git-receive-pack']) {
        const response = await fetch(`${git.host.remote(name)}/${service}`, {
          method: 'POST',
        });
        expect(response.status).toBe(401);
      }
    }
  });

  it.each(['plgt_forged', 'mock-invalid-user-token', ''])(
    'refuses the password "%s"',
    async password => {
      const response = await fetch(
        `${git.host.remote(git.repository)}/info/refs?service=git-upload-pack`,
        {
          headers: {
            Authorization: `Basic ${Buffer.from(`x:${password}`).toString(
              'base64',
            )}`,
          },
        },
      );
      expect(response.status).toBe(401);
    },
  );

  it('tells somebody who signed in that there is no such repository', async () => {
    const { code, output } = await runGit([
      'ls-remote',
      git.host.remote('ml-team/absent', git.host.portalToken(EVE)),
    ]);
    expect(code).not.toBe(0);
    expect(output).toContain('Repository ml-team/absent does not exist');
  });

  it('lets everybody who signed in read', async () => {
    for (const who of [BOB, EVE]) {
      const { code } = await git.clone(git.host.portalToken(who));
      expect(code).toBe(0);
    }
  });

  it.each([
    ['a member of another team', () => git.host.portalToken(BOB)],
    ['a member of no team', () => git.host.portalToken(EVE)],
    [
      'a write token of another team',
      async () => (await git.host.createToken(BOB, 'write')).secret,
    ],
    [
      'a read token of the owning team',
      async () => (await git.host.createToken(ADA, 'read')).secret,
    ],
  ])('does not let %s push', async (_title, makePassword) => {
    const before = await git.headOf();
    const folder = await git.cloneFor(await makePassword());
    await git.commit(folder, 'README.md', '# Mine now\n');

    const { code, output } = await runGit(['push', 'origin', 'main'], {
      cwd: folder,
    });

    expect(code).not.toBe(0);
    expect(output).toContain('only members of group:default/ml-team may');
    await expect(git.headOf()).resolves.toBe(before);
  });

  it('checks the push itself, not only the question before it', async () => {
    const response = await fetch(
      `${git.host.remote(git.repository)}/git-receive-pack`,
      {
        method: 'POST',
        body: '0000',
        headers: {
          Authorization: `Bearer ${git.host.portalToken(BOB)}`,
          'Content-Type': 'application/x-git-receive-pack-request',
        },
      },
    );
    expect(response.status).toBe(403);
  });

  it('lets an administrator push', async () => {
    const folder = await git.cloneFor(git.host.portalToken(ROOT));
    const pushed = await git.commit(folder, 'FIX.md', 'fixed\n');
    await mustRunGit(['push', 'origin', 'main'], folder);
    await expect(git.headOf()).resolves.toBe(pushed);
  });

  it('refuses a token that was revoked', async () => {
    const { id, secret } = await git.host.createToken(ADA, 'write');
    expect((await git.clone(secret)).code).toBe(0);
    await git.host.call(ADA, 'DELETE', `/tokens/${id}`);
    const { code, output } = await git.clone(secret);
    expect(code).not.toBe(0);
    expect(output).toContain('Authentication failed');
  });

  it('refuses the token of somebody who left the team', async () => {
    const carla = 'user:default/carla';
    git.host.memberships[carla] = ['group:default/ml-team'];
    const { secret } = await git.host.createToken(carla, 'write');
    expect((await git.clone(secret)).code).toBe(0);

    git.host.memberships[carla] = [];

    const { code, output } = await git.clone(secret);
    expect(code).not.toBe(0);
    expect(output).toContain(`stopped working when ${carla} left`);
  });

  it('never writes a secret to the log', async () => {
    const { secret } = await git.host.createToken(ADA, 'write');
    await git.clone(secret);
    await git.clone(`${secret}x`);
    expect(git.host.logLines.join('\n')).not.toContain(secret);
  });
});

describe('what does not exist', () => {
  it.each([
    ['GET', 'HEAD'],
    ['GET', 'config'],
    ['GET', 'plumbline.json'],
    ['GET', 'objects/info/packs'],
    ['GET', 'git-upload-pack'],
    ['POST', 'git-upload-archive'],
  ])('does not answer %s of %s', async (method, path) => {
    const response = await fetch(`${git.host.remote(git.repository)}/${path}`, {
      method,
      headers: { Authorization: `Bearer ${git.host.portalToken(ADA)}` },
    });
    expect(response.status).toBe(404);
  });

  it.each([
    'info/refs',
    'info/refs?service=git-upload-archive',
    'info/refs?service=../../bin/sh',
  ])('does not speak the dumb protocol at %s', async path => {
    const response = await fetch(`${git.host.remote(git.repository)}/${path}`, {
      headers: { Authorization: `Bearer ${git.host.portalToken(ADA)}` },
    });
    expect(response.status).toBe(400);
  });

  it('opens no other path to somebody who did not sign in', async () => {
    for (const path of [
      '/v1/repositories',
      `/v1/repositories/${git.repository}`,
      '/v1/repositories/ml-team/churn.git/info/refs',
      '/v1/tokens',
    ]) {
      const response = await fetch(`${git.host.api}${path}`, {
        headers: { Authorization: 'Bearer mock-none-token' },
      });
      expect(response.status).toBe(401);
    }
  });
});
