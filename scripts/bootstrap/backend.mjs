import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

import { Failure } from './failure.mjs';
import { dataDir, root } from './paths.mjs';

/** Longest wait for readiness on a slow machine. */
const READY_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 15_000;
/** Lines shown when the backend ends before it is ready. */
const TAIL_LINES = 25;

/**
 * Starts the backend, with the repository's root as its working directory.
 *
 * @param {{ node: string, env: NodeJS.ProcessEnv, techdocsBin: string, port: number, isVerbose: boolean, configs: string[], isWatching?: boolean }} options
 */
export async function startBackend(options) {
  const { node, env, techdocsBin, port, isVerbose, configs } = options;
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  const logPath = join(dataDir, 'logs', 'portal.log');
  const log = createWriteStream(logPath, { flags: 'w' });
  const tail = [];
  const child = spawn(
    node,
    [
      ...(options.isWatching ? ['--watch', '--watch-preserve-output'] : []),
      '--require',
      join(root, 'scripts/bootstrap/endWithParent.cjs'),
      '--enable-source-maps',
      '--require',
      join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      'packages/backend/src/index.ts',
      ...configs.flatMap(path => ['--config', path]),
    ],
    {
      cwd: root,
      env: {
        NODE_ENV: 'production',
        ...env,
        PATH: `${techdocsBin}${delimiter}${env.PATH}`,
        PLUMBLINE_DATA: dataDir,
        PLUMBLINE_PORT: String(port),
        FORCE_COLOR: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      log.write(`${line}\n`);
      tail.push(line);
      if (tail.length > 400) {
        tail.shift();
      }
      if (isVerbose) {
        process.stdout.write(`${line}\n`);
      }
    });
  }
  const exited = new Promise(resolve => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  return {
    pid: child.pid,
    logPath,
    exited,
    waitUntilReady: () => waitUntilReady({ port, exited, tail, logPath }),
    /** What it said last, for a failure message. */
    lastLines: () => tail.slice(-TAIL_LINES).join('\n'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
        await exited;
        clearTimeout(timer);
      }
      log.end();
    },
  };
}

async function waitUntilReady({ port, exited, tail, logPath }) {
  const until = Date.now() + READY_TIMEOUT_MS;
  let ended;
  exited.then(result => {
    ended = result;
  });
  while (Date.now() < until) {
    // The framework goes on without the plugin that failed, and never gets ready
    if (ended || tail.some(line => line.includes('Backend startup failed'))) {
      throw explainEnd(tail, logPath);
    }
    const isReady = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
      { signal: AbortSignal.timeout(2_000) },
    ).then(
      response => response.ok,
      () => false,
    );
    if (isReady) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 150));
  }
  throw new Failure(
    `The backend was not ready within ${READY_TIMEOUT_MS / 1000} s.`,
    `Its log is ${logPath}; the last lines were:\n${tail.slice(-TAIL_LINES).join('\n')}`,
  );
}

function explainEnd(tail, logPath) {
  const text = tail.join('\n');
  if (/SQLITE_BUSY|database is locked/.test(text)) {
    return new Failure(
      `A database in ${dataDir} is locked by another program.`,
      'Stop that program (another portal or a database viewer) and start again.',
    );
  }
  if (/SQLITE_READONLY|attempt to write a readonly database/.test(text)) {
    return new Failure(
      `A database in ${dataDir} is read-only.`,
      'Give your user the right to write there and start again.',
    );
  }
  if (/ENOSPC|SQLITE_FULL/.test(text)) {
    return new Failure(
      `The disk that holds ${dataDir} is full.`,
      'Free some space and start again.',
    );
  }
  return new Failure(
    'The backend stopped while starting.',
    `Its log is ${logPath}; the last lines were:\n${tail.slice(-TAIL_LINES).join('\n')}`,
  );
}
