import pLimit from 'p-limit';
import { Client, ClientConfig } from 'pg';
import {
  SqlColumn,
  SqlParameter,
  SqlResult,
  SqlRunner,
} from '@plumbline/backstage-plugin-drift-engine';

/** Where a PostgreSQL database is, and the limits of a statement on it. @public */
export interface PostgresOptions {
  connection: Pick<
    ClientConfig,
    | 'connectionString'
    | 'host'
    | 'port'
    | 'database'
    | 'user'
    | 'password'
    | 'ssl'
  >;
  /** Longest statement. Defaults to 10 minutes. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;
const CONNECT_TIMEOUT_MS = 10_000;

/** What may be said about a failure: never the connection string, which holds a password. */
function explain(error: unknown, title: string): Error {
  const { code, message } = error as { code?: string; message: string };
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return new Error(`${title} cannot be reached`);
    case '28P01':
    case '28000':
      return new Error(`${title} refused the user or the password`);
    case '57014':
      return new Error(
        `${title} did not answer in time, or the run was cancelled`,
      );
    default:
      return new Error(
        `${title}: ${message.replace(/postgres(ql)?:\/\/\S+/gi, '(address)')}`,
      );
  }
}

/** Types of numbers that arrive as text, so that nothing is rounded on the way: bigint and numeric. */
const NUMBERS_AS_TEXT = new Set([20, 1700]);

function toColumn(column: readonly unknown[], type: number): SqlColumn {
  let isNumeric = true;
  const values = column.map(item => {
    const value = item as string | number | boolean | null;
    if (
      NUMBERS_AS_TEXT.has(type) &&
      typeof value === 'string' &&
      /^-?\d+$/.test(value)
    ) {
      const number = Number(value);
      if (Number.isSafeInteger(number)) {
        return number;
      }
    }
    isNumeric &&= typeof value === 'number';
    return value;
  });
  return isNumeric && values.every(value => typeof value === 'number')
    ? Float64Array.from(values as number[])
    : values;
}

/**
 * Runs plans where the data is: read-only, with a time-out, and cancelled on the
 * server when the run is cancelled.
 *
 * @public
 */
export class PostgresRunner implements SqlRunner {
  readonly dialect = 'postgres';
  readonly #options: PostgresOptions;
  readonly #title: string;
  #client: Promise<Client> | undefined;
  readonly #queue = pLimit(1);

  /** @param title - what to call the database to a person */
  constructor(options: PostgresOptions, title: string) {
    this.#options = options;
    this.#title = title;
  }

  async query(
    sql: string,
    parameters: readonly SqlParameter[],
    options: { signal?: AbortSignal } = {},
  ): Promise<SqlResult> {
    return this.#queue(() => this.#run(sql, parameters, options.signal));
  }

  async #run(
    sql: string,
    parameters: readonly SqlParameter[],
    signal: AbortSignal | undefined,
  ): Promise<SqlResult> {
    signal?.throwIfAborted();
    try {
      this.#client ??= this.#connect();
      const client = await this.#client;
      const onAbort = () => this.#cancel(client);
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        const result = await client.query({
          text: sql,
          values: [...parameters],
          rowMode: 'array',
        });
        const columns: Record<string, SqlColumn> = {};
        result.fields.forEach((field, index) => {
          columns[field.name] = toColumn(
            result.rows.map(row => row[index]),
            field.dataTypeID,
          );
        });
        return { rowCount: result.rows.length, columns };
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw explain(error, this.#title);
    }
  }

  async #connect(): Promise<Client> {
    const timeoutMs = this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const client = new Client({
      ...this.#options.connection,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: timeoutMs,
      query_timeout: timeoutMs + CONNECT_TIMEOUT_MS,
      application_name: 'plumbline-drift',
      options: '-c default_transaction_read_only=on -c timezone=UTC',
    });
    // A connection that ends while nobody asks: the next question connects anew
    client.on('error', () => {
      this.#client = undefined;
    });
    try {
      await client.connect();
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
    return client;
  }

  /** Asks the server, over a connection of its own, to stop the running statement. */
  async #cancel(client: Client): Promise<void> {
    const { processID } = client as unknown as { processID: number };
    const other = new Client({
      ...this.#options.connection,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    try {
      await other.connect();
      await other.query('SELECT pg_cancel_backend($1)', [processID]);
    } catch {
      // The statement's own time-out ends it
    } finally {
      await other.end().catch(() => {});
    }
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    await client?.end().catch(() => {});
  }
}
