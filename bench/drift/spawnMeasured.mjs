import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** Evidently takes its time on ten million rows. */
const TIMEOUT_MS = 30 * 60_000;

/** Every library that likes threads gets one. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  NUMEXPR_NUM_THREADS: '1',
  ARROW_NUM_THREADS: '1',
  DO_NOT_TRACK: '1',
};

/**
 * Runs a command and answers what it cost and the JSON on the last line of its
 * output, if it is JSON; `failure` when it did not end well.
 *
 * @param {{ python: string, args: string[], env: NodeJS.ProcessEnv }} options
 */
export async function spawnMeasured({ python, args, env }) {
  const child = spawn(python, [join(here, 'measure.py'), ...args], {
    env: { ...env, ...ONE_THREAD },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', data => {
    stdout += data;
  });
  child.stderr.on('data', data => {
    stderr = `${stderr}${data}`.slice(-4000);
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const cost = lastJson(stderr);
  if (code !== 0 || !cost) {
    return { failure: stderr.trim().split('\n').slice(-4, -1).join(' ') };
  }
  return { ...cost, answer: lastJson(stdout) };
}

function lastJson(text) {
  try {
    return JSON.parse(text.trim().split('\n').at(-1));
  } catch {
    return undefined;
  }
}
