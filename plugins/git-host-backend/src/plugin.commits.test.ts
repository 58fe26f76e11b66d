import { join } from 'node:path';
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

describe('commits through the API', () => {
  let host: TestGitHost;
  let count = 0;
  let base: string;
  let name: string;

  beforeAll(async () => {
    host = await startGitHost({ gitHost: { maxPushSize: '1MiB' } });
  });
  beforeEach(async () => {
    name = `churn-${(count += 1)}`;
    base = `/repositories/ml-team/${name}`;
    await host.create('ml-team', name, {
      'README.md': '# Churn\n',
      'src/a.py': 'a\n',
    });
  });

  function commit(who: string, files: Record<string, string>, more?: object) {
    return host.call(who, 'POST', `${base}/commits`, {
      message: 'Change',
      files: Object.entries(files).map(([path, content]) => ({
        path,
        content,
      })),
      ...more,
    });
  }

  async function headOf(): Promise<string> {
    return (await host.call(ROOT, 'GET', base)).body.head;
  }

  async function read(path: string, ref = 'main'): Promise<string> {
    const { body } = await host.call(
      ROOT,
      'GET',
      `${base}/file?path=${path}&ref=${encodeURIComponent(ref)}`,
    );
    return body.content;
  }

  it('add and replace files and leave the others alone', async () => {
    const { status, body } = await commit(ADA, {
      'src/a.py': 'changed\n',
      'src/new/b.py': 'new\n',
    });
    expect(status).toBe(201);
    expect(body).toEqual({ changed: true, commit: await headOf() });
    await expect(read('src/a.py')).resolves.toBe('changed\n');
    await expect(read('src/new/b.py')).resolves.toBe('new\n');
    await expect(read('README.md')).resolves.toBe('# Churn\n');
    expect(host.audited).toContain('repository-commit succeeded');
  });

  it('are none when the branch holds the same already', async () => {
    const before = await headOf();
    const { status, body } = await commit(ADA, { 'src/a.py': 'a\n' });
    expect(status).toBe(200);
    expect(body).toEqual({ changed: false, commit: before });
    await expect(headOf()).resolves.toBe(before);
  });

  it('start a new branch where the default branch is', async () => {
    const before = await headOf();
    await commit(ADA, { x: 'x' }, { branch: 'feature/x' });
    await expect(headOf()).resolves.toBe(before);
    await expect(read('README.md', 'feature/x')).resolves.toBe('# Churn\n');
    await expect(read('x', 'feature/x')).resolves.toBe('x');
  });

  it('all land when twenty are sent to one branch at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        commit(ADA, { [`parallel/${i}.txt`]: `${i}\n` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    const { body } = await host.call(ADA, 'GET', `${base}/tree?path=parallel`);
    expect(body.entries).toHaveLength(20);
    const history = await host.call(ADA, 'GET', `${base}/commits?limit=100`);
    expect(history.body.items).toHaveLength(21);
  });

  it('and pushes to one branch never lose each other', async () => {
    const folder = join(await makeTemporaryFolder(), 'clone');
    const remote = host.remote(`ml-team/${name}`, host.portalToken(ADA));
    await mustRunGit(['clone', remote, folder], '/');
    await mustRunGit(['commit', '--allow-empty', '-m', 'Pushed'], folder);
    const [, ...answers] = await Promise.all([
      mustRunGit(['push'], folder).catch(error => error),
      ...Array.from({ length: 5 }, (_, i) => commit(ADA, { [`f${i}`]: 'f' })),
    ]);
    expect(answers.map(answer => (answer as any).status)).toEqual(
      Array(5).fill(201),
    );
    for (let i = 0; i < 5; i++) {
      await expect(read(`f${i}`)).resolves.toBe('f');
    }
  });

  it.each([
    [{ '.git/hooks/x': '' }, 400, '".git" belongs to Git'],
    [{ 'a/.GiT/x': '' }, 400, '".git" belongs to Git'],
    [{ 'GIT~1/x': '' }, 400, '".git" belongs to Git'],
    [{ '/etc/passwd': '' }, 400, 'empty part'],
    [{ 'src/a.py/deeper': '' }, 409, '"src/a.py" is a file'],
    [{ src: '' }, 409, '"src" is a folder'],
  ])('of %j are refused', async (files, status, message) => {
    const before = await headOf();
    const answer = await commit(ADA, files as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(message);
    await expect(headOf()).resolves.toBe(before);
  });

  it.each([
    [{ branch: '../main' }, 'Branch name'],
    [{ branch: '-f' }, 'Branch name'],
    [{ branch: 'a..b' }, 'Branch name'],
    [{ message: '  ' }, 'message is empty'],
    [{ message: 'a\u0000b' }, 'control characters'],
    [{ files: [] }, 'files: '],
  ])('with %j are refused', async (change, message) => {
    const { status, body } = await commit(ADA, { x: 'x' }, change);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  it('refuse a branch whose name lies below another branch', async () => {
    await commit(ADA, { x: 'x' }, { branch: 'feature' });
    const { status } = await commit(ADA, { x: 'x' }, { branch: 'feature/x' });
    expect(status).toBe(409);
  });

  it('above the limit are refused with its name', async () => {
    const { status, body } = await commit(ADA, { big: 'x'.repeat(2 ** 20) });
    expect(status).toBe(413);
    expect(body.error.message).toContain('1MiB');
    expect(body.error.message).toContain('gitHost.maxPushSize');
  });

  it.each([BOB, EVE])('by %s of another team are refused', async who => {
    const before = await headOf();
    const { status, body } = await commit(who, { 'README.md': '# Mine\n' });
    expect(status).toBe(403);
    expect(body.error.message).toContain('group:default/ml-team');
    await expect(headOf()).resolves.toBe(before);
    await expect(read('README.md')).resolves.toBe('# Churn\n');
  });

  it('by an administrator land', async () => {
    const { status } = await commit(ROOT, { 'README.md': '# Fixed\n' });
    expect(status).toBe(201);
    await expect(read('README.md')).resolves.toBe('# Fixed\n');
  });

  describe('to the GitOps repository', () => {
    let gitops: TestGitHost;

    beforeAll(async () => {
      gitops = await startGitHost();
      await gitops.create('platform-team', 'gitops', {
        'README.md': '# GitOps\n',
        'teams/ml-team/catalog-info.yaml': 'kind: Group\n',
        'teams/orphan-team/catalog-info.yaml': 'kind: Group\n',
      });
    });

    function commitTo(who: string, paths: string[], more?: object) {
      return gitops.call(
        who,
        'POST',
        '/repositories/platform-team/gitops/commits',
        {
          message: 'Change',
          files: paths.map(path => ({ path, content: `by ${who}\n` })),
          ...more,
        },
      );
    }

    it.each([
      [
        'a member, among the applications of the team',
        ADA,
        ['teams/ml-team/apps/x'],
        201,
      ],
      [
        'a member, to what confines the team',
        ADA,
        ['teams/ml-team/argocd/appproject.yaml'],
        403,
      ],
      ['anybody, for a team nobody has', EVE, ['teams/new-team/x'], 403],
      [
        'anybody, for a team that the catalog has',
        EVE,
        ['teams/data-team/x'],
        403,
      ],
      [
        'anybody, for a team whose folder is there',
        EVE,
        ['teams/orphan-team/x'],
        403,
      ],
      ['a member, for another team', ADA, ['teams/core-team/x'], 403],
      ['a member, beside the folders of teams', ADA, ['README.md'], 403],
      ['a member, right below teams', ADA, ['teams/notes'], 403],
      [
        'a member, for the own and another team at once',
        ADA,
        ['teams/ml-team/apps/y', 'teams/core-team/apps/y'],
        403,
      ],
      ['an owner, anywhere', ROOT, ['README.md', 'argocd/x'], 201],
    ])('%s', async (_title, who, paths, status) => {
      const head = async () =>
        (await gitops.call(ROOT, 'GET', '/repositories/platform-team/gitops'))
          .body.head;
      const before = await head();
      const answer = await commitTo(who, paths);
      expect(answer.status).toBe(status);
      expect((await head()) === before).toBe(status === 403);
    });

    const found = (
      team: string,
      { who = 'plugin:scaffolder', path = 'argocd/x', content = '' } = {},
    ) =>
      commitTo(who, [], {
        files: [{ path: `teams/${team}/${path}`, content }],
        founding: { team, founderRef: ADA },
      });

    it('lets the portal found a team, in the name of the founder', async () => {
      expect((await found('new-team')).status).toBe(201);
      const { body } = await gitops.call(
        ROOT,
        'GET',
        '/repositories/platform-team/gitops/commits?ref=main&limit=1',
      );
      expect(body.items[0].authorEmail).not.toContain('plumbline');
    });

    it('lets no person found a team by themselves', async () => {
      for (const who of [EVE, ROOT]) {
        expect((await found('own-team', { who })).status).toBe(403);
      }
    });

    it.each([
      ['has a group', 'data-team'],
      ['has a folder', 'orphan-team'],
      ['owns the GitOps repository', 'platform-team'],
      ['left a repository behind', 'left-team'],
    ])('founds no team whose name %s', async (_title, team) => {
      await gitops.create('left-team', 'model', { a: 'b' });
      expect((await found(team)).status).toBe(403);
    });

    it('gives a new team to one of two who ask at once', async () => {
      const answers = await Promise.all(
        ['1', '2', '3'].map(content => found('race-team', { content })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        201, 403, 403,
      ]);
    });

    it('says again that nothing changed when a killed run founds once more', async () => {
      await found('again-team');
      const again = await found('again-team');
      expect(again).toMatchObject({ status: 200, body: { changed: false } });
    });

    it('lets nobody else write to another branch or push', async () => {
      const branch = await commitTo(EVE, ['teams/side-team/x'], {
        branch: 'side',
      });
      expect(branch.status).toBe(403);
      const response = await fetch(
        `${gitops.remote(
          'platform-team/gitops',
        )}/info/refs?service=git-receive-pack`,
        { headers: { Authorization: `Bearer ${gitops.portalToken(ADA)}` } },
      );
      expect(response.status).toBe(403);
    });
  });
});
