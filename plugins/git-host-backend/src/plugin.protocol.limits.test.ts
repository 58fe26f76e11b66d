import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mustRunGit, runGit } from './__testUtils__/runGit';
import { ADA } from './__testUtils__/startGitHost';
import { useTestRepository } from './__testUtils__/useTestRepository';

jest.setTimeout(120_000);

const git = useTestRepository({ maxPushSize: '2MiB' });

describe('limits of a push', () => {
  it('refuses a push above the limit, says which, and changes nothing', async () => {
    const before = await git.headOf();
    const { folder } = await git.clone(git.host.portalToken(ADA));
    await git.commit(folder, 'big.bin', randomBytes(5 * 2 ** 20));

    const { code, output } = await runGit(['push', 'origin', 'main'], {
      cwd: folder,
    });

    expect(code).not.toBe(0);
    expect(output).toContain('exceeds maximum allowed size (2.00 MiB)');
    await expect(git.headOf()).resolves.toBe(before);
    const objects = join(
      git.host.directory,
      'repositories',
      `${git.repository}.git`,
      'objects',
    );
    expect(
      (await readdir(objects)).filter(name => name.startsWith('tmp_objdir')),
    ).toEqual([]);
    expect(await readdir(join(objects, 'pack'))).toEqual([]);
  });

  function post(headers: Record<string, string>, body: Buffer) {
    return fetch(`${git.host.remote(git.repository)}/git-receive-pack`, {
      method: 'POST',
      body,
      headers: {
        Authorization: `Bearer ${git.host.portalToken(ADA)}`,
        'Content-Type': 'application/x-git-receive-pack-request',
        ...headers,
      },
    });
  }

  it('refuses a body above the limit by its announced length', async () => {
    const response = await post({}, Buffer.alloc(4 * 2 ** 20));
    expect(response.status).toBe(413);
    await expect(response.text()).resolves.toBe(
      'The push is larger than 2MiB, the limit of this Git host (gitHost.maxPushSize)\n',
    );
  });

  it('counts the bytes behind the compression', async () => {
    // Commands without end: Git itself would keep them all in memory.
    const lines = Array.from({ length: 80_000 }, (_, i) => {
      const ref = `refs/heads/b${String(i).padStart(6, '0')}`;
      const line = `${'0'.repeat(40)} ${'1'.repeat(40)} ${ref}`;
      return `${(line.length + 4).toString(16).padStart(4, '0')}${line}`;
    });
    const bomb = gzipSync(lines.join(''));
    expect(bomb.length).toBeLessThan(2 ** 20);
    const response = await post({ 'Content-Encoding': 'gzip' }, bomb);
    expect(response.status).toBe(413);
    await expect(response.text()).resolves.toContain('larger than 2MiB');
  });

  it('refuses a body that is no Git', async () => {
    const response = await post({}, Buffer.from('fff0 and so on'));
    expect(response.status).toBe(400);
  });

  it('refuses a body that is not what its header says', async () => {
    const gzip = await post(
      { 'Content-Encoding': 'gzip' },
      Buffer.from('no gzip'),
    );
    expect(gzip.status).toBe(400);
    const brotli = await post({ 'Content-Encoding': 'br' }, Buffer.from('x'));
    expect(brotli.status).toBe(400);
    const form = await post(
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      Buffer.from('0000'),
    );
    expect(form.status).toBe(400);
  });

  it('ends the service of a client that goes away, and stays usable', async () => {
    const before = await git.headOf();
    await new Promise<void>(resolve => {
      const url = new URL(
        `${git.host.remote(git.repository)}/git-receive-pack`,
      );
      const client = request(url, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${git.host.portalToken(ADA)}`,
          'Content-Type': 'application/x-git-receive-pack-request',
          'Transfer-Encoding': 'chunked',
        },
      });
      client.on('error', () => resolve());
      client.write('00', () => client.destroy());
      client.on('close', () => resolve());
    });
    const { folder } = await git.clone(git.host.portalToken(ADA));
    const pushed = await git.commit(folder, 'after.txt', 'after\n');
    await mustRunGit(['push'], folder);
    await expect(git.headOf()).resolves.toBe(pushed);
    expect(before).not.toBe(pushed);
  });
});
