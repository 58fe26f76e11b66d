import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Lets a bounded number of jobs run at once and a bounded number wait, so that
 * many clients make the host slow before they can make it fall over.
 */
export class Limiter {
  readonly #maxRunning: number;
  readonly #maxWaiting: number;
  readonly #waiting: Array<() => void> = [];
  #running = 0;

  constructor(options: { maxRunning: number; maxWaiting: number }) {
    this.#maxRunning = options.maxRunning;
    this.#maxWaiting = options.maxWaiting;
  }

  /** Waits for a free place and returns the function that gives it back. */
  async enter(): Promise<() => void> {
    if (this.#running < this.#maxRunning) {
      this.#running += 1;
    } else {
      if (this.#waiting.length >= this.#maxWaiting) {
        throw new ServiceUnavailableError(
          `The Git host is busy: ${this.#running} operations run and ${this.#waiting.length} wait; try again in a few seconds`,
        );
      }
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    let isLeft = false;
    return () => {
      if (!isLeft) {
        isLeft = true;
        this.#leave();
      }
    };
  }

  async run<T>(job: () => Promise<T>): Promise<T> {
    const leave = await this.enter();
    try {
      return await job();
    } finally {
      leave();
    }
  }

  #leave() {
    const next = this.#waiting.shift();
    if (next) {
      next();
    } else {
      this.#running -= 1;
    }
  }
}
