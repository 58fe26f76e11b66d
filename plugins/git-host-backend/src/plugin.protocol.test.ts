import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mustRunGit, runGit } from './__fixtures__/runGit';
import {
  ADA,
  BOB,
  ROOT,
  TestGitHost,
  startGitHost,
} from './__fixtures__/startGitHost';
import { makeTemporaryFolder } from './__fixtures__/temporaryFolder';

jest.setTimeout(60_000);

describe('the Git protocol', () => {
  let host: TestGitHost;
  let count = 0;
  let name: string;

  beforeAll(async () => {
    host = await startGitHost({ gitHost: { maxPushSize: '2MiB' } });
  });
  beforeEach(async () => {
    name = `churn-${(count += 1)}x`;
    await host.create('ml-team', name, { 'README.md': '# Churn\n' });
  });

  async function clone(password: string, repository = `ml-team/${name}`) {
    const folder = join(await makeTemporaryFolder(), 'clone');
    const outcome = await runGit([
      'clone',
      host.remote(repository, password),
      folder,
    ]);
    return { folder, ...outcome };
  }

  async function commit(
    folder: string,
    path: string,
    content: string | Buffer,
  ) {
    await writeFile(join(folder, path), content);
    await mustRunGit(['add', '.'], folder);
    await mustRunGit(['commit', '-m', `Write ${path}`], folder);
    return mustRunGit(['rev-parse', 'HEAD'], folder);
  }

  async function headOf(repository: string): Promise<string> {
    const { body } = await host.call(
      ROOT,
      'GET',
      `/repositories/${repository}`,
    );
    return body.head;
  }

  it('lets a member clone, push and fetch with a stock client', async () => {
    const { secret } = await host.createToken(ADA, 'write');
    const first = await clone(secret);
    expect(first).toMatchObject({ code: 0 });
    const second = await clone(secret);
    const pushed = await commit(first.folder, 'model.py', 'print(1)\n');

    await mustRunGit(['push', 'origin', 'main'], first.folder);

    await expect(headOf(`ml-team/${name}`)).resolves.toBe(pushed);
    await mustRunGit(['pull', '--ff-only'], second.folder);
    await expect(
      readFile(join(second.folder, 'model.py'), 'utf8'),
    ).resolves.toBe('print(1)\n');
  });
});
void randomBytes;
void chmod;
void mkdir;
void gzipSync;
void BOB;
