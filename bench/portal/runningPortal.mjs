import { execFileSync, spawn } from 'node:child_process';
import { openSync } from 'node:fs';

const READY_TIMEOUT_MS = 120_000;
const POLL_MS = 50;

/** Resident memory of a process in bytes. */
export function readMemory(pid) {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(String(kilobytes).trim()) * 1024;
}

/**
 * Starts a portal's backend, which serves the built frontend, and waits until
 * it says that it is ready.
 *
 * @param {{ node: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, port: number, log: string }} options
 * @returns {Promise<{ pid: number, readyMs: number, stop: () => Promise<void> }>}
 */
export async function startPortal({ node, args, cwd, env, port, log }) {
  const started = performance.now();
  const output = openSync(log, 'w');
  const child = spawn(node, args, {
    cwd,
    env,
    stdio: ['ignore', output, output],
  });
  const exited = new Promise(resolve => {
    child.once('exit', resolve);
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
    }
    await exited;
  };
  while (performance.now() - started < READY_TIMEOUT_MS) {
    if (child.exitCode !== null) {
      throw new Error(`the backend ended before it was ready; see ${log}`);
    }
    const isReady = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
    ).then(
      response => response.ok,
      () => false,
    );
    if (isReady) {
      return { pid: child.pid, readyMs: performance.now() - started, stop };
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
  await stop();
  throw new Error(`the backend was not ready in time; see ${log}`);
}
