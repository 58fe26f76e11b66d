import { setTimeout as sleep } from 'node:timers/promises';
import { MlflowError } from './MlflowError';
import { MlflowInstance } from './readMlflowInstances';

/** What one request may take. */
export interface RequestLimits {
  timeoutMs: number;
  maxBytes: number;
  /** Tries in all, when the server is busy, broken or away. */
  tries: number;
  /** First pause between two tries; it doubles. */
  pauseMs: number;
}

const LONGEST_PAUSE_MS = 30_000;
const MAX_FAULT_BYTES = 64 * 1024;

class RetryableError extends Error {
  constructor(
    readonly fault: MlflowError,
    readonly pauseMs?: number,
  ) {
    super(fault.message);
  }
}

/**
 * Sends a request that changes nothing on the server and hands the bytes of
 * its answer to `take`, as they come. Tries again after 429, 5xx and when
 * nobody answers, with growing pauses or the one that the server asks for; a
 * `take` that was given bytes is called again from the start.
 */
export async function requestMlflow<T>(options: {
  instance: MlflowInstance;
  /** Below the instance's address, with its query. */
  path: string;
  body?: object;
  limits: RequestLimits;
  signal?: AbortSignal;
  take: (bytes: AsyncIterable<Uint8Array>) => Promise<T>;
}): Promise<T> {
  const { limits, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await requestOnce(options);
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= limits.tries || !(error instanceof RetryableError)) {
        throw error instanceof RetryableError ? error.fault : error;
      }
      const pause = error.pauseMs ?? limits.pauseMs * 2 ** (attempt - 1);
      await sleep(Math.min(pause, LONGEST_PAUSE_MS), undefined, { signal });
    }
  }
}

async function requestOnce<T>(
  options: Parameters<typeof requestMlflow<T>>[0],
): Promise<T> {
  const { instance, path, body, limits, signal, take } = options;
  const [endpoint] = path.split('?');
  const fail = (what: string, fault: { status?: number; code?: string } = {}) =>
    new MlflowError(`MLflow "${instance.name}" ${endpoint}: ${what}`, fault);
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const nameSilence = () =>
    timeout.aborted
      ? `no answer in ${limits.timeoutMs} ms`
      : 'cannot be reached';
  const ended = AbortSignal.any(signal ? [signal, timeout] : [timeout]);

  const answer = await fetch(`${instance.url}${path}`, {
    method: body ? 'POST' : 'GET',
    // A redirect could carry the credential to another host
    redirect: 'manual',
    headers: {
      accept: '*/*',
      ...(body && { 'content-type': 'application/json' }),
      ...authorize(instance),
    },
    body: body && JSON.stringify(body),
    signal: ended,
  }).catch(() => {
    throw new RetryableError(fail(nameSilence()));
  });
  if (!answer.ok) {
    const fault = fail(`answered ${answer.status}`, {
      status: answer.status,
      code: await readErrorCode(answer),
    });
    throw answer.status === 429 || answer.status >= 500
      ? new RetryableError(fault, readRetryAfter(answer))
      : fault;
  }
  let isBroken = false;
  const noteBreak = () => {
    isBroken = true;
    throw new RetryableError(fail(nameSilence()));
  };
  async function* readBytes() {
    let received = 0;
    const stream = answer.body;
    if (!stream) {
      return;
    }
    const reader = stream.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read().catch(noteBreak);
        if (done) {
          return;
        }
        received += value.length;
        if (received > limits.maxBytes) {
          throw fail(`the answer is larger than ${limits.maxBytes} bytes`);
        }
        yield value;
      }
    } finally {
      if (!isBroken) {
        await reader.cancel().catch(() => {});
      }
    }
  }
  return take(readBytes());
}

function authorize({
  token,
  username,
  password,
}: MlflowInstance): Record<string, string> {
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

/** MLflow's own word, never the server's prose: that may repeat what it was sent. */
async function readErrorCode(answer: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      received += chunk.length;
      if (received > MAX_FAULT_BYTES) {
        return undefined;
      }
      chunks.push(chunk);
    }
    const { error_code: code } = Object(
      JSON.parse(Buffer.concat(chunks).toString('utf8')),
    );
    return typeof code === 'string' && /^\w{1,80}$/.test(code)
      ? code
      : undefined;
  } catch {
    return undefined;
  }
}

function readRetryAfter(answer: Response): number | undefined {
  const seconds = Number(answer.headers.get('retry-after') ?? NaN);
  return seconds >= 0 ? seconds * 1000 : undefined;
}
