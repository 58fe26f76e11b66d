import { findFreePort } from '../testing/postgres.mjs';
import { startPythonServer } from './pythonServer.mjs';

/**
 * MLflow's own model server for one version of a registered model.
 *
 * @param {{ mlflow: Awaited<ReturnType<import('./server.mjs').startMlflow>>, model: string }} options
 *   `model` as MLflow names it, such as `models:/churn@champion`
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` takes the questions
 */
export async function startModelServer({ mlflow, model }) {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const stop = await startPythonServer({
    name: 'The model server',
    bin: mlflow.bin,
    args: [
      ...['-m', 'mlflow', 'models', 'serve', '--model-uri', model],
      ...['--env-manager', 'local', '--workers', '1'],
      ...['--host', '127.0.0.1', '--port', String(port)],
    ],
    cwd: mlflow.folder,
    env: { MLFLOW_TRACKING_URI: mlflow.url },
    url,
    health: '/ping',
  });
  return { url: `${url}/invocations`, stop };
}
