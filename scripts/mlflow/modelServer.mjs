import { startPythonServer } from './pythonServer.mjs';

/**
 * MLflow's own model server for one version of a registered model.
 *
 * @param {{ mlflow: Awaited<ReturnType<import('./server.mjs').startMlflow>>, model: string, port: number }} options
 *   `model` as MLflow names it, such as `models:/churn@champion`
 * @returns {Promise<() => Promise<void>>} ends it; it takes questions at `/invocations`
 */
export async function startModelServer({ mlflow, model, port }) {
  return startPythonServer({
    name: 'The model server',
    bin: mlflow.bin,
    args: [
      ...['-m', 'mlflow', 'models', 'serve', '--model-uri', model],
      ...['--env-manager', 'local', '--workers', '1'],
      ...['--host', '127.0.0.1', '--port', String(port)],
    ],
    cwd: mlflow.folder,
    env: { MLFLOW_TRACKING_URI: mlflow.url },
    url: `http://127.0.0.1:${port}`,
    health: '/ping',
  });
}
