import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { root } from '../bootstrap/paths.mjs';

/**
 * Runs `npm run plumbline -- …` as a person would, without npm itself.
 *
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onStart?: (child: import('node:child_process').ChildProcess) => void }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function runPlumbline(args, { cwd = root, env, onStart } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(root, 'scripts/plumbline.mjs'), ...args],
      { cwd, env: { ...process.env, ...env, INIT_CWD: cwd }, detached: true },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', data => {
      stdout += data;
    });
    child.stderr.on('data', data => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code, stdout, stderr }));
    onStart?.(child);
  });
}
