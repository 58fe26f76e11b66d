import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRunGit, runGit } from './__testUtils__/runGit';
import { ADA } from './__testUtils__/startGitHost';
import { makeTemporaryFolder } from './__testUtils__/temporaryFolder';
import { useTestRepository } from './__testUtils__/useTestRepository';

jest.setTimeout(120_000);

const git = useTestRepository();

describe('the Git protocol with a stock client', () => {
  it.each(['0', '1', '2'])(
    'clones, pushes and fetches in protocol version %s',
    async version => {
      const { secret } = await git.host.createToken(ADA, 'write');
      const config = ['-c', `protocol.version=${version}`];
      const first = await git.clone(secret, ...config);
      expect(first).toMatchObject({ code: 0 });
      const second = await git.clone(secret, ...config);
      const pushed = await git.commit(first.folder, 'model.py', 'print(1)\n');

      await mustRunGit([...config, 'push'], first.folder);

      await expect(git.headOf()).resolves.toBe(pushed);
      await mustRunGit([...config, 'pull', '--ff-only'], second.folder);
      await expect(
        readFile(join(second.folder, 'model.py'), 'utf8'),
      ).resolves.toBe('print(1)\n');
    },
  );

  it('clones shallowly and deepens', async () => {
    const password = git.host.portalToken(ADA);
    const { folder } = await git.clone(password);
    for (const path of ['a', 'b', 'c']) {
      await git.commit(folder, path, path);
    }
    await mustRunGit(['push'], folder);

    const shallow = await git.clone(password, '--depth', '2');
    expect(shallow.code).toBe(0);
    const countCommits = () =>
      mustRunGit(['rev-list', '--count', 'HEAD'], shallow.folder);
    await expect(countCommits()).resolves.toBe('2');
    await mustRunGit(['fetch', '--unshallow'], shallow.folder);
    await expect(countCommits()).resolves.toBe('4');
  });

  it('takes a push that is sent in chunks after asking whether it may', async () => {
    const { folder } = await git.clone(git.host.portalToken(ADA));
    const pushed = await git.commit(folder, 'data.bin', randomBytes(1_500_000));
    await mustRunGit(
      ['-c', 'http.postBuffer=65536', 'push', 'origin', 'main'],
      folder,
    );
    await expect(git.headOf()).resolves.toBe(pushed);
  });

  it('takes requests that the client compressed', async () => {
    const { folder } = await git.clone(git.host.portalToken(ADA));
    for (let i = 0; i < 40; i++) {
      await mustRunGit(
        ['commit', '--allow-empty', '-m', `Commit ${i}`],
        folder,
      );
    }
    await mustRunGit(['push'], folder);
    const other = join(await makeTemporaryFolder(), 'other');
    await mustRunGit(['init', '-q', other], '/');
    for (let i = 0; i < 60; i++) {
      await mustRunGit(
        ['commit', '--allow-empty', '-m', `Unrelated ${i}`],
        other,
      );
    }
    // Many "have" lines make a request that Git compresses.
    const { code, output } = await runGit(
      [
        'fetch',
        git.host.remote(git.repository, git.host.portalToken(ADA)),
        'main',
      ],
      { cwd: other, env: { GIT_CURL_VERBOSE: '1' } },
    );
    expect(code).toBe(0);
    expect(output).toMatch(/Content-Encoding: gzip/i);
  });

  it('makes the first pushed branch of an empty repository the default', async () => {
    await git.host.create('ml-team', 'empty', {});
    const folder = await makeTemporaryFolder();
    await mustRunGit(['init', '-q', '-b', 'trunk'], folder);
    const pushed = await git.commit(folder, 'README.md', '# Trunk\n');
    await mustRunGit(
      [
        'push',
        git.host.remote('ml-team/empty', git.host.portalToken(ADA)),
        'trunk',
      ],
      folder,
    );
    const { body } = await git.host.call(
      ADA,
      'GET',
      '/repositories/ml-team/empty',
    );
    expect(body).toMatchObject({ defaultBranch: 'trunk', head: pushed });
  });

  it('serves many clients at once', async () => {
    const clones = await Promise.all(
      Array.from({ length: 24 }, () => git.clone(git.host.portalToken(ADA))),
    );
    expect(clones.map(({ code }) => code)).toEqual(Array(24).fill(0));
  });
});

it('puts pushes on record', async () => {
  const { folder } = await git.clone(git.host.portalToken(ADA));
  await git.commit(folder, 'x', 'x');
  git.host.audited.length = 0;
  await mustRunGit(['push'], folder);
  expect(git.host.audited).toContain('repository-push succeeded');
});
