import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensurePythonEnvironment } from '../templates/pythonEnvironment.mjs';
import { findFreePort } from '../testing/postgres.mjs';
import { startPythonServer } from './pythonServer.mjs';

const here = dirname(fileURLToPath(import.meta.url));

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
  const url = `http://127.0.0.1:${port}`;
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const stop = await startPythonServer({
      name: 'MLflow',
      bin,
      args: [
        ...['-m', 'mlflow', 'server'],
        ...['--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`],
        ...['--artifacts-destination', join(folder, 'artifacts')],
        ...['--host', '127.0.0.1', '--port', String(port), '--workers', '1'],
      ],
      cwd: folder,
      url,
      health: '/health',
    });
    return {
      url,
      bin,
      folder,
      stop: async () => {
        await stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
