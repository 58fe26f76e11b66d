import { LoggerService } from '@backstage/backend-plugin-api';

/** Works whenever it is woken, one round at a time, and once more when it was woken meanwhile. @public */
export class WorkLoop {
  readonly #logger: LoggerService;
  readonly #name: string;
  readonly #round: (signal: AbortSignal) => Promise<unknown>;
  readonly #controller = new AbortController();
  #running: Promise<void> | undefined;
  #isWokenAgain = false;

  /** @param options - `name` says in the log whose work failed */
  constructor(options: {
    logger: LoggerService;
    name: string;
    round: (signal: AbortSignal) => Promise<unknown>;
  }) {
    this.#logger = options.logger;
    this.#name = options.name;
    this.#round = options.round;
  }

  wake(): void {
    if (this.#controller.signal.aborted) {
      return;
    }
    if (this.#running) {
      this.#isWokenAgain = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when what is going on has ended. */
  async settle(): Promise<void> {
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#isWokenAgain = false;
      try {
        await this.#round(this.#controller.signal);
      } catch (error) {
        this.#logger.error(
          `${this.#name}: a round of work failed`,
          error as Error,
        );
      }
    } while (this.#isWokenAgain && !this.#controller.signal.aborted);
  }
}
