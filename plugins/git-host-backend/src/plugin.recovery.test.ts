import {
  cp,
  mkdir,
  readFile,
  readdir,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { REQUEST } from './__testUtils__/createRequest';
import { ADA, TestGitHost, startGitHost } from './__testUtils__/startGitHost';
import { makeTemporaryFolder } from './__testUtils__/temporaryFolder';

jest.setTimeout(120_000);

describe('a host that was killed', () => {
  let directory: string;
  let database: string;
  let host: TestGitHost | undefined;

  beforeEach(async () => {
    directory = await makeTemporaryFolder();
    database = await makeTemporaryFolder();
  });
  afterEach(async () => {
    await host?.backend.stop();
    host = undefined;
  });

  async function restart() {
    await host?.backend.stop();
    host = await startGitHost({ directory, database });
    return host;
  }

  async function list(): Promise<string[]> {
    const { body } = await host!.call(ADA, 'GET', '/repositories');
    return body.items.map(({ name }: { name: string }) => name);
  }

  const disk = () => join(directory, 'repositories', 'ml-team', 'churn.git');

  it('keeps everything over a restart', async () => {
    const { body } = await (
      await restart()
    ).call(ADA, 'POST', '/repositories', REQUEST);
    const after = await (
      await restart()
    ).call(ADA, 'GET', '/repositories/ml-team/churn');
    expect(after.body.head).toBe(body.head);
  });

  it('cleans up what was being built, and a retry builds it', async () => {
    await restart();
    const leftover = join(directory, 'incoming', `x~999999999~y`);
    await mkdir(join(leftover, 'objects'), { recursive: true });
    const ours = join(directory, 'incoming', `${hostname()}~4194305~id`);
    await mkdir(ours);

    await restart();

    // That of another machine may still be at work.
    await expect(readdir(join(directory, 'incoming'))).resolves.toEqual([
      'x~999999999~y',
    ]);
    await host!.call(ADA, 'POST', '/repositories', REQUEST);
    await expect(list()).resolves.toEqual(['churn']);
  });

  /** What the disk holds when the process dies between the rename and the row. */
  async function publishWithoutRow(origin: string) {
    await restart();
    await host!.call(ADA, 'POST', '/repositories', { ...REQUEST, origin });
    const copy = join(await makeTemporaryFolder(), 'copy');
    await cp(disk(), copy, { recursive: true });
    await host!.call(ADA, 'DELETE', '/repositories/ml-team/churn');
    await cp(copy, disk(), { recursive: true });
  }

  it('has one repository when it died before listing it, after a restart', async () => {
    await publishWithoutRow('task:1');
    await expect(list()).resolves.toEqual([]);
    await restart();
    await expect(list()).resolves.toEqual(['churn']);
  });

  it('has one repository when it died before listing it, after a retry', async () => {
    await publishWithoutRow('task:1');
    const retry = await host!.call(ADA, 'POST', '/repositories', REQUEST);
    expect(retry.status).toBe(201);
    await expect(list()).resolves.toEqual(['churn']);
  });

  it('refuses the name to another origin when it died before listing it', async () => {
    await publishWithoutRow('task:1');
    const other = await host!.call(ADA, 'POST', '/repositories', {
      ...REQUEST,
      origin: 'task:2',
    });
    expect(other.status).toBe(409);
    await expect(list()).resolves.toEqual(['churn']);
  });

  /** What the disk holds when the process dies between the renaming away and the row. */
  async function deleteHalfway() {
    await restart();
    await host!.call(ADA, 'POST', '/repositories', REQUEST);
    const identity = JSON.parse(
      await readFile(join(disk(), 'plumbline.json'), 'utf8'),
    );
    await cp(disk(), join(directory, 'trash', identity.id), {
      recursive: true,
    });
    await rm(disk(), { recursive: true });
  }

  it('ends a deletion that had begun, at its start', async () => {
    await deleteHalfway();
    await restart();
    await expect(list()).resolves.toEqual([]);
    await expect(readdir(join(directory, 'trash'))).resolves.toEqual([]);
  });

  it('ends a deletion that had begun, when the name is asked for', async () => {
    await deleteHalfway();
    const again = await host!.call(ADA, 'POST', '/repositories', {
      ...REQUEST,
      origin: 'task:2',
    });
    expect(again.status).toBe(201);
    await expect(list()).resolves.toEqual(['churn']);
    await expect(readdir(join(directory, 'trash'))).resolves.toEqual([]);
  });

  it('unlocks a branch that a process left locked', async () => {
    await restart();
    await host!.call(ADA, 'POST', '/repositories', REQUEST);
    const lock = join(disk(), 'refs', 'heads', 'main.lock');
    await writeFile(lock, '');
    const longAgo = new Date('2026-01-01T00:00:00Z');
    await utimes(lock, longAgo, longAgo);
    await restart();
    const { status } = await host!.call(
      ADA,
      'POST',
      '/repositories/ml-team/churn/commits',
      { message: 'Go on', files: [{ path: 'x', content: 'x' }] },
    );
    expect(status).toBe(201);
  });

  it('does not take a lost folder for a deleted repository', async () => {
    await restart();
    await host!.call(ADA, 'POST', '/repositories', REQUEST);
    await rm(disk(), { recursive: true });
    for (const method of ['GET', 'DELETE']) {
      const { status } = await host!.call(
        ADA,
        method,
        '/repositories/ml-team/churn',
      );
      expect(status).toBe(500);
    }
    expect(host!.logLines.join('\n')).toContain('restore it from a backup');
  });
});
