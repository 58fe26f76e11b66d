import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { formatByteSize } from '../domain/byteSize';
import { GitProgram, describeSpawnError, killTree } from './GitProgram';
import { Limiter } from './Limiter';

/** The two services of the Git protocol. */
export type GitService = 'git-upload-pack' | 'git-receive-pack';

/** Refused for its size; answered with status 413. */
export class BodyTooLargeError extends Error {
  readonly status = 413;
  override readonly name = 'BodyTooLargeError';
}

/** Room for the commands that come before the pack of a push. */
const COMMANDS_BYTES = 2 ** 20;
/** A fetch sends only names of commits. */
const MAX_FETCH_REQUEST_BYTES = 32 * 2 ** 20;
const IDLE_TIMEOUT_MS = 2 * 60_000;
const TOTAL_TIMEOUT_MS = 30 * 60_000;
/** Git learns that a push was refused only when it has sent it; beyond this it is cut off. */
const DRAIN_FACTOR = 4;

function describeBodyError(error: NodeJS.ErrnoException): Error {
  return error.code?.startsWith('Z_')
    ? new InputError(`The request body is not valid gzip: ${error.message}`)
    : error;
}

/**
 * The stateless form of the Git protocol that smart HTTP carries: what
 * `git http-backend` does, without a CGI in between. Only these two services
 * exist, so that no file of a repository can be asked for by name.
 */
export class SmartHttp {
  readonly #git: GitProgram;
  readonly #logger: LoggerService;
  readonly #maxPushBytes: number;
  readonly #exchanges = new Limiter({ maxRunning: 16, maxWaiting: 64 });

  constructor(options: {
    git: GitProgram;
    logger: LoggerService;
    maxPushBytes: number;
  }) {
    this.#git = options.git;
    this.#logger = options.logger;
    this.#maxPushBytes = options.maxPushBytes;
  }

  /** The refs and abilities of a repository, in answer to `info/refs`. */
  async advertise(options: {
    folder: string;
    service: GitService;
    protocol?: string;
  }): Promise<Buffer> {
    const { folder, service } = options;
    const protocol = service === 'git-upload-pack' ? options.protocol : '';
    const refs = await this.#git.run(
      [service.slice('git-'.length), '--http-backend-info-refs', folder],
      { env: this.#environment(protocol) },
    );
    if (/(^|:)version=2(:|$)/.test(protocol ?? '')) {
      return refs;
    }
    const line = `# service=${service}\n`;
    const length = (line.length + 4).toString(16).padStart(4, '0');
    return Buffer.concat([Buffer.from(`${length}${line}0000`), refs]);
  }

  /** The most bytes of a request body that are given to a service. */
  maxBodyBytes(service: GitService): number {
    return service === 'git-receive-pack'
      ? this.#maxPushBytes + COMMANDS_BYTES
      : MAX_FETCH_REQUEST_BYTES;
  }

  /** The refusal of a body that is too large, naming the limit and its key. */
  describeTooLarge(service: GitService): BodyTooLargeError {
    return new BodyTooLargeError(
      service === 'git-receive-pack'
        ? `The push is larger than ${formatByteSize(
            this.#maxPushBytes,
          )}, the limit of this Git host (gitHost.maxPushSize)`
        : `The request is larger than ${formatByteSize(
            MAX_FETCH_REQUEST_BYTES,
          )}`,
    );
  }

  /**
   * Gives a request body to a service and resolves with its answer as soon as
   * there is some, so that a refusal can still choose the HTTP status.
   */
  async exchange(options: {
    folder: string;
    service: GitService;
    protocol?: string;
    input: Readable;
    signal: AbortSignal;
  }): Promise<Readable> {
    const leave = await this.#exchanges.enter();
    try {
      options.signal.throwIfAborted();
      return await this.#start(options, leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  #environment(protocol?: string): Record<string, string> {
    return protocol ? { GIT_PROTOCOL: protocol } : {};
  }

  async #start(
    options: {
      folder: string;
      service: GitService;
      protocol?: string;
      input: Readable;
      signal: AbortSignal;
    },
    leave: () => void,
  ): Promise<Readable> {
    const { folder, service, protocol, input, signal } = options;
    const limit =
      service === 'git-receive-pack'
        ? ['-c', `receive.maxInputSize=${this.#maxPushBytes}`]
        : [];
    const child = await this.#git.start(
      [...limit, service.slice('git-'.length), '--stateless-rpc', folder],
      { folder, env: this.#environment(protocol) },
    );

    return new Promise<Readable>((resolve, reject) => {
      const output = new PassThrough();
      let stderr = '';
      const fail = (error: Error) => {
        killTree(child);
        reject(error);
        output.destroy(error);
      };
      // Once handed out, the stream tells its reader; before, the promise does.
      output.on('error', () => {});

      const total = setTimeout(
        () => fail(new Error(`${service} took longer than its time limit`)),
        TOTAL_TIMEOUT_MS,
      );
      const idle = setTimeout(
        () => fail(new Error(`${service} waited too long for its client`)),
        IDLE_TIMEOUT_MS,
      );
      const onAbort = () => fail(new Error(`The client of ${service} left`));
      signal.addEventListener('abort', onAbort, { once: true });

      child.stderr.on('data', chunk => {
        stderr = `${stderr}${chunk}`.slice(0, 2000);
      });
      child.stdout.once('data', () => resolve(output));
      child.stdout.on('data', () => idle.refresh());
      child.stdout.pipe(output, { end: false });
      child.on('error', error => fail(describeSpawnError(error)));
      child.on('close', code => {
        clearTimeout(total);
        clearTimeout(idle);
        signal.removeEventListener('abort', onAbort);
        leave();
        if (code !== 0) {
          this.#logger.warn(`${service} ended with ${code}: ${stderr.trim()}`, {
            folder,
          });
          // Nothing happens when the answer has begun: it holds the reason.
          reject(
            new InputError(`${service} could not make sense of the request`),
          );
        }
        output.end();
        resolve(output);
      });

      this.#feed({
        input,
        stdin: child.stdin,
        maxBytes: this.maxBodyBytes(service),
        onProgress: () => idle.refresh(),
      }).then(
        isWithinLimit => {
          if (!isWithinLimit) {
            fail(this.describeTooLarge(service));
          }
        },
        error => fail(describeBodyError(error)),
      );
    });
  }

  /**
   * Copies the body to the service and counts. A service that stops reading
   * has refused and says why, so the rest is read and thrown away.
   */
  async #feed(options: {
    input: Readable;
    stdin: NodeJS.WritableStream;
    maxBytes: number;
    onProgress: () => void;
  }): Promise<boolean> {
    const { input, stdin, maxBytes, onProgress } = options;
    let isOpen = true;
    const closed = new Promise<void>(resolve => {
      const close = () => {
        isOpen = false;
        resolve();
      };
      stdin.on('error', close);
      stdin.on('close', close);
    });
    let bytes = 0;
    for await (const chunk of input.iterator({ destroyOnReturn: false })) {
      onProgress();
      bytes += chunk.length;
      if (bytes > maxBytes * (isOpen ? 1 : DRAIN_FACTOR)) {
        return false;
      }
      if (isOpen && !stdin.write(chunk)) {
        await Promise.race([once(stdin, 'drain'), closed]);
      }
    }
    stdin.end();
    return true;
  }
}
