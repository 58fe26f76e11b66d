import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';

/** What a git command printed, and how it ended. */
export interface GitOutcome {
  code: number;
  output: string;
}

/** Runs the stock Git client, apart from the configuration of whoever runs the tests. */
export function runGit(
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<GitOutcome> {
  return new Promise(resolve => {
    execFile(
      'git',
      args,
      {
        cwd: options.cwd ?? tmpdir(),
        maxBuffer: 2 ** 26,
        env: {
          PATH: process.env.PATH,
          HOME: '/nonexistent',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_TERMINAL_PROMPT: '0',
          GIT_AUTHOR_NAME: 'Test',
          GIT_AUTHOR_EMAIL: 'test@test',
          GIT_COMMITTER_NAME: 'Test',
          GIT_COMMITTER_EMAIL: 'test@test',
          ...options.env,
        } as NodeJS.ProcessEnv,
      },
      (error, stdout, stderr) =>
        resolve({
          code: error ? Number(error.code ?? -1) : 0,
          output: `${stdout}${stderr}`,
        }),
    );
  });
}

/** Runs git and returns what it printed; throws when it fails. */
export async function mustRunGit(
  args: string[],
  cwd: string,
  env?: Record<string, string>,
): Promise<string> {
  const { code, output } = await runGit(args, { cwd, env });
  if (code !== 0) {
    throw new Error(`git ${args.join(' ')} ended with ${code}: ${output}`);
  }
  return output.trim();
}
