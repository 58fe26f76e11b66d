import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createCommitResponseSchema,
  fileSchema,
  refsSchema,
  repositoryListSchema,
  repositorySchema,
  treeSchema,
} from '@plumbline/backstage-plugin-git-host-common';
import { REQUEST } from './__testUtils__/createRequest';
import { mustRunGit } from './__testUtils__/runGit';
import {
  ADA,
  BOB,
  EVE,
  ROOT,
  TestGitHost,
  startGitHost,
} from './__testUtils__/startGitHost';
import { makeTemporaryFolder } from './__testUtils__/temporaryFolder';

jest.setTimeout(120_000);

describe('repositories', () => {
  let host: TestGitHost;

  beforeEach(async () => {
    host = await startGitHost();
  });
  afterEach(async () => {
    await host.backend.stop();
  });

  const diskOf = (name: string) =>
    join(host.directory, 'repositories', 'ml-team', `${name}.git`);

  it('are created with their files in one commit by the user', async () => {
    const { status, body } = await host.call(
      ADA,
      'POST',
      '/repositories',
      REQUEST,
    );

    expect(status).toBe(201);
    const repository = repositorySchema.parse(body);
    expect(repository).toMatchObject({
      ownerRef: 'group:default/ml-team',
      createdBy: ADA,
      defaultBranch: 'main',
      canWrite: true,
      webUrl: 'http://portal.test:7007/git/ml-team/churn',
    });
    const folder = join(await makeTemporaryFolder(), 'clone');
    await mustRunGit(
      ['clone', host.remote('ml-team/churn', host.portalToken(ADA)), folder],
      '/',
    );
    await expect(
      mustRunGit(['log', '--format=%H %an <%ae> %s'], folder),
    ).resolves.toBe(
      `${repository.head} ada of Test <ada@noreply.portal.test> Initial commit`,
    );
    await expect(
      mustRunGit(
        ['ls-tree', '-r', '--format=%(objectmode) %(path)', 'HEAD'],
        folder,
      ),
    ).resolves.toBe('100644 README.md\n100755 bin/run.sh\n100644 logo.png');
    expect(host.audited).toEqual(['repository-create succeeded']);
  });

  it('can be empty', async () => {
    await host.create('ml-team', 'empty', {});
    const base = '/repositories/ml-team/empty';
    const { body } = await host.call(ADA, 'GET', base);
    expect(body.head).toBeUndefined();
    const commits = await host.call(ADA, 'GET', `${base}/commits`);
    expect(commits.body).toEqual({ items: [] });
    const tree = await host.call(ADA, 'GET', `${base}/tree`);
    expect(tree.status).toBe(404);
    const refs = await host.call(ADA, 'GET', `${base}/refs`);
    expect(refs.body).toEqual({ defaultBranch: 'main', branches: [] });
    const first = await host.call(ADA, 'POST', `${base}/commits`, {
      message: 'First',
      files: [{ path: 'a', content: 'a' }],
    });
    expect(first.status).toBe(201);
  });

  it('are the same again for the same origin, and refused to another', async () => {
    const first = await host.call(ADA, 'POST', '/repositories', REQUEST);
    const again = await host.call(ADA, 'POST', '/repositories', REQUEST);
    expect(again.body).toEqual(first.body);

    const other = await host.call(ADA, 'POST', '/repositories', {
      ...REQUEST,
      origin: 'task:2',
    });
    expect(other.status).toBe(409);
    expect(other.body.error).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('ml-team/churn exists already'),
    });
  });

  it('are one when many ask for it at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        host.call(ADA, 'POST', '/repositories', {
          ...REQUEST,
          origin: i % 2 ? 'odd' : 'even',
        }),
      ),
    );
    const created = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    expect(created).toHaveLength(4);
    expect(refused).toHaveLength(4);
    expect(new Set(created.map(({ body }) => body.head)).size).toBe(1);
    await expect(readdir(join(host.directory, 'incoming'))).resolves.toEqual(
      [],
    );
  });

  it.each([BOB, EVE])(
    'cannot be created for a team by %s, who is not in it',
    async who => {
      const { status, body } = await host.call(
        who,
        'POST',
        '/repositories',
        REQUEST,
      );
      expect(status).toBe(403);
      expect(body.error.message).toContain('group:default/ml-team');
      expect(existsSync(diskOf('churn'))).toBe(false);
      expect(host.audited).toEqual(['repository-create failed']);
    },
  );

  it.each([
    [{ name: 'Churn' }, 'name: Kubernetes refuses upper-case'],
    [{ name: '../churn' }, 'name: Kubernetes refuses the character'],
    [{ owner: 'v1' }, 'owner: At least 3 characters'],
    [{ origin: '' }, 'origin: '],
    [{ files: [{ path: '../x', content: '' }] }, '"../x" is refused'],
    [{ files: [{ path: '.git/config', content: '' }] }, '".git" belongs'],
    [
      { files: [{ path: 'x', content: '?', encoding: 'base64' }] },
      '"x" is not valid base64',
    ],
    [
      {
        files: [
          { path: 'a', content: '' },
          { path: 'a/b', content: '' },
        ],
      },
      '"a" is both a file and a folder',
    ],
  ])('are refused with %j', async (change, message) => {
    const { status, body } = await host.call(ADA, 'POST', '/repositories', {
      ...REQUEST,
      ...change,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
    await expect(readdir(join(host.directory, 'incoming'))).resolves.toEqual(
      [],
    );
  });

  it('are listed page by page in one order, also by owner and by text', async () => {
    for (const name of ['aaa', 'bbb', 'ccc']) {
      await host.create('ml-team', name, { a: name });
    }
    await host.create('core-team', 'zzz', {});
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await host.call(
        EVE,
        'GET',
        `/repositories?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      const page = repositoryListSchema.parse(body);
      expect(page.items.length).toBeLessThanOrEqual(2);
      names.push(...page.items.map(({ owner, name }) => `${owner}/${name}`));
      cursor = page.nextCursor;
    } while (cursor);
    expect(names).toEqual([
      'core-team/zzz',
      'ml-team/aaa',
      'ml-team/bbb',
      'ml-team/ccc',
    ]);

    const mine = await host.call(BOB, 'GET', '/repositories?owner=core-team');
    expect(mine.body.items).toMatchObject([{ name: 'zzz', canWrite: true }]);
    const found = await host.call(BOB, 'GET', '/repositories?query=BB');
    expect(found.body.items).toMatchObject([{ name: 'bbb', canWrite: false }]);
    const literal = await host.call(BOB, 'GET', '/repositories?query=%25');
    expect(literal.body.items).toEqual([]);
    const forged = await host.call(BOB, 'GET', '/repositories?cursor=nonsense');
    expect(forged.status).toBe(400);
  });

  it('show their branches, folders and files', async () => {
    await host.call(ADA, 'POST', '/repositories', REQUEST);
    const base = '/repositories/ml-team/churn';

    const refs = refsSchema.parse(
      (await host.call(BOB, 'GET', `${base}/refs`)).body,
    );
    expect(refs.branches.map(({ name }) => name)).toEqual(['main']);

    const root = treeSchema.parse(
      (await host.call(BOB, 'GET', `${base}/tree`)).body,
    );
    expect(root).toMatchObject({
      ref: 'main',
      path: '',
      entries: [
        { name: 'README.md', path: 'README.md', type: 'file', size: 8 },
        { name: 'bin', path: 'bin', type: 'directory' },
        { name: 'logo.png', type: 'file' },
      ],
    });
    const bin = await host.call(BOB, 'GET', `${base}/tree?path=bin&ref=main`);
    expect(bin.body.entries).toMatchObject([{ path: 'bin/run.sh' }]);

    const readme = fileSchema.parse(
      (await host.call(BOB, 'GET', `${base}/file?path=README.md`)).body,
    );
    expect(readme).toMatchObject({ kind: 'text', content: '# Churn\n' });
    const logo = await host.call(
      BOB,
      'GET',
      `${base}/file?path=logo.png&ref=${root.commit}`,
    );
    expect(logo.body).toMatchObject({ kind: 'binary', size: 6 });
    expect(logo.body.content).toBeUndefined();
  });

  it('do not send files that are too large to show', async () => {
    await host.create('ml-team', 'large', { big: 'x'.repeat(2 ** 20 + 1) });
    const { body } = await host.call(
      ADA,
      'GET',
      '/repositories/ml-team/large/file?path=big',
    );
    expect(body).toMatchObject({ kind: 'too-large', size: 2 ** 20 + 1 });
    expect(body.content).toBeUndefined();
  });

  it.each([
    ['/repositories/ml-team/absent', 404, 'ml-team/absent does not exist'],
    ['/repositories/ml-team/churn/tree?path=none', 404, 'no folder "none"'],
    ['/repositories/ml-team/churn/tree?path=README.md', 404, 'not a folder'],
    ['/repositories/ml-team/churn/tree?ref=gone', 404, 'commit "gone"'],
    ['/repositories/ml-team/churn/tree?ref=--output=x', 404, 'commit "--out'],
    ['/repositories/ml-team/churn/file?path=bin', 404, 'not a file'],
    [
      '/repositories/ml-team/churn/file?path=a/../b',
      400,
      '"a/../b" is refused',
    ],
    ['/repositories/..%2F..%2Fetc/passwd', 404, 'does not exist'],
  ])('name what is wrong with %s', async (path, status, message) => {
    await host.call(ADA, 'POST', '/repositories', REQUEST);
    const answer = await host.call(ADA, 'GET', path);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(message);
  });

  it('show their history page by page, also that of one file', async () => {
    await host.call(ADA, 'POST', '/repositories', REQUEST);
    const base = '/repositories/ml-team/churn/commits';
    for (let i = 0; i < 4; i++) {
      const { body } = await host.call(ADA, 'POST', base, {
        message: `Change ${i}\n\nWhy: ${i}`,
        files: [{ path: `file-${i % 2}`, content: `${i}` }],
      });
      createCommitResponseSchema.parse(body);
    }
    const first = (await host.call(BOB, 'GET', `${base}?limit=3`)).body;
    expect(first.items.map((item: any) => item.message)).toEqual([
      'Change 3\n\nWhy: 3',
      'Change 2\n\nWhy: 2',
      'Change 1\n\nWhy: 1',
    ]);
    expect(first.items[0]).toMatchObject({
      authorName: 'ada of Test',
      authoredAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    await host.call(ADA, 'POST', base, {
      message: 'Meanwhile',
      files: [{ path: 'new', content: '' }],
    });
    const second = (
      await host.call(BOB, 'GET', `${base}?limit=3&cursor=${first.nextCursor}`)
    ).body;
    expect(second.items.map((item: any) => item.message)).toEqual([
      'Change 0\n\nWhy: 0',
      'Initial commit',
    ]);
    expect(second.nextCursor).toBeUndefined();
    const ofFile = (await host.call(BOB, 'GET', `${base}?path=file-1`)).body;
    expect(ofFile.items).toHaveLength(2);
  });

  describe('when they are deleted', () => {
    it('are gone for everybody, and the name is free', async () => {
      await host.call(ADA, 'POST', '/repositories', REQUEST);
      const path = '/repositories/ml-team/churn';
      expect((await host.call(ADA, 'DELETE', path)).status).toBe(204);
      expect((await host.call(ADA, 'GET', path)).status).toBe(404);
      await expect(readdir(join(host.directory, 'trash'))).resolves.toEqual([]);
      const again = await host.call(ADA, 'POST', '/repositories', {
        ...REQUEST,
        origin: 'task:2',
      });
      expect(again.status).toBe(201);
      expect(host.audited).toContain('repository-delete succeeded');
    });

    it.each([
      [BOB, 403],
      [EVE, 403],
      [ROOT, 204],
    ])('%s of another team gets %i', async (who, status) => {
      const { body } = await host.call(ADA, 'POST', '/repositories', REQUEST);
      const path = '/repositories/ml-team/churn';
      expect((await host.call(who, 'DELETE', path)).status).toBe(status);
      const after = await host.call(ADA, 'GET', path);
      expect(after.body.head).toBe(status === 403 ? body.head : undefined);
    });
  });
});
