import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { FindingWriter } from '../store/FindingWriter';
import { ScanStore } from '../store/ScanStore';

/** A worker that was killed loses its scan after this. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

const leaseEnd = () => new Date(Date.now() + LEASE_MS).toISOString();

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
      const scan = await this.#scans.claim({
        owner: this.#owner,
        now: new Date().toISOString(),
        until: leaseEnd(),
      });
      if (!scan) {
        return;
      }
      // A renewal that fails only lets another worker wait for this one
      const renewal = setInterval(
        () =>
          this.#scans.renew(scan.id, this.#owner, leaseEnd()).catch(() => {}),
        RENEW_MS,
      );
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
      } finally {
        clearInterval(renewal);
      }
    }
  }
}
