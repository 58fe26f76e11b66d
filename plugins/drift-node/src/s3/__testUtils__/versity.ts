import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LOCAL = resolve(__dirname, '../../../../../.local/go/bin/versitygw');

export const ACCESS_KEY = 'plumbline-test';
export const SECRET_KEY = 'never-in-an-error-message';

/** The S3 server of these tests, if the machine has it. */
export function findVersity(): string | undefined {
  return ['versitygw', LOCAL].find(candidate => {
    try {
      execFileSync(candidate, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** An S3 server on loopback that keeps objects as files in a temporary folder. */
export async function startVersity(program: string) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-s3-'));
  const port = await findFreePort();
  const data = join(folder, 'data');
  const sidecar = join(folder, 'sidecar');
  await mkdir(data);
  await mkdir(sidecar);
  const child = spawn(
    program,
    [
      ...['--port', `127.0.0.1:${port}`, '--quiet', '--health', '/health'],
      // Not every temporary folder can hold extended attributes
      ...['posix', '--sidecar', sidecar, data],
    ],
    {
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        ROOT_ACCESS_KEY: ACCESS_KEY,
        ROOT_SECRET_KEY: SECRET_KEY,
      },
    },
  );
  const ended = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  for (;;) {
    const isReady = await fetch(`${endpoint}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) {
      break;
    }
    if (child.exitCode !== null || !existsSync(folder)) {
      throw new Error('versitygw ended before it answered');
    }
    await new Promise(next => setTimeout(next, 50));
  }
  return {
    endpoint,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
