import pLimit from 'p-limit';

const DEFAULT_PER_CALLER = 2;
const DEFAULT_AT_WORK = 4;
/** How many of one caller wait beside those at work. */
const MAX_WAITING = 64;

/** Answered with status 429, and when to try again. */
export class TooManyUploadsError extends Error {
  readonly name = 'TooManyUploadsError';
  readonly statusCode = 429;
  readonly retryAfterSeconds = 30;
}

/**
 * Bounds how much is in memory: few deeds are at work at a time, fewer of one
 * caller. The rest waits in the order in which it came, of one caller only so
 * many; whoever waits has read nothing yet.
 */
export class FewAtOnce {
  readonly #perCaller: number;
  readonly #all: pLimit.Limit;
  readonly #callers = new Map<
    string,
    { limit: pLimit.Limit; inside: number }
  >();

  constructor(options: { perCaller?: number; atWork?: number } = {}) {
    this.#perCaller = options.perCaller ?? DEFAULT_PER_CALLER;
    this.#all = pLimit(options.atWork ?? DEFAULT_AT_WORK);
  }

  /**
   * @param deed - reads the body itself, so that bodies wait with their senders
   * @throws TooManyUploadsError when too many of the caller wait
   */
  async do<T>(caller: string, deed: () => Promise<T>): Promise<T> {
    const known = this.#callers.get(caller) ?? {
      limit: pLimit(this.#perCaller),
      inside: 0,
    };
    if (known.inside >= this.#perCaller + MAX_WAITING) {
      throw new TooManyUploadsError(
        'Too many reports are coming from you at a time: send this one again in a minute',
      );
    }
    this.#callers.set(caller, known);
    known.inside += 1;
    try {
      return await known.limit(() => this.#all(deed));
    } finally {
      known.inside -= 1;
      if (known.inside === 0) {
        this.#callers.delete(caller);
      }
    }
  }
}
