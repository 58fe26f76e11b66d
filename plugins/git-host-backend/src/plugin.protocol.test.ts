import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mustRunGit, runGit } from './__testUtils__/runGit';
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

describe('the Git protocol', () => {
  let host: TestGitHost;
  let count = 0;
  let repository: string;

  beforeAll(async () => {
    host = await startGitHost({ gitHost: { maxPushSize: '2MiB' } });
  });
  beforeEach(async () => {
    const name = `churn-${(count += 1)}`;
    repository = `ml-team/${name}`;
    await host.create('ml-team', name, { 'README.md': '# Churn\n' });
  });

  async function clone(password: string, ...options: string[]) {
    const folder = join(await makeTemporaryFolder(), 'clone');
    const outcome = await runGit([
      'clone',
      ...options,
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

  async function headOf(): Promise<string> {
    const { body } = await host.call(
      ROOT,
      'GET',
      `/repositories/${repository}`,
    );
    return body.head;
  }

  /** A clone of the repository whose origin is asked for with another password. */
  async function cloneFor(password: string) {
    const { folder } = await clone(host.portalToken(ADA));
    await mustRunGit(
      ['remote', 'set-url', 'origin', host.remote(repository, password)],
      folder,
    );
    return folder;
  }

  describe('with a stock client', () => {
    it.each(['0', '1', '2'])(
      'clones, pushes and fetches in protocol version %s',
      async version => {
        const { secret } = await host.createToken(ADA, 'write');
        const config = ['-c', `protocol.version=${version}`];
        const first = await clone(secret, ...config);
        expect(first).toMatchObject({ code: 0 });
        const second = await clone(secret, ...config);
        const pushed = await commit(first.folder, 'model.py', 'print(1)\n');

        await mustRunGit([...config, 'push'], first.folder);

        await expect(headOf()).resolves.toBe(pushed);
        await mustRunGit([...config, 'pull', '--ff-only'], second.folder);
        await expect(
          readFile(join(second.folder, 'model.py'), 'utf8'),
        ).resolves.toBe('print(1)\n');
      },
    );

    it('clones shallowly and deepens', async () => {
      const password = host.portalToken(ADA);
      const { folder } = await clone(password);
      for (const path of ['a', 'b', 'c']) {
        await commit(folder, path, path);
      }
      await mustRunGit(['push'], folder);

      const shallow = await clone(password, '--depth', '2');
      expect(shallow.code).toBe(0);
      const countCommits = () =>
        mustRunGit(['rev-list', '--count', 'HEAD'], shallow.folder);
      await expect(countCommits()).resolves.toBe('2');
      await mustRunGit(['fetch', '--unshallow'], shallow.folder);
      await expect(countCommits()).resolves.toBe('4');
    });

    it('takes a push that is sent in chunks after asking whether it may', async () => {
      const { folder } = await clone(host.portalToken(ADA));
      const pushed = await commit(folder, 'data.bin', randomBytes(1_500_000));
      await mustRunGit(
        ['-c', 'http.postBuffer=65536', 'push', 'origin', 'main'],
        folder,
      );
      await expect(headOf()).resolves.toBe(pushed);
    });

    it('takes requests that the client compressed', async () => {
      const { folder } = await clone(host.portalToken(ADA));
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
        ['fetch', host.remote(repository, host.portalToken(ADA)), 'main'],
        { cwd: other, env: { GIT_CURL_VERBOSE: '1' } },
      );
      expect(code).toBe(0);
      expect(output).toMatch(/Content-Encoding: gzip/i);
    });

    it('makes the first pushed branch of an empty repository the default', async () => {
      const name = `empty-${count}`;
      await host.create('ml-team', name, {});
      const folder = await makeTemporaryFolder();
      await mustRunGit(['init', '-q', '-b', 'trunk'], folder);
      const pushed = await commit(folder, 'README.md', '# Trunk\n');
      await mustRunGit(
        [
          'push',
          host.remote(`ml-team/${name}`, host.portalToken(ADA)),
          'trunk',
        ],
        folder,
      );
      const { body } = await host.call(
        ADA,
        'GET',
        `/repositories/ml-team/${name}`,
      );
      expect(body).toMatchObject({ defaultBranch: 'trunk', head: pushed });
    });

    it('serves many clients at once', async () => {
      const clones = await Promise.all(
        Array.from({ length: 24 }, () => clone(host.portalToken(ADA))),
      );
      expect(clones.map(({ code }) => code)).toEqual(Array(24).fill(0));
    });
  });

  describe('who may', () => {
    it('asks whoever is nobody to sign in, whether the repository exists or not', async () => {
      for (const name of [repository, 'ml-team/absent']) {
        for (const path of [
          'info/refs?service=git-upload-pack',
          'info/refs?service=git-receive-pack',
          'info/refs',
        ]) {
          const response = await fetch(`${host.remote(name)}/${path}`);
          expect(response.status).toBe(401);
          expect(response.headers.get('www-authenticate')).toMatch(/^Basic /);
        }
        for (const service of ['git-upload-pack', 'git-receive-pack']) {
          const response = await fetch(`${host.remote(name)}/${service}`, {
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
          `${host.remote(repository)}/info/refs?service=git-upload-pack`,
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
        host.remote('ml-team/absent', host.portalToken(EVE)),
      ]);
      expect(code).not.toBe(0);
      expect(output).toContain('Repository ml-team/absent does not exist');
    });

    it('lets everybody who signed in read', async () => {
      for (const who of [BOB, EVE]) {
        const { code } = await clone(host.portalToken(who));
        expect(code).toBe(0);
      }
    });

    it.each([
      ['a member of another team', () => host.portalToken(BOB)],
      ['a member of no team', () => host.portalToken(EVE)],
      [
        'a write token of another team',
        async () => (await host.createToken(BOB, 'write')).secret,
      ],
      [
        'a read token of the owning team',
        async () => (await host.createToken(ADA, 'read')).secret,
      ],
    ])('does not let %s push', async (_title, makePassword) => {
      const before = await headOf();
      const folder = await cloneFor(await makePassword());
      await commit(folder, 'README.md', '# Mine now\n');

      const { code, output } = await runGit(['push', 'origin', 'main'], {
        cwd: folder,
      });

      expect(code).not.toBe(0);
      expect(output).toContain('only members of group:default/ml-team may');
      await expect(headOf()).resolves.toBe(before);
    });

    it('checks the push itself, not only the question before it', async () => {
      const response = await fetch(
        `${host.remote(repository)}/git-receive-pack`,
        {
          method: 'POST',
          body: '0000',
          headers: {
            Authorization: `Bearer ${host.portalToken(BOB)}`,
            'Content-Type': 'application/x-git-receive-pack-request',
          },
        },
      );
      expect(response.status).toBe(403);
    });

    it('lets an administrator push', async () => {
      const folder = await cloneFor(host.portalToken(ROOT));
      const pushed = await commit(folder, 'FIX.md', 'fixed\n');
      await mustRunGit(['push', 'origin', 'main'], folder);
      await expect(headOf()).resolves.toBe(pushed);
    });

    it('refuses a token that was revoked', async () => {
      const { id, secret } = await host.createToken(ADA, 'write');
      expect((await clone(secret)).code).toBe(0);
      await host.call(ADA, 'DELETE', `/tokens/${id}`);
      const { code, output } = await clone(secret);
      expect(code).not.toBe(0);
      expect(output).toContain('Authentication failed');
    });

    it('refuses the token of somebody who left the team', async () => {
      const carla = `user:default/carla-${count}`;
      host.memberships[carla] = ['group:default/ml-team'];
      const { secret } = await host.createToken(carla, 'write');
      expect((await clone(secret)).code).toBe(0);

      host.memberships[carla] = [];

      const { code, output } = await clone(secret);
      expect(code).not.toBe(0);
      expect(output).toContain(`stopped working when ${carla} left`);
    });

    it('never writes a secret to the log', async () => {
      const { secret } = await host.createToken(ADA, 'write');
      await clone(secret);
      await clone(`${secret}x`);
      expect(host.logLines.join('\n')).not.toContain(secret);
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
      const response = await fetch(`${host.remote(repository)}/${path}`, {
        method,
        headers: { Authorization: `Bearer ${host.portalToken(ADA)}` },
      });
      expect(response.status).toBe(404);
    });

    it.each([
      'info/refs',
      'info/refs?service=git-upload-archive',
      'info/refs?service=../../bin/sh',
    ])('does not speak the dumb protocol at %s', async path => {
      const response = await fetch(`${host.remote(repository)}/${path}`, {
        headers: { Authorization: `Bearer ${host.portalToken(ADA)}` },
      });
      expect(response.status).toBe(400);
    });

    it('opens no other path to somebody who did not sign in', async () => {
      for (const path of [
        '/v1/repositories',
        `/v1/repositories/${repository}`,
        '/v1/repositories/ml-team/churn.git/info/refs',
        '/v1/tokens',
      ]) {
        const response = await fetch(`${host.api}${path}`, {
          headers: { Authorization: 'Bearer mock-none-token' },
        });
        expect(response.status).toBe(401);
      }
    });
  });

  describe('limits', () => {
    it('refuses a push above the limit, says which, and changes nothing', async () => {
      const before = await headOf();
      const { folder } = await clone(host.portalToken(ADA));
      await commit(folder, 'big.bin', randomBytes(5 * 2 ** 20));

      const { code, output } = await runGit(['push', 'origin', 'main'], {
        cwd: folder,
      });

      expect(code).not.toBe(0);
      expect(output).toContain('exceeds maximum allowed size (2.00 MiB)');
      await expect(headOf()).resolves.toBe(before);
      const objects = join(
        host.directory,
        'repositories',
        `${repository}.git`,
        'objects',
      );
      expect(
        (await readdir(objects)).filter(name => name.startsWith('tmp_objdir')),
      ).toEqual([]);
      expect(await readdir(join(objects, 'pack'))).toEqual([]);
    });

    function post(headers: Record<string, string>, body: Buffer) {
      return fetch(`${host.remote(repository)}/git-receive-pack`, {
        method: 'POST',
        body,
        headers: {
          Authorization: `Bearer ${host.portalToken(ADA)}`,
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
      const before = await headOf();
      await new Promise<void>(resolve => {
        const url = new URL(`${host.remote(repository)}/git-receive-pack`);
        const client = request(url, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${host.portalToken(ADA)}`,
            'Content-Type': 'application/x-git-receive-pack-request',
            'Transfer-Encoding': 'chunked',
          },
        });
        client.on('error', () => resolve());
        client.write('00', () => client.destroy());
        client.on('close', () => resolve());
      });
      const { folder } = await clone(host.portalToken(ADA));
      const pushed = await commit(folder, 'after.txt', 'after\n');
      await mustRunGit(['push'], folder);
      await expect(headOf()).resolves.toBe(pushed);
      expect(before).not.toBe(pushed);
    });
  });

  describe('hostile content', () => {
    it('never runs a hook, whether pushed or lying on the disk', async () => {
      const proof = join(await makeTemporaryFolder(), 'ran');
      const script = `#!/bin/sh\ntouch ${proof}\n`;
      const hooks = join(
        host.directory,
        'repositories',
        `${repository}.git`,
        'hooks',
      );
      await mkdir(hooks, { recursive: true });
      const { folder } = await clone(host.portalToken(ADA));
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
      await commit(folder, 'hooks/note', 'x');
      await mustRunGit(['push'], folder);
      const { status } = await host.call(
        ADA,
        'POST',
        `/repositories/${repository}/commits`,
        { message: 'Edit', files: [{ path: 'x', content: 'x' }] },
      );

      expect(status).toBe(201);
      expect(existsSync(proof)).toBe(false);
    });

    it('keeps submodules and LFS pointers as the text that they are', async () => {
      const { folder } = await clone(host.portalToken(ADA));
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
        [
          'update-index',
          '--add',
          '--cacheinfo',
          `160000,${'1'.repeat(40)},lib`,
        ],
        folder,
      );
      await commit(folder, 'x', 'x');
      await mustRunGit(['push'], folder);

      const base = `/repositories/${repository}`;
      const tree = await host.call(ADA, 'GET', `${base}/tree`);
      expect(tree.body.entries).toContainEqual({
        name: 'lib',
        path: 'lib',
        type: 'submodule',
      });
      const file = await host.call(ADA, 'GET', `${base}/file?path=model.bin`);
      expect(file.body).toMatchObject({
        kind: 'lfs-pointer',
        content: pointer,
      });
      const response = await host.urlReader.readTree(
        `http://portal.test:7007/git/${repository}`,
      );
      const files = await response.files();
      const model = files.find(({ path }) => path === 'model.bin');
      expect((await model!.content()).toString()).toBe(pointer);
    });

    it('refuses objects that attack whoever clones them', async () => {
      const before = await headOf();
      const { folder } = await clone(host.portalToken(ADA));
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
      await expect(headOf()).resolves.toBe(before);
    });
  });

  it('puts pushes on record', async () => {
    const { folder } = await clone(host.portalToken(ADA));
    await commit(folder, 'x', 'x');
    host.audited.length = 0;
    await mustRunGit(['push'], folder);
    expect(host.audited).toContain('repository-push succeeded');
  });
});
