import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRunGit, runGit } from './__testUtils__/runGit';
import { ADA } from './__testUtils__/startGitHost';
import { makeTemporaryFolder } from './__testUtils__/temporaryFolder';
import { useTestRepository } from './__testUtils__/useTestRepository';

jest.setTimeout(120_000);

const git = useTestRepository();

describe('hostile content that is pushed', () => {
  it('never runs a hook, whether pushed or lying on the disk', async () => {
    const proof = join(await makeTemporaryFolder(), 'ran');
    const script = `#!/bin/sh\ntouch ${proof}\n`;
    const hooks = join(
      git.host.directory,
      'repositories',
      `${git.repository}.git`,
      'hooks',
    );
    await mkdir(hooks, { recursive: true });
    const { folder } = await git.clone(git.host.portalToken(ADA));
    await mkdir(join(folder, 'hooks'));
    for (const hook of [
      'pre-receive',
      'update',
      'post-receive',
      'post-update',
      'reference-transaction',
    ]) {
      await writeFile(join(hooks, hook), script);
      await chmod(join(hooks, hook), 0o755);
      await writeFile(join(folder, 'hooks', hook), script);
    }
    await git.commit(folder, 'hooks/note', 'x');
    await mustRunGit(['push'], folder);
    const { status } = await git.host.call(
      ADA,
      'POST',
      `/repositories/${git.repository}/commits`,
      { message: 'Edit', files: [{ path: 'x', content: 'x' }] },
    );

    expect(status).toBe(201);
    expect(existsSync(proof)).toBe(false);
  });

  it('keeps submodules and LFS pointers as the text that they are', async () => {
    const { folder } = await git.clone(git.host.portalToken(ADA));
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(
      64,
    )}\nsize 12345\n`;
    await writeFile(join(folder, 'model.bin'), pointer);
    await writeFile(
      join(folder, '.gitattributes'),
      '*.bin filter=lfs diff=lfs merge=lfs -text\n',
    );
    await writeFile(
      join(folder, '.gitmodules'),
      '[submodule "lib"]\n\tpath = lib\n\turl = http://127.0.0.1:1/lib.git\n',
    );
    await mkdir(join(folder, 'lib'));
    await mustRunGit(
      ['update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},lib`],
      folder,
    );
    await git.commit(folder, 'x', 'x');
    await mustRunGit(['push'], folder);

    const base = `/repositories/${git.repository}`;
    const tree = await git.host.call(ADA, 'GET', `${base}/tree`);
    expect(tree.body.entries).toContainEqual({
      name: 'lib',
      path: 'lib',
      type: 'submodule',
    });
    const file = await git.host.call(ADA, 'GET', `${base}/file?path=model.bin`);
    expect(file.body).toMatchObject({
      kind: 'lfs-pointer',
      content: pointer,
    });
    const response = await git.host.urlReader.readTree(
      `http://portal.test:7007/git/${git.repository}`,
    );
    const files = await response.files();
    const model = files.find(({ path }) => path === 'model.bin');
    expect((await model!.content()).toString()).toBe(pointer);
  });

  it('refuses objects that attack whoever clones them', async () => {
    const before = await git.headOf();
    const { folder } = await git.clone(git.host.portalToken(ADA));
    const blob = await mustRunGit(['hash-object', '-w', 'README.md'], folder);
    await writeFile(
      join(folder, '.tree'),
      `100644 blob ${blob}\t.GIT\n100644 blob ${blob}\tREADME.md\n`,
    );
    const tree = await mustRunGit(
      ['-c', `alias.m=!git mktree < .tree`, 'm'],
      folder,
    );
    const bad = await mustRunGit(
      ['commit-tree', tree, '-p', 'HEAD', '-m', 'bad'],
      folder,
    );
    const { code, output } = await runGit(
      ['push', 'origin', `${bad}:refs/heads/main`],
      { cwd: folder },
    );
    expect(code).not.toBe(0);
    expect(output).toMatch(/hasDotgit|fsck/i);
    await expect(git.headOf()).resolves.toBe(before);
  });
});
