import { addDays } from '../domain/days';
import { OpenCostInstance, OpenCostSource } from '../domain/CostSource';
import { OpenCostFailure } from './OpenCostFailure';

const MIB = 1024 * 1024;
/** Some thirty thousand containers. */
const MAX_BYTES = 64 * MIB;
const MAX_FAULT_BYTES = 64 * 1024;
const MAX_WORDS = 300;

/** What an instance is asked for one day. */
export function questionOf(
  { aggregate }: Pick<OpenCostInstance, 'aggregate'>,
  day: string,
): URLSearchParams {
  return new URLSearchParams({
    window: `${day}T00:00:00Z,${addDays(day, 1)}T00:00:00Z`,
    // Without it every container is given for itself, with all its labels
    ...(aggregate ? { aggregate: aggregate.join(',') } : {}),
    // It is ours to split: by the policy of the operator, and to the last digit
    includeIdle: 'true',
  });
}

/**
 * Asks an OpenCost or a Kubecost. What comes too late, too large or broken off
 * throws an {@link OpenCostFailure}. Redirects are not followed: they could
 * carry the secrets to another host.
 */
export class OpenCostClient {
  readonly #id: string;
  readonly #instance: OpenCostInstance;
  readonly #maxBytes: number;

  constructor(
    { id, openCost }: Pick<OpenCostSource, 'id' | 'openCost'>,
    options: { maxBytes?: number } = {},
  ) {
    this.#id = id;
    this.#instance = openCost;
    this.#maxBytes = options.maxBytes ?? MAX_BYTES;
  }

  /** The text of what it says of a UTC day. */
  async askDay(day: string, signal: AbortSignal): Promise<string> {
    const { url, headers, timeoutMs } = this.#instance;
    const timeout = AbortSignal.timeout(timeoutMs);
    const nameSilence = (otherwise: string) => {
      signal.throwIfAborted();
      return this.fail(
        day,
        timeout.aborted ? `no whole answer came in ${timeoutMs} ms` : otherwise,
        { isSilent: true },
      );
    };
    const response = await fetch(`${url}?${questionOf(this.#instance, day)}`, {
      redirect: 'manual',
      headers: { accept: 'application/json', ...headers },
      signal: AbortSignal.any([signal, timeout]),
    }).catch(() => {
      throw nameSilence('it cannot be reached');
    });
    const text = await this.#readText(day, response).catch(error => {
      throw error instanceof OpenCostFailure
        ? error
        : nameSilence('its answer broke off');
    });
    const { status } = response;
    if (status !== 200) {
      throw this.fail(
        day,
        status >= 300 && status < 400
          ? `it answered ${status}: it sends elsewhere, which is not followed; configure the address that it is at`
          : `it answered ${status}${wordsOf(text)}`,
      );
    }
    if (/\bhtml\b/.test(response.headers.get('content-type') ?? '')) {
      throw this.fail(
        day,
        'it answered a page and no data: is this the address of the API, and does a sign-in stand before it?',
      );
    }
    return text;
  }

  /** A failure in words that are short and hold nothing that the source was trusted with. */
  fail(
    day: string,
    what: string,
    options: { isSilent?: boolean } = {},
  ): OpenCostFailure {
    const secrets = Object.values(this.#instance.headers).flatMap(value => [
      value,
      ...value.split(' '),
    ]);
    const words = secrets
      .filter(secret => secret.length > 3)
      .reduce((rest, secret) => rest.replaceAll(secret, '…'), what)
      .replace(/\/\/[^/@\s]+@/g, '//…@')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .slice(0, MAX_WORDS);
    return new OpenCostFailure(
      `OpenCost ${this.#id}, ${day}: ${words}`,
      options,
    );
  }

  async #readText(day: string, response: Response): Promise<string> {
    const isFine = response.status === 200;
    const maxBytes = isFine ? this.#maxBytes : MAX_FAULT_BYTES;
    const chunks: Uint8Array[] = [];
    let received = 0;
    // Leaving the loop lets go of the rest
    for await (const chunk of response.body ?? []) {
      received += chunk.length;
      if (received > maxBytes) {
        throw this.fail(
          day,
          isFine
            ? `its answer is larger than ${maxBytes / MIB} MiB; let it group by 'aggregate'`
            : `it answered ${response.status}`,
        );
      }
      chunks.push(chunk);
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(
        Buffer.concat(chunks),
      );
    } catch {
      throw this.fail(day, 'its answer is not UTF-8');
    }
  }
}

/** What an API says of its failure, where it says it as OpenCost does. */
function wordsOf(text: string): string {
  try {
    const { message } = Object(JSON.parse(text));
    return typeof message === 'string' ? `: ${message}` : '';
  } catch {
    // What stands before it answers in prose
    return '';
  }
}
