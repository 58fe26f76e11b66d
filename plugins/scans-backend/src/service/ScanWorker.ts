import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { FindingWriter } from '../store/FindingWriter';
import { ScanStore } from '../store/ScanStore';

/** A worker that was killed loses its scan after this. */
const LEASE_MS = 5 * 60_000;

/** Works the queue of uploaded reports off. */
export class ScanWorker {
  readonly #logger: LoggerService;
  readonly #owner = randomUUID();
  readonly #scans: ScanStore;
  readonly #writer: FindingWriter;

  constructor(options: {
    logger: LoggerService;
    scans: ScanStore;
    writer: FindingWriter;
  }) {
    this.#logger = options.logger;
    this.#scans = options.scans;
    this.#writer = options.writer;
  }

  /** Until the queue is empty. */
  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const nowMs = Date.now();
      const scan = await this.#scans.claim({
        owner: this.#owner,
        now: new Date(nowMs).toISOString(),
        until: new Date(nowMs + LEASE_MS).toISOString(),
      });
      if (!scan) {
        return;
      }
      try {
        await this.#writer.apply(scan, new Date().toISOString());
      } catch (error) {
        this.#logger.error(
          `Scans: scan ${scan.id} of ${scan.entityRef} could not be worked off`,
          error as Error,
        );
        await this.#scans.release(
          scan.id,
          'It could not be worked off; the log of the backend says why.',
        );
      }
    }
  }
}
