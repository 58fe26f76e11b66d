import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  SqlColumn,
  SqlParameter,
  SqlResult,
  SqlRunner,
} from '@plumbline/backstage-plugin-drift-engine';

/** Where a Trino coordinator is, and who asks. @public */
export interface TrinoOptions {
  url: string;
  user: string;
  password?: string;
  catalog: string;
  schema: string;
  /** Longest statement. Defaults to 10 minutes. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;
/** One answer of the coordinator; it cuts its pages well below. */
const REQUEST_TIMEOUT_MS = 60_000;
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
/** Trino asks to repeat on 502, 503 and 504, after 50 to 100 ms. */
const RETRY_STATUS = new Set([429, 502, 503, 504]);
const RETRY_MS = 75;
const MAX_RETRIES = 20;

/** One answer of the statement protocol (https://trino.io/docs/current/develop/client-protocol.html). */
const pageSchema = z.object({
  id: z.string(),
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  data: z.array(z.array(z.unknown())).optional(),
  error: z
    .object({ message: z.string(), errorName: z.string().optional() })
    .optional(),
});
type Page = z.infer<typeof pageSchema>;

function toColumn(
  rows: readonly unknown[][],
  index: number,
  type: string,
): SqlColumn {
  const values = rows.map(row => {
    const value = row[index];
    // Doubles that JSON has no word for arrive as text
    if (typeof value === 'string' && /^(double|real)/.test(type)) {
      return Number(value);
    }
    return value as string | number | boolean | null;
  });
  return values.every(value => typeof value === 'number')
    ? Float64Array.from(values as number[])
    : values;
}

/**
 * Runs plans on Trino through its statement protocol: post the statement, then
 * follow `nextUri` to the end. Plans bind no parameters.
 *
 * @public
 */
export class TrinoRunner implements SqlRunner {
  readonly dialect = 'trino';
  readonly #options: TrinoOptions;
  readonly #title: string;

  /** @param title - what to call the engine to a person */
  constructor(options: TrinoOptions, title: string) {
    this.#options = options;
    this.#title = title;
  }

  async query(
    sql: string,
    parameters: readonly SqlParameter[],
    options: { signal?: AbortSignal } = {},
  ): Promise<SqlResult> {
    if (parameters.length > 0) {
      throw new Error('Plans for Trino bind no parameters');
    }
    const limit = AbortSignal.timeout(
      this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    );
    const signal = options.signal
      ? AbortSignal.any([options.signal, limit])
      : limit;
    let page = await this.#ask(
      'POST',
      new URL('/v1/statement', this.#options.url),
      sql,
      signal,
    );
    let described = page.columns;
    const rows: unknown[][] = [];
    try {
      for (;;) {
        if (page.error) {
          throw new Error(
            `${this.#title}: ${page.error.message.split('\n')[0]}`,
          );
        }
        described ??= page.columns;
        rows.push(...(page.data ?? []));
        if (!page.nextUri) {
          break;
        }
        page = await this.#ask(
          'GET',
          this.#follow(page.nextUri),
          undefined,
          signal,
        );
      }
    } catch (error) {
      if (signal.aborted && page.nextUri) {
        await this.#cancel(page.nextUri);
      }
      options.signal?.throwIfAborted();
      throw limit.aborted
        ? new Error(`${this.#title} did not answer in time`)
        : error;
    }
    const columns: Record<string, SqlColumn> = {};
    described?.forEach(({ name, type }, index) => {
      columns[name] = toColumn(rows, index, type);
    });
    return { rowCount: rows.length, columns };
  }

  /** The address of the next page; one of another host would be given our password. */
  #follow(uri: string): URL {
    const next = new URL(uri, this.#options.url);
    if (next.host !== new URL(this.#options.url).host) {
      throw new Error(`${this.#title} sent the client to another host`);
    }
    next.protocol = new URL(this.#options.url).protocol;
    return next;
  }

  #headers(): Record<string, string> {
    const { user, password, catalog, schema } = this.#options;
    return {
      'X-Trino-User': user,
      'X-Trino-Catalog': catalog,
      'X-Trino-Schema': schema,
      'X-Trino-Source': 'plumbline',
      'X-Trino-Time-Zone': 'UTC',
      ...(password === undefined
        ? {}
        : {
            Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
          }),
    };
  }

  async #ask(
    method: string,
    url: URL,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<Page> {
    for (let attempt = 0; ; attempt += 1) {
      let response: Response;
      try {
        response = await fetch(url, {
          method,
          body,
          headers: this.#headers(),
          redirect: 'error',
          signal: AbortSignal.any([
            signal,
            AbortSignal.timeout(REQUEST_TIMEOUT_MS),
          ]),
        });
      } catch {
        signal.throwIfAborted();
        throw new Error(`${this.#title} cannot be reached`);
      }
      if (response.ok) {
        return this.#read(response);
      }
      await response.body?.cancel();
      if (!RETRY_STATUS.has(response.status) || attempt >= MAX_RETRIES) {
        throw new Error(
          response.status === 401 || response.status === 403
            ? `${this.#title} refused the user or the password`
            : `${this.#title} answered ${response.status}`,
        );
      }
      await sleep(RETRY_MS * (1 + attempt), undefined, { signal });
    }
  }

  async #read(response: Response): Promise<Page> {
    const text = await response.text();
    if (text.length > MAX_PAGE_BYTES) {
      throw new Error(`${this.#title} sent a page of more than 64 MiB`);
    }
    try {
      return pageSchema.parse(JSON.parse(text));
    } catch {
      throw new Error(`${this.#title} does not speak the protocol of Trino`);
    }
  }

  async #cancel(uri: string): Promise<void> {
    await fetch(this.#follow(uri), {
      method: 'DELETE',
      headers: this.#headers(),
      signal: AbortSignal.timeout(5_000),
    }).catch(() => {});
  }
}
