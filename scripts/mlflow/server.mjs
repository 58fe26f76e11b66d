import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensurePythonEnvironment } from '../templates/pythonEnvironment.mjs';
import { findFreePort } from '../testing/postgres.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const READY_MS = 120_000;

/**
 * A real MLflow server on loopback, with its database and artifacts in a
 * temporary folder. The first start installs MLflow below `.local/venvs`.
 *
 * @returns {Promise<{ url: string, bin: string, folder: string, stop: () => Promise<void> }>}
 *   `bin` is the folder of its Python, which can also train the sample pipeline
 */
export async function startMlflow() {
  const bin = await ensurePythonEnvironment([join(here, 'requirements.lock')]);
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-mlflow-'));
  const port = await findFreePort();
  const child = spawn(
    join(bin, 'python'),
    [
      ...['-m', 'mlflow', 'server'],
      ...['--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`],
      ...['--artifacts-destination', join(folder, 'artifacts')],
      ...['--host', '127.0.0.1', '--port', String(port), '--workers', '1'],
    ],
    {
      cwd: folder,
      // A group of its own: the server's workers end with it
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true' },
    },
  );
  let log = '';
  const keep = chunk => {
    log = `${log}${chunk}`.slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit');
  const stop = async () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already
    }
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const giveUpAt = Date.now() + READY_MS;
  for (;;) {
    const isReady = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) {
      return { url, bin, folder, stop };
    }
    if (child.exitCode !== null || Date.now() > giveUpAt) {
      await stop();
      throw new Error(`MLflow does not answer on ${url}:\n${log}`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
