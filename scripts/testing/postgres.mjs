import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The folder with initdb and pg_ctl: on the path, or where Debian and Homebrew put them. */
export function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const candidates = [
    ...(process.env.PATH ?? '').split(':'),
    ...(existsSync(debian)
      ? readdirSync(debian)
          .sort((a, b) => Number(b) - Number(a))
          .map(version => join(debian, version, 'bin'))
      : []),
    '/opt/homebrew/opt/postgresql@15/bin',
    '/usr/local/opt/postgresql@15/bin',
  ];
  return candidates.find(
    folder =>
      existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')),
  );
}

/** A port that nobody listens on right now. */
export async function findFreePort() {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** PostgreSQL refuses to run as root, so root hands it to this user. */
async function findServerUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(
      ['-u', '-g'].map(flag => execute('id', [flag, name])),
    ).catch(() => undefined);
    if (ids) {
      return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
    }
  }
  return undefined;
}

/**
 * A PostgreSQL server of its own on a free loopback port, in a temporary folder.
 *
 * @param {string} binaries folder of initdb and pg_ctl
 * @returns {Promise<{ host: string, port: number, user: string, url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres(binaries) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-postgres-'));
  const user = await findServerUser();
  if (user) {
    await chown(folder, user.uid, user.gid);
  }
  const options = {
    ...user,
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  };
  const data = join(folder, 'data');
  const port = await findFreePort();
  await execute(
    join(binaries, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'plumbline',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    options,
  );
  await execute(
    join(binaries, 'pg_ctl'),
    [
      '-D',
      data,
      '-w',
      '-l',
      join(folder, 'log'),
      '-o',
      `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c max_connections=200`,
      'start',
    ],
    options,
  );
  return {
    host: '127.0.0.1',
    port,
    user: 'plumbline',
    url: `postgresql://plumbline@127.0.0.1:${port}/postgres`,
    async stop() {
      await execute(
        join(binaries, 'pg_ctl'),
        ['-D', data, '-m', 'immediate', 'stop'],
        options,
      );
      await rm(folder, { recursive: true, force: true });
    },
  };
}
