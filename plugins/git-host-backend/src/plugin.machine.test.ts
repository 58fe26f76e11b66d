import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REQUEST } from './__testUtils__/createRequest';
import { ADA, startGitHost } from './__testUtils__/startGitHost';
import { makeTemporaryFolder } from './__testUtils__/temporaryFolder';

jest.setTimeout(120_000);

describe('a machine', () => {
  const path = process.env.PATH;

  afterEach(() => {
    process.env.PATH = path;
  });

  it('without git starts, and says what to install where git is needed', async () => {
    process.env.PATH = await makeTemporaryFolder();
    const host = await startGitHost();
    const create = await host.call(ADA, 'POST', '/repositories', REQUEST);
    expect(create.status).toBe(503);
    expect(create.body.error.message).toContain('apt-get install git');
    const list = await host.call(ADA, 'GET', '/repositories');
    expect(list).toMatchObject({ status: 200, body: { items: [] } });

    process.env.PATH = path;

    const retry = await host.call(ADA, 'POST', '/repositories', REQUEST);
    expect(retry.status).toBe(201);
    await host.backend.stop();
  });

  it('with a git that is too old is told so', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(
      join(folder, 'git'),
      '#!/bin/sh\necho git version 2.20.1\n',
      { mode: 0o755 },
    );
    process.env.PATH = `${folder}:${path}`;
    const host = await startGitHost();
    const create = await host.call(ADA, 'POST', '/repositories', REQUEST);
    expect(create.status).toBe(503);
    expect(create.body.error.message).toContain('needs git 2.38 or newer');
    await host.backend.stop();
  });

  it('whose folder cannot be written is told which setting names it', async () => {
    const file = join(await makeTemporaryFolder(), 'file');
    await writeFile(file, '');
    await expect(startGitHost({ directory: file })).rejects.toThrow(
      'gitHost.directory',
    );
  });

  it.each([
    [{ maxPushSiz: '1MiB' }, 'gitHost.maxPushSiz'],
    [{ maxPushSize: '50MB' }, 'gitHost.maxPushSize'],
    [{ maxPushSize: 50 }, 'gitHost.maxPushSize'],
  ])('configured with %j is told which key is wrong', async (gitHost, key) => {
    await expect(startGitHost({ gitHost })).rejects.toThrow(key);
  });
});
