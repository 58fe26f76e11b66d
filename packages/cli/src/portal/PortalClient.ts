import { setTimeout as sleep } from 'node:timers/promises';
import { ServerRefused, UnusableInput } from '../exitCodes';

const REQUEST_TIMEOUT_MS = 180_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_MESSAGE = 500;
/** Waits before the attempts after the first: a portal that is restarted is back by then. */
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 16_000];
const MAX_RETRY_AFTER_MS = 60_000;
const TRY_AGAIN = new Set([408, 429, 502, 503, 504]);

/** What an answer must look like. */
interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

interface Answer {
  status: number;
  text: string;
  retryAfterMs: number;
}

function readAddress(server: string): URL {
  let address: URL;
  try {
    address = new URL(server);
  } catch {
    throw new UnusableInput(`--server ${server}: is no address`);
  }
  if (address.protocol !== 'https:' && address.protocol !== 'http:') {
    throw new UnusableInput(`--server ${server}: must begin with https://`);
  }
  if (address.username || address.password) {
    throw new UnusableInput(
      '--server: must hold no user or password; the token comes from PLUMBLINE_TOKEN',
    );
  }
  return address;
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      throw new Error(`its answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** One plugin of a portal, over HTTP. A request that is asked again must be harmless. */
export class PortalClient {
  readonly #address: URL;
  readonly #plugin: { id: string; title: string };
  readonly #retryDelaysMs: readonly number[];
  readonly #token: string;

  /**
   * @param options - `server` is the address of the portal's backend, such as
   *   `https://portal.example.com`; `plugin` has the id below `/api` and what it
   *   is called, such as `security scans`
   */
  constructor(options: {
    server: string;
    token: string;
    plugin: { id: string; title: string };
    retryDelaysMs?: readonly number[];
  }) {
    this.#address = readAddress(options.server);
    this.#plugin = options.plugin;
    this.#token = options.token;
    this.#retryDelaysMs = options.retryDelaysMs ?? RETRY_DELAYS_MS;
  }

  /** Host and path of the portal, for messages. */
  get name(): string {
    return this.#address.host + this.#address.pathname.replace(/\/$/, '');
  }

  /** Whether whoever is on the way to the portal can read the token. */
  get isOpenToRead(): boolean {
    const { protocol, hostname } = this.#address;
    return (
      protocol === 'http:' &&
      !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    );
  }

  /** @param options - `body` is packed with gzip; it makes the request a POST */
  async ask<T>(options: {
    path: string;
    body?: Buffer;
    schema: Schema<T>;
    signal: AbortSignal;
  }): Promise<T> {
    const { schema, signal } = options;
    for (const delayMs of [...this.#retryDelaysMs, undefined]) {
      let answer: Answer;
      try {
        answer = await this.#fetch(options);
      } catch (error) {
        signal.throwIfAborted();
        if (delayMs === undefined) {
          throw new ServerRefused(
            `${this.name}: cannot be reached: ${this.#clean(reasonOf(error as Error))}`,
          );
        }
        await sleep(delayMs, undefined, { signal });
        continue;
      }
      if (delayMs !== undefined && TRY_AGAIN.has(answer.status)) {
        await sleep(Math.max(delayMs, answer.retryAfterMs), undefined, {
          signal,
        });
        continue;
      }
      return this.#read(answer, schema);
    }
    throw new Error('unreachable');
  }

  async #fetch(options: {
    path: string;
    body?: Buffer;
    signal: AbortSignal;
  }): Promise<Answer> {
    const { path, body, signal } = options;
    const base = this.#address.href.replace(/\/$/, '');
    const response = await fetch(`${base}/api/${this.#plugin.id}/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${this.#token}`,
        accept: 'application/json',
        ...(body
          ? {
              'content-type': 'application/octet-stream',
              'content-encoding': 'gzip',
            }
          : {}),
      },
      body: body as BodyInit | undefined,
      // A token goes to the address that was given, and nowhere else
      redirect: 'manual',
      signal: AbortSignal.any([
        signal,
        AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ]),
    });
    const seconds = Number(response.headers.get('retry-after'));
    return {
      status: response.status,
      text: await readText(response),
      retryAfterMs:
        seconds > 0 ? Math.min(seconds * 1000, MAX_RETRY_AFTER_MS) : 0,
    };
  }

  #read<T>({ status, text }: Answer, schema: Schema<T>): T {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      document = undefined;
    }
    if (status >= 200 && status < 300) {
      const read = schema.safeParse(document);
      if (read.success) {
        return read.data;
      }
      throw new ServerRefused(
        `${this.name}: answers, but not as a portal with ${this.#plugin.title} does`,
      );
    }
    if (status >= 300 && status < 400) {
      throw new ServerRefused(
        `${this.name}: sends to another address; give that one as --server`,
      );
    }
    const { message } =
      (document as { error?: { message?: unknown } } | null | undefined)
        ?.error ?? {};
    const reason = typeof message === 'string' ? `: ${message}` : '';
    throw new ServerRefused(
      `${this.name}: refused with status ${status}${this.#clean(reason)}`,
    );
  }

  /** Words of others as one harmless line, which never holds the token. */
  #clean(text: string): string {
    return text
      .split(this.#token)
      .join('***')
      .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .slice(0, MAX_MESSAGE)
      .trimEnd();
  }
}

function reasonOf(error: Error): string {
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return error.name === 'TimeoutError'
    ? `it took longer than ${REQUEST_TIMEOUT_MS / 1000} seconds`
    : cause?.message || cause?.code || error.message;
}
