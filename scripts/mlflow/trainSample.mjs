import { join } from 'node:path';

import { mustRun } from '../bootstrap/run.mjs';
import { ensurePythonEnvironment } from '../templates/pythonEnvironment.mjs';

/**
 * Trains a generated `ml-pipeline` repository against an MLflow server and
 * makes the new version the champion.
 *
 * @param {{ repository: string, url: string }} options
 */
export async function trainSample({ repository, url }) {
  const bin = await ensurePythonEnvironment([
    join(repository, 'requirements-dev.lock'),
  ]);
  const env = {
    ...process.env,
    PYTHONPATH: 'src',
    MLFLOW_TRACKING_URI: url,
    MLFLOW_DISABLE_TELEMETRY: 'true',
  };
  for (const command of ['train', 'promote']) {
    await mustRun(join(bin, 'python'), ['-m', 'pipeline', command], {
      cwd: repository,
      env,
    });
  }
}
