import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { isRunning } from '../bootstrap/processes.mjs';
import { root } from '../bootstrap/paths.mjs';
import { findFreePort } from '../testing/postgres.mjs';

const execute = promisify(execFile);
const START_TIMEOUT_MS = 300_000;

/**
 * A portal as a user starts it (the very script behind `npm start`), with a
 * port and a data folder of its own.
 *
 * @param {{ config?: string }} [options] config: further app-config, YAML text, over the local one
 */
export async function createPortal(options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-e2e-'));
  const data = join(folder, 'data');
  const port = await findFreePort();
  const configPath = join(folder, 'app-config.e2e.yaml');
  await writeFile(configPath, options.config ?? '{}\n');
  let child;
  let output = '';

  const portal = {
    url: `http://localhost:${port}`,
    data,
    port,
    output: () => output,
    log: () =>
      readFile(join(data, 'logs', 'portal.log'), 'utf8').catch(
        () => '(no log)',
      ),

    async start() {
      output = '';
      child = spawn(
        process.execPath,
        [join(root, 'scripts/start.mjs'), '--config', configPath],
        {
          cwd: root,
          env: {
            ...process.env,
            CI: 'true',
            PLUMBLINE_DATA: data,
            PLUMBLINE_PORT: String(port),
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      await new Promise((resolve, reject) => {
        const timer = setTimeout(
          () =>
            reject(new Error(`The portal did not start in time:\n${output}`)),
          START_TIMEOUT_MS,
        );
        const read = chunk => {
          output += chunk;
          if (output.includes('Plumbline is ready')) {
            clearTimeout(timer);
            resolve();
          }
        };
        child.stdout.on('data', read);
        child.stderr.on('data', read);
        child.on('exit', code => {
          clearTimeout(timer);
          reject(new Error(`The portal ended with ${code}:\n${output}`));
        });
      });
    },

    /** As Ctrl-C does; answers the exit code. */
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) {
        return child?.exitCode;
      }
      const exited = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGINT');
      return exited;
    },

    /** The process that answers requests. */
    backendPid: () => findChild(child.pid),

    /** As a power cut does: the command and the backend are gone at once. */
    async kill() {
      const backendPid = await portal.backendPid();
      const exited = new Promise(resolve => child.once('exit', resolve));
      process.kill(child.pid, 'SIGKILL');
      process.kill(backendPid, 'SIGKILL');
      await exited;
      while (isRunning(backendPid)) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    },

    async remove() {
      await portal.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return portal;
}

/** The backend is the only child that the command keeps running. */
async function findChild(pid) {
  const { stdout } = await execute('ps', ['-A', '-o', 'pid=,ppid=']);
  const line = stdout
    .split('\n')
    .map(row => row.trim().split(/\s+/).map(Number))
    .find(([, parent]) => parent === pid);
  if (!line) {
    throw new Error(`Process ${pid} has no child: the backend is not running.`);
  }
  return line[0];
}
