import { join } from 'node:path';

import { mustRun } from '../bootstrap/run.mjs';
import { ensurePythonEnvironment } from '../templates/pythonEnvironment.mjs';

/** Scores the rows that lie there as if it were each of these days. */
const SCORE_DAYS = `
import sys
from datetime import datetime
from pipeline.score import score
from pipeline.settings import read_settings

for day in sys.argv[1:]:
    score(read_settings(), datetime.fromisoformat(f"{day}T04:00:00+00:00"))
`;

async function runPython({ repository, url, args }) {
  const bin = await ensurePythonEnvironment([
    join(repository, 'requirements-dev.lock'),
  ]);
  await mustRun(join(bin, 'python'), args, {
    cwd: repository,
    env: {
      ...process.env,
      PYTHONPATH: 'src',
      MLFLOW_TRACKING_URI: url,
      MLFLOW_DISABLE_TELEMETRY: 'true',
    },
  });
}

/**
 * Trains a generated `ml-pipeline` repository against an MLflow server and
 * makes the new version the champion, if it is better.
 *
 * @param {{ repository: string, url: string }} options
 */
export async function trainSample({ repository, url }) {
  await runPython({ repository, url, args: ['-m', 'pipeline', 'train'] });
}

/**
 * Scores with the champion, once for each day.
 *
 * @param {{ repository: string, url: string, days: string[] }} options days such as `2026-11-20`
 */
export async function scoreSample({ repository, url, days }) {
  await runPython({ repository, url, args: ['-c', SCORE_DAYS, ...days] });
}
