import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * The machine's own Git client, without the machine's settings.
 *
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 */
export async function git(args, options = {}) {
  const { stdout } = await execute('git', args, {
    cwd: options.cwd,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Tester',
      GIT_AUTHOR_EMAIL: 'tester@example.com',
      GIT_COMMITTER_NAME: 'Tester',
      GIT_COMMITTER_EMAIL: 'tester@example.com',
    },
  });
  return stdout;
}

/** The clone address with the token in it. */
export function withToken(cloneUrl, token) {
  const url = new URL(cloneUrl);
  url.username = 'tester';
  url.password = token;
  return url.toString();
}
