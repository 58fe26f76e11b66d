import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';

const READY_MS = 120_000;

/**
 * A server of a Python environment on loopback, once it answers.
 *
 * @param {{ name: string, bin: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv, url: string, health: string }} options
 *   `bin` is the folder of the environment's programs, `health` the path that answers 2xx
 * @returns {Promise<() => Promise<void>>} ends it with all its workers
 */
export async function startPythonServer(options) {
  const { name, bin, args, cwd, env, url, health } = options;
  const child = spawn(join(bin, 'python'), args, {
    cwd,
    // A group of its own: the server's workers end with it
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // It starts other programs of its environment by their names
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      MLFLOW_DISABLE_TELEMETRY: 'true',
      ...env,
    },
  });
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
  };
  const giveUpAt = Date.now() + READY_MS;
  for (;;) {
    const isReady = await fetch(`${url}${health}`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) {
      return stop;
    }
    if (child.exitCode !== null || Date.now() > giveUpAt) {
      await stop();
      throw new Error(`${name} does not answer on ${url}:\n${log}`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
