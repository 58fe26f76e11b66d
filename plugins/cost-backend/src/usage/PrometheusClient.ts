import { PrometheusError } from './PrometheusError';
import { PrometheusInstance } from './PrometheusInstance';
import {
  PrometheusAnswer,
  PrometheusSample,
  PrometheusSeries,
  readMatrix,
  readVector,
  UnreadableAnswer,
} from './readPrometheusAnswer';

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_FAULT_BYTES = 64 * 1024;
const MAX_WORDS = 300;
/** Prometheus itself refuses range queries with more points for one series. */
const MAX_POINTS = 11_000;

/** When a query is asked for. */
export interface InstantQuestion {
  timeMs: number;
  signal?: AbortSignal;
}

/** The times a range query is asked for; both ends count. */
export interface RangeQuestion {
  fromMs: number;
  toMs: number;
  stepMs: number;
  signal?: AbortSignal;
}

function authorize({
  token,
  username,
  password,
}: PrometheusInstance): Record<string, string> {
  if (token !== undefined) {
    return { authorization: `Bearer ${token}` };
  }
  if (username !== undefined) {
    const pair = Buffer.from(`${username}:${password ?? ''}`).toString(
      'base64',
    );
    return { authorization: `Basic ${pair}` };
  }
  return {};
}

/** Shorter words are no secrets, and stand in any message. */
const isLong = (word: string) => word.length > 3;

function secretsOf(instance: PrometheusInstance): string[] {
  const { token, password, headers = {} } = instance;
  const authorization = authorize(instance).authorization?.split(' ')[1];
  const sent = Object.values(headers);
  // Servers leave out the scheme before a secret, as in `Token s3cret`
  const words = sent.flatMap(value => value.split(' ')).filter(isLong);
  return [token, password, authorization, ...sent, ...words].filter(
    secret => secret !== undefined && secret !== '',
  ) as string[];
}

function toSeconds(timeMs: number): string {
  return (timeMs / 1000).toFixed(3);
}

/**
 * Asks a Prometheus. Every question is a POST, so that long ones fit, and is
 * answered whole or not at all: what comes too late, too large, broken off or
 * in part (as other stores of one that is out of reach may answer) throws a
 * {@link PrometheusError}. Redirects are not followed: they could carry the
 * secrets to another host.
 */
export class PrometheusClient {
  readonly #instance: PrometheusInstance;
  readonly #maxBytes: number;

  constructor(
    instance: PrometheusInstance,
    options: { maxBytes?: number } = {},
  ) {
    this.#instance = instance;
    this.#maxBytes = options.maxBytes ?? MAX_ANSWER_BYTES;
  }

  /** What an expression is at one time. */
  async query(
    expression: string,
    { timeMs, signal }: InstantQuestion,
  ): Promise<PrometheusAnswer<PrometheusSample>> {
    return this.#ask('query', {
      fields: { query: expression, time: toSeconds(timeMs) },
      signal,
      read: readVector,
    });
  }

  /** What an expression is at many times, at most 11,000. */
  async queryRange(
    expression: string,
    { fromMs, toMs, stepMs, signal }: RangeQuestion,
  ): Promise<PrometheusAnswer<PrometheusSeries>> {
    const points = Math.floor((toMs - fromMs) / stepMs) + 1;
    if (!(stepMs > 0 && points >= 1 && points <= MAX_POINTS)) {
      throw new RangeError(
        `A range query takes 1 to ${MAX_POINTS} points, not ${points}`,
      );
    }
    return this.#ask('query_range', {
      fields: {
        query: expression,
        start: toSeconds(fromMs),
        end: toSeconds(toMs),
        step: toSeconds(stepMs),
      },
      signal,
      read: readMatrix,
    });
  }

  async #ask<Found>(
    endpoint: 'query' | 'query_range',
    options: {
      fields: Record<string, string>;
      signal?: AbortSignal;
      read: (data: {
        resultType: unknown;
        result: unknown;
      }) => Omit<PrometheusAnswer<Found>, 'warnings'>;
    },
  ): Promise<PrometheusAnswer<Found>> {
    const { fields, signal, read } = options;
    const answer = await this.#post(endpoint, fields, signal);
    const { status, data } = answer;
    if (status !== 'success' || typeof data !== 'object' || data === null) {
      throw this.fail('answered with no result');
    }
    const warnings = [answer.warnings, answer.infos]
      .flatMap(list => (Array.isArray(list) ? list : []))
      .map(words => this.#quote(String(words)));
    // Anything else than remarks on the query means that a part of what is stored was out of reach
    const partial = warnings.find(words => !words.startsWith('PromQL '));
    if (partial !== undefined) {
      throw this.fail(`answered with a part only: ${partial}`);
    }
    try {
      return { ...read(data as never), warnings };
    } catch (error) {
      throw error instanceof UnreadableAnswer
        ? this.fail(`answered with what is none of its API: ${error.message}`)
        : error;
    }
  }

  async #post(
    endpoint: string,
    fields: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<Record<string, unknown>> {
    const { url, headers, timeoutMs } = this.#instance;
    const timeout = AbortSignal.timeout(timeoutMs);
    const ended = AbortSignal.any(signal ? [signal, timeout] : [timeout]);
    const nameSilence = (otherwise: string) => {
      signal?.throwIfAborted();
      return this.fail(
        timeout.aborted ? `gave no answer in ${timeoutMs} ms` : otherwise,
      );
    };
    const response = await fetch(`${url}/api/v1/${endpoint}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
        ...authorize(this.#instance),
      },
      body: new URLSearchParams({
        ...fields,
        // Whoever waits no longer must not make others work
        timeout: `${timeoutMs}ms`,
        // Thanos leaves out what is out of reach otherwise
        partial_response: 'false',
      }),
      signal: ended,
    }).catch(() => {
      throw nameSilence('cannot be reached');
    });
    const maxBytes = response.ok ? this.#maxBytes : MAX_FAULT_BYTES;
    const text = await this.#readText(response, maxBytes).catch(error => {
      throw error instanceof PrometheusError
        ? error
        : nameSilence('broke off its answer');
    });
    if (!response.ok) {
      throw this.#explain(response.status, text);
    }
    try {
      return Object(JSON.parse(text));
    } catch {
      throw this.fail('gave no whole answer in JSON');
    }
  }

  async #readText(response: Response, maxBytes: number): Promise<string> {
    const chunks: Uint8Array[] = [];
    let received = 0;
    // Leaving the loop lets go of the rest
    for await (const chunk of response.body ?? []) {
      received += chunk.length;
      if (received > maxBytes) {
        throw this.fail(
          response.ok
            ? `gave an answer of more than ${maxBytes} bytes`
            : `answered ${response.status}`,
          { status: response.status },
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #explain(status: number, text: string): PrometheusError {
    if (status >= 300 && status < 400) {
      return this.fail(
        `answered ${status}: it sends elsewhere, which is not followed; configure the address that it is at`,
        { status },
      );
    }
    let fault: { errorType?: unknown; error?: unknown } = {};
    try {
      fault = Object(JSON.parse(text));
    } catch {
      // What stands before a Prometheus answers in prose
    }
    const { errorType, error } = fault;
    const type =
      typeof errorType === 'string' && /^[a-z_]{1,40}$/.test(errorType)
        ? this.#quote(errorType)
        : undefined;
    const words = typeof error === 'string' ? `: ${this.#quote(error)}` : '';
    return this.fail(
      `answered ${status}${type === undefined ? '' : ` (${type})`}${words}`,
      { status, errorType: type },
    );
  }

  /** What a server says, short and without anything that it was trusted with. */
  #quote(words: string): string {
    return (
      secretsOf(this.#instance)
        .reduce((rest, secret) => rest.replaceAll(secret, '…'), words)
        // Of the stores behind it
        .replace(/\/\/[^/@\s]+@/g, '//…@')
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .slice(0, MAX_WORDS)
    );
  }

  /** What is wrong with this Prometheus, with its name before it. */
  fail(
    what: string,
    more: { status?: number; errorType?: string } = {},
  ): PrometheusError {
    return new PrometheusError(`Prometheus ${this.#instance.id} ${what}`, more);
  }
}
