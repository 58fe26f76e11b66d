import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs a program to its end and keeps what it prints.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program does not exist
 */
export function run(command, args, options = {}) {
  return new Promise(resolve => {
    const lines = [];
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        lines.push(line);
        options.onLine?.(line);
      });
    }
    child.on('error', error => {
      resolve({ code: 127, output: `${lines.join('\n')}\n${error.message}` });
    });
    child.on('close', code => {
      resolve({ code: code ?? 1, output: lines.join('\n') });
    });
  });
}

/** Runs a program that has to succeed; answers what it printed, which is the error when it fails. */
export async function mustRun(command, args, options = {}) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${code}:\n${output
        .split('\n')
        .slice(-60)
        .join('\n')}`,
    );
  }
  return output;
}
