import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { mustRunGit } from '../__testUtils__/runGit';
import { makeTemporaryFolder } from '../__testUtils__/temporaryFolder';
import { CommitOrder, CommitWriter } from './CommitWriter';
import { GitProgram } from './GitProgram';
import { GitReader } from './GitReader';
import { initRepository } from './writeRepository';

jest.setTimeout(60_000);

describe('CommitWriter', () => {
  let folder: string;
  let writer: CommitWriter;

  beforeEach(async () => {
    const git = new GitProgram();
    const root = await makeTemporaryFolder();
    folder = join(root, 'repository.git');
    await mkdir(folder);
    await initRepository(git, folder);
    const reader = new GitReader(git);
    writer = new CommitWriter({ git, reader, scratchFolder: root });
  });

  function order(path: string, more: Partial<CommitOrder> = {}): CommitOrder {
    return {
      folder,
      branch: 'main',
      files: [{ path, bytes: Buffer.from('x'), isExecutable: false }],
      message: `Write ${path}`,
      author: { name: 'Ada', email: 'ada@example.org' },
      ...more,
    };
  }

  /** What a push does meanwhile: another commit on the branch. */
  async function pushMeanwhile() {
    const tip = await mustRunGit(['rev-parse', 'main'], folder);
    const commit = await mustRunGit(
      ['commit-tree', `${tip}^{tree}`, '-p', tip, '-m', 'Pushed'],
      folder,
    );
    await mustRunGit(['update-ref', 'refs/heads/main', commit], folder);
    return commit;
  }

  it('builds on what was pushed while it was at work', async () => {
    await writer.write(order('first'));
    let pushed = '';
    const bases: Array<string | undefined> = [];
    const { commit } = await writer.write(
      order('second', {
        check: async base => {
          bases.push(base);
          pushed ||= await pushMeanwhile();
        },
      }),
    );
    expect(bases).toHaveLength(2);
    expect(bases[1]).toBe(pushed);
    await expect(mustRunGit(['rev-parse', `${commit}^`], folder)).resolves.toBe(
      pushed,
    );
  });

  it('gives up at some time, and says why', async () => {
    await writer.write(order('first'));
    let tries = 0;
    await expect(
      writer.write(
        order('second', {
          check: async () => {
            tries += 1;
            await pushMeanwhile();
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Branch main could not be moved'),
    });
    expect(tries).toBe(20);
  });

  it('goes on after a write that was refused', async () => {
    await writer.write(order('first'));
    const refused = writer.write(
      order('second', {
        check: async () => {
          throw new Error('no');
        },
      }),
    );
    const third = writer.write(order('third'));
    await expect(refused).rejects.toThrow('no');
    await expect(third).resolves.toMatchObject({ changed: true });
    await expect(
      mustRunGit(['ls-tree', '--name-only', 'main'], folder),
    ).resolves.toBe('first\nthird');
  });

  it('refuses a path that Git would leave out', async () => {
    await expect(writer.write(order('a/.git/b'))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('a/.git/b'),
    });
  });

  it('writes thousands of files at once', async () => {
    const files = Array.from({ length: 3000 }, (_, i) => ({
      path: `folder-${i % 50}/file ${i}.txt`,
      bytes: Buffer.from(`line one\nmark :${i}\ndata 3\n\0`),
      isExecutable: i % 2 === 0,
    }));
    await writer.write(order('x', { files }));
    const listed = await mustRunGit(
      ['ls-tree', '-r', '--name-only', 'main'],
      folder,
    );
    expect(listed.split('\n')).toHaveLength(3000);
    const { stdout } = await new GitProgram().attempt(
      ['cat-file', 'blob', 'main:folder-7/file 7.txt'],
      { folder },
    );
    expect(stdout).toEqual(files[7].bytes);
  });
});
