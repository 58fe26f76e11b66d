import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod/v4';
import { MlflowError } from './MlflowError';
import { MlflowInstance } from './readMlflowInstances';
import { requestMlflow, RequestLimits } from './requestMlflow';

/** What a client may take of a server. @public */
export interface MlflowLimits {
  /** Whole time of one request. Default 30 s; downloads get ten times as long. */
  timeoutMs?: number;
  /** Bytes of one answer. Default 20 MiB. */
  answerBytes?: number;
  /** Bytes of one downloaded artifact. Default 2 GiB. */
  artifactBytes?: number;
  /** Items over all pages of a list. Default 10,000. */
  items?: number;
  /** Default 4. */
  tries?: number;
  /** Default 500 ms. */
  pauseMs?: number;
}

const DEFAULTS: Required<MlflowLimits> = {
  timeoutMs: 30_000,
  answerBytes: 20 * 1024 ** 2,
  artifactBytes: 2 * 1024 ** 3,
  items: 10_000,
  tries: 4,
  pauseMs: 500,
};

type Query = Record<string, string | number | undefined>;
type Page = { next_page_token?: string };

/** How a question is asked. @public */
export interface MlflowRequest {
  signal?: AbortSignal;
}

/** Questions to one MLflow server; each answer is bounded and of the expected form. */
export class MlflowRequests {
  readonly #limits: Required<MlflowLimits>;
  readonly #instance: MlflowInstance;

  constructor(instance: MlflowInstance, limits: MlflowLimits = {}) {
    this.#instance = instance;
    const given = Object.entries(limits).filter(
      ([, value]) => value !== undefined,
    );
    this.#limits = { ...DEFAULTS, ...Object.fromEntries(given) };
  }

  /** Writes an artifact into a file, which may be left in part when it fails. */
  async download(
    options: MlflowRequest & { runId: string; path: string; file: string },
  ): Promise<void> {
    const { runId, path, file, signal } = options;
    await requestMlflow({
      instance: this.#instance,
      path: `/get-artifact${writeQuery({ run_id: runId, path })}`,
      limits: {
        ...this.#requestLimits(),
        timeoutMs: this.#limits.timeoutMs * 10,
        maxBytes: this.#limits.artifactBytes,
      },
      signal,
      take: bytes =>
        pipeline(
          Readable.from(bytes),
          createWriteStream(file, { mode: 0o600 }),
        ),
    });
  }

  #requestLimits(): RequestLimits {
    const { timeoutMs, answerBytes, tries, pauseMs } = this.#limits;
    return { timeoutMs, maxBytes: answerBytes, tries, pauseMs };
  }

  /** An answer as it came. */
  async text(
    options: MlflowRequest & {
      path: string;
      query?: Query;
      body?: object;
      maxBytes?: number;
    },
  ): Promise<string> {
    const { path, query, body, maxBytes, signal } = options;
    const limits = this.#requestLimits();
    return requestMlflow({
      instance: this.#instance,
      path: `${path}${writeQuery(query)}`,
      body,
      limits: { ...limits, maxBytes: maxBytes ?? limits.maxBytes },
      signal,
      take: readText,
    });
  }

  /** One answer of the expected form. */
  async get<T>(
    options: MlflowRequest & {
      path: string;
      query?: Query;
      body?: object;
      schema: z.ZodType<T>;
    },
  ): Promise<T> {
    const text = await this.text(options);
    const fail = (what: string) =>
      new MlflowError(
        `MLflow "${this.#instance.name}" ${options.path}: ${what}`,
        {
          status: 200,
        },
      );
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw fail('the answer is not JSON; is the address that of MLflow?');
    }
    const result = options.schema.safeParse(value);
    if (!result.success) {
      const [{ path, message }] = result.error.issues;
      throw fail(`the answer is not MLflow's: ${path.join('.')}: ${message}`);
    }
    return result.data;
  }

  /** Every item over all pages, at most `limit`. */
  async listAll<P extends Page, T>(
    options: MlflowRequest & {
      path: string;
      query?: Query;
      body?: object;
      schema: z.ZodType<P>;
      itemsOf: (page: P) => T[];
      limit?: number;
    },
  ): Promise<T[]> {
    const { query, body, itemsOf, limit, ...asking } = options;
    const most = this.#limits.items;
    const items: T[] = [];
    const seen = new Set<string>();
    let token: string | undefined;
    do {
      const page = await this.get({
        ...asking,
        query: body ? undefined : { ...query, page_token: token },
        body: body && { ...body, page_token: token },
      });
      items.push(...itemsOf(page));
      if (limit !== undefined && items.length >= limit) {
        return items.slice(0, limit);
      }
      token = page.next_page_token;
      // A server that answers the same page for ever must not hold us
      if (items.length > most || (token && seen.has(token))) {
        throw new MlflowError(
          `MLflow "${this.#instance.name}" ${options.path}: more than ${most} items, or pages without an end`,
        );
      }
      seen.add(token ?? '');
    } while (token);
    return items;
  }
}

function writeQuery(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) {
      parameters.set(key, String(value));
    }
  }
  return parameters.size > 0 ? `?${parameters}` : '';
}

async function readText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
