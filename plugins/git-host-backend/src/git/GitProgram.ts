import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';
import { Limiter } from './Limiter';
import { buildGitEnvironment } from './gitEnvironment';

/** Oldest Git that takes `safe.directory` from its environment. */
const MIN_VERSION = [2, 38] as const;
const COMMAND_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 32 * 2 ** 20;
const MAX_STDERR_BYTES = 16 * 2 ** 10;

const HOW_TO_INSTALL =
  'install it (Debian, Ubuntu: apt-get install git; Alpine: apk add git; macOS: xcode-select --install) and make sure that it is on the PATH of the backend; no restart is needed';

/** How a Git command ended. */
export interface GitResult {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** What a Git command is given. */
export interface GitRunOptions {
  /** Bare repository that the command works on. */
  folder?: string;
  input?: Buffer | string;
  env?: Record<string, string>;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Ends a process and all that it started. */
export function killTree(child: { pid?: number }): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}

/** The machine's `git`, run apart from the configuration of user and machine. */
export class GitProgram {
  readonly #commands = new Limiter({ maxRunning: 8, maxWaiting: 1000 });
  #isUsable = false;

  /** Throws a message with the way out while `git` is missing or too old. */
  async assertUsable(): Promise<void> {
    if (this.#isUsable) {
      return;
    }
    const { stdout } = await this.#execute(['version'], {});
    const version = /(\d+)\.(\d+)/.exec(stdout.toString());
    const [major, minor] = [Number(version?.[1]), Number(version?.[2])];
    const isOld =
      major < MIN_VERSION[0] ||
      (major === MIN_VERSION[0] && minor < MIN_VERSION[1]);
    if (!version || isOld) {
      throw new ServiceUnavailableError(
        `The Git host needs git ${MIN_VERSION.join('.')} or newer, but found "${stdout
          .toString()
          .trim()}": ${HOW_TO_INSTALL}`,
      );
    }
    this.#isUsable = true;
  }

  /** Starts a long-lived process in a group of its own; the caller ends it. */
  async start(
    args: string[],
    options: { folder: string; env?: Record<string, string> },
  ): Promise<ChildProcessWithoutNullStreams> {
    await this.assertUsable();
    return this.#spawn(args, options);
  }

  /** Runs a command to its end and returns how it ended, whatever that was. */
  async attempt(
    args: string[],
    options: GitRunOptions = {},
  ): Promise<GitResult> {
    await this.assertUsable();
    return this.#commands.run(() => this.#execute(args, options));
  }

  /** Runs a command that is expected to succeed and returns its output. */
  async run(args: string[], options: GitRunOptions = {}): Promise<Buffer> {
    const { code, stdout, stderr } = await this.attempt(args, options);
    if (code !== 0) {
      throw new Error(
        `git ${args[0]} failed with code ${code}: ${stderr.trim()}`,
      );
    }
    return stdout;
  }

  #spawn(
    args: string[],
    options: { folder?: string; env?: Record<string, string> },
  ): ChildProcessWithoutNullStreams {
    return spawn('git', args, {
      cwd: options.folder,
      env: {
        ...buildGitEnvironment(),
        ...(options.folder ? { GIT_DIR: options.folder } : {}),
        ...options.env,
      },
      detached: true,
      stdio: 'pipe',
    });
  }

  #execute(args: string[], options: GitRunOptions): Promise<GitResult> {
    return new Promise((resolve, reject) => {
      options.signal?.throwIfAborted();
      const child = this.#spawn(args, options);
      const stdout: Buffer[] = [];
      let stdoutBytes = 0;
      let stderr = '';
      let failure: Error | undefined;

      const stop = (reason: Error) => {
        failure ??= reason;
        killTree(child);
      };
      const timeoutMs = options.timeoutMs ?? COMMAND_TIMEOUT_MS;
      const timer = setTimeout(
        () =>
          stop(new Error(`git ${args[0]} took longer than ${timeoutMs} ms`)),
        timeoutMs,
      );
      const onAbort = () => stop(new Error(`git ${args[0]} was aborted`));
      options.signal?.addEventListener('abort', onAbort, { once: true });

      child.stdout.on('data', (chunk: Buffer) => {
        stdoutBytes += chunk.length;
        if (stdoutBytes > MAX_OUTPUT_BYTES) {
          stop(
            new Error(
              `git ${args[0]} answered more than ${MAX_OUTPUT_BYTES} bytes`,
            ),
          );
        } else {
          stdout.push(chunk);
        }
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (stderr.length < MAX_STDERR_BYTES) {
          stderr += chunk.toString();
        }
      });
      // A command may end without reading all of its input; its exit code tells.
      child.stdin.on('error', () => {});
      child.stdin.end(options.input);

      const settle = () => {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', onAbort);
      };
      child.on('error', error => {
        settle();
        reject(describeSpawnError(error));
      });
      child.on('close', code => {
        settle();
        if (failure) {
          reject(failure);
        } else {
          resolve({ code: code ?? -1, stdout: Buffer.concat(stdout), stderr });
        }
      });
    });
  }
}

/** `ENOENT` of a spawn means the program or the working folder; the folder was looked up before. */
export function describeSpawnError(error: Error): Error {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return new ServiceUnavailableError(
      `The program "git" was not found on this machine: ${HOW_TO_INSTALL}`,
    );
  }
  return error;
}
