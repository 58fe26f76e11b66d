import { Worker } from 'node:worker_threads';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type {
  ParseAnswer,
  ParseRequest,
  ReportHead,
} from '@plumbline/backstage-plugin-scans-formats';

const DEADLINE_MS = 60_000;
const MAX_HEAP_MB = 1536;
/** Smaller ones may share memory with others. */
const LARGE = 1024 * 1024;

/** A report that was read, its findings packed. */
export interface ParsedReport {
  head: ReportHead;
  chunks: Uint8Array[];
  /** SHA-256 of the bytes, hexadecimal. */
  digest: string;
}

/** The program of the thread; from its source it needs what runs the backend from sources. */
function startThread(): Worker {
  const program =
    require.resolve('@plumbline/backstage-plugin-scans-formats/worker');
  return new Worker(program, {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    ...(program.endsWith('.ts')
      ? {
          execArgv: [
            '--require',
            require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          ],
        }
      : {}),
  });
}

/** Memory that a large report has to itself is handed over, not copied. */
function givenAway({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return byteLength >= LARGE &&
    buffer instanceof ArrayBuffer &&
    buffer.byteLength === byteLength
    ? [buffer]
    : [];
}

/** Reads reports in a thread, one at a time: a bad one ends the thread, not the backend. */
export class ReportParser {
  #thread: Worker | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * The bytes are given away: they cannot be used afterwards.
   *
   * @throws InputError with the reason when the report cannot be read
   */
  async parse(request: ParseRequest): Promise<ParsedReport> {
    const answer = this.#queue.then(() => this.#ask(request));
    this.#queue = answer.catch(() => {});
    const parsed = await answer;
    if ('refused' in parsed) {
      throw new InputError(`The report cannot be read: ${parsed.refused}`);
    }
    return parsed;
  }

  async stop(): Promise<void> {
    await this.#thread?.terminate();
  }

  async #ask(request: ParseRequest): Promise<ParseAnswer> {
    this.#thread ??= startThread();
    const thread = this.#thread;
    thread.ref();
    const controller = new AbortController();
    const { signal } = controller;
    try {
      return await new Promise<ParseAnswer>((resolve, reject) => {
        const timer = setTimeout(
          () =>
            reject(
              new InputError(
                `The report cannot be read: it takes longer than ${DEADLINE_MS / 1000} seconds`,
              ),
            ),
          DEADLINE_MS,
        );
        const onError = (error: NodeJS.ErrnoException) =>
          reject(
            error.code === 'ERR_WORKER_OUT_OF_MEMORY'
              ? new InputError(
                  'The report cannot be read: it takes more memory than is allowed',
                )
              : new ServiceUnavailableError(
                  'The report could not be read',
                  error,
                ),
          );
        const onExit = () =>
          reject(new ServiceUnavailableError('The portal is stopping'));
        thread
          .on('message', resolve)
          .on('error', onError)
          .on('exit', onExit)
          .postMessage(request, givenAway(request.bytes));
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          thread.off('message', resolve).off('error', onError);
          thread.off('exit', onExit);
        });
      });
    } catch (error) {
      this.#thread = undefined;
      await thread.terminate();
      throw error;
    } finally {
      controller.abort();
      // An idle thread keeps no process alive
      thread.unref();
    }
  }
}
