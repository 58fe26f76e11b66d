/** Uploads of one caller that may wait or be read at a time. */
const MAX_AT_ONCE = 64;

/** Answered with status 429. */
class TooManyUploadsError extends Error {
  readonly name = 'TooManyUploadsError';
  readonly statusCode = 429;
}

/** Keeps one caller from taking the place of all others. */
export class FewAtOnce {
  readonly #running = new Map<string, number>();

  async do<T>(caller: string, deed: () => Promise<T>): Promise<T> {
    const running = this.#running.get(caller) ?? 0;
    if (running >= MAX_AT_ONCE) {
      throw new TooManyUploadsError(
        'Too many reports are coming from you at a time: send this one again in a minute',
      );
    }
    this.#running.set(caller, running + 1);
    try {
      return await deed();
    } finally {
      const left = this.#running.get(caller)! - 1;
      if (left === 0) {
        this.#running.delete(caller);
      } else {
        this.#running.set(caller, left);
      }
    }
  }
}
