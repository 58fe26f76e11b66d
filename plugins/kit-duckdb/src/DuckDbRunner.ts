import { ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { MachineFault } from './MachineFault';

/** A value that is bound to a statement, never written into it. @public */
export type DuckDbParameter = number | bigint | string | boolean;

/** One column of a result. @public */
export type DuckDbColumn =
  Float64Array | readonly (string | number | bigint | boolean | null)[];

/** A result by columns: numbers as `Float64Array` where all are DOUBLE or safe integers without nulls, decimals as text. @public */
export interface DuckDbResult {
  rowCount: number;
  columns: Record<string, DuckDbColumn>;
}

/** Limits of one DuckDB process. @public */
export interface DuckDbOptions {
  /** Folders that statements may read; nothing else, and no network. */
  folders: readonly string[];
  /** Such as `512MB`; what does not fit goes to a temporary folder. Defaults to `512MB`. */
  memoryLimit?: string;
  /** Where tables are: in memory, or compressed in a file of the temporary folder. Defaults to `memory`. */
  storage?: 'memory' | 'disk';
  /** Defaults to 1. */
  threads?: number;
  /** Longest statement. Defaults to 10 minutes. */
  timeoutMs?: number;
}

const DEFAULT_MEMORY_LIMIT = '512MB';
const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;
/** Time between asking a statement to stop and killing its process. */
const INTERRUPT_GRACE_MS = 2_000;
const STOP_GRACE_MS = 2_000;
/** A process is replaced after so many statements: what a native library may leak stays small. */
const STATEMENTS_PER_PROCESS = 5_000;
/** How DuckDB says that memory, or the temporary folder, is too small. */
const OUT_OF_MEMORY = /^Out of Memory Error/;

type Answer =
  | { type: 'opened' }
  | {
      type: 'result';
      id: number;
      rowCount: number;
      columns: Record<string, DuckDbColumn>;
    }
  | { type: 'error'; id?: number; message: string };

interface Pending {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Where the process's program lies, whether this file is a source, built or bundled. */
function workerPath(): string {
  return join(
    dirname(
      require.resolve('@plumbline/backstage-plugin-kit-duckdb/package.json'),
    ),
    'worker/duckdb.cjs',
  );
}

/**
 * DuckDB in a process of its own: memory limit, time-out, readable folders and
 * no network. Statements run one after the other. When the process dies, the
 * running statement fails with a plain message and the next one gets a new
 * process.
 *
 * @public
 */
export class DuckDbRunner {
  readonly dialect = 'duckdb';
  readonly #options: DuckDbOptions;
  #process: Promise<ChildProcess> | undefined;
  #temporaryFolder: string | undefined;
  #pending: Pending | undefined;
  readonly #queue = pLimit(1);
  #statements = 0;
  #holders = 0;
  #isClosed = false;

  constructor(options: DuckDbOptions) {
    this.#options = options;
  }

  async query(
    sql: string,
    parameters: readonly DuckDbParameter[],
    options: { signal?: AbortSignal } = {},
  ): Promise<DuckDbResult> {
    return this.#queue(() =>
      this.#runStatement(sql, parameters, options.signal),
    );
  }

  async #runStatement(
    sql: string,
    parameters: readonly DuckDbParameter[],
    signal: AbortSignal | undefined,
  ): Promise<DuckDbResult> {
    signal?.throwIfAborted();
    if (this.#isClosed) {
      throw new Error('The data set was closed');
    }
    if (this.#statements >= STATEMENTS_PER_PROCESS && this.#holders === 0) {
      await this.#stopProcess();
    }
    this.#process ??= this.#startProcess();
    const child = await this.#process;
    signal?.throwIfAborted();
    this.#statements += 1;
    const id = this.#statements;
    const timeoutMs = this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    let reason: Error | undefined;
    let killTimer: NodeJS.Timeout | undefined;
    const interrupt = (why: Error) => {
      reason = why;
      if (child.connected) {
        child.send({ type: 'interrupt' });
      }
      killTimer = setTimeout(() => child.kill('SIGKILL'), INTERRUPT_GRACE_MS);
    };
    const onAbort = () =>
      interrupt(
        signal?.reason instanceof Error
          ? signal.reason
          : new Error('Cancelled'),
      );
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(
      () =>
        interrupt(
          new MachineFault(
            `The data was not read within ${Math.round(timeoutMs / 1000)} s`,
          ),
        ),
      timeoutMs,
    );
    try {
      const answer = await this.#ask(child, {
        type: 'query',
        id,
        sql,
        parameters,
      });
      if (answer.type !== 'result') {
        throw new MachineFault('DuckDB answered out of turn');
      }
      return { rowCount: answer.rowCount, columns: answer.columns };
    } catch (error) {
      throw reason ?? error;
    } finally {
      clearTimeout(timer);
      clearTimeout(killTimer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #ask(child: ChildProcess, message: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      // A process that cannot be told anything is ending: its end says why
      child.send(message, () => {});
    });
  }

  async #startProcess(): Promise<ChildProcess> {
    this.#temporaryFolder ??= await mkdtemp(
      join(tmpdir(), 'plumbline-duckdb-'),
    );
    const child = fork(workerPath(), [], {
      serialization: 'advanced',
      // Ctrl-C of a terminal is for us: we tell the process how to end
      detached: true,
      windowsHide: true,
      execArgv: [],
      env: {
        PATH: process.env.PATH,
        HOME: this.#temporaryFolder,
        SystemRoot: process.env.SystemRoot,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr?.on('data', data => {
      lastWords = `${lastWords}${data}`.slice(-2_000);
    });
    child.on('error', ({ message }) =>
      this.#pending?.reject(
        new MachineFault(`DuckDB could not be started: ${message}`),
      ),
    );
    child.on('message', (answer: Answer) => {
      const pending = this.#pending;
      this.#pending = undefined;
      if (answer.type === 'error') {
        pending?.reject(
          OUT_OF_MEMORY.test(answer.message)
            ? new MachineFault(answer.message)
            : new Error(answer.message),
        );
      } else {
        pending?.resolve(answer);
      }
    });
    child.on('exit', (code, signal) => {
      this.#process = undefined;
      this.#statements = 0;
      this.#pending?.reject(
        new MachineFault(
          lastWords.includes('ERR_DLOPEN_FAILED') ||
            lastWords.includes('Cannot find module')
            ? 'DuckDB has no build for this machine'
            : `DuckDB ended unexpectedly (${signal ?? `code ${code}`})`,
        ),
      );
      this.#pending = undefined;
    });
    await this.#ask(child, {
      type: 'open',
      options: {
        folders: this.#options.folders,
        memoryLimit: this.#options.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
        threads: this.#options.threads ?? 1,
        storage: this.#options.storage ?? 'memory',
        temporaryFolder: this.#temporaryFolder,
      },
    });
    return child;
  }

  async #stopProcess(): Promise<void> {
    const child = await this.#process?.catch(() => undefined);
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.disconnect();
    });
    this.#process = undefined;
    this.#statements = 0;
  }

  /** Keeps the process, and with it its tables, until the returned function is called. */
  hold(): () => void {
    this.#holders += 1;
    return () => {
      this.#holders -= 1;
    };
  }

  /** Ends the process and removes its temporary folder. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#stopProcess();
    if (this.#temporaryFolder) {
      await rm(this.#temporaryFolder, { recursive: true, force: true });
    }
  }
}
