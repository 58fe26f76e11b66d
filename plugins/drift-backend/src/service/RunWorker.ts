import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { RunRecord } from '../domain/records';
import { Cancelled, unanswered } from '../domain/unanswered';
import { Lease, RunStore } from '../store/RunStore';
import { PerformanceMeter } from './PerformanceMeter';
import { RunFinisher } from './RunFinisher';
import { WindowJudge } from './WindowJudge';

const LEASE_MS = 60_000;
const HEARTBEAT_MS = 15_000;
const RUN_TIMEOUT_MS = 60 * 60_000;

/** Somebody else works on the run by now, or this process is stopping. */
class Lost extends Error {}

/** Works the queue of runs: any number of processes may do so at once. */
export class RunWorker {
  readonly #owner = randomUUID();
  readonly #finisher: RunFinisher;
  readonly #judge: WindowJudge;
  readonly #logger: LoggerService;
  readonly #meter: PerformanceMeter;
  readonly #runs: RunStore;
  readonly #now: () => number;

  constructor(options: {
    finisher: RunFinisher;
    judge: WindowJudge;
    logger: LoggerService;
    meter: PerformanceMeter;
    runs: RunStore;
    now?: () => number;
  }) {
    this.#finisher = options.finisher;
    this.#judge = options.judge;
    this.#logger = options.logger;
    this.#meter = options.meter;
    this.#runs = options.runs;
    this.#now = options.now ?? Date.now;
  }

  /** Works until the queue is empty or the signal says to stop; says how many runs ended. */
  async work(signal: AbortSignal): Promise<number> {
    let ended = 0;
    while (!signal.aborted) {
      const run = await this.#runs.claim({
        owner: this.#owner,
        now: this.#time(),
        until: this.#time(LEASE_MS),
      });
      if (!run) {
        break;
      }
      await this.#workOn(run, signal);
      ended += 1;
    }
    return ended;
  }

  async #workOn(run: RunRecord, stop: AbortSignal): Promise<void> {
    const lease: Lease = { runId: run.id, owner: this.#owner };
    const startedMs = this.#now();
    const controller = new AbortController();
    const state = { progress: run.progress };
    const beat = setInterval(() => {
      this.#runs
        .heartbeat(lease, {
          until: this.#time(LEASE_MS),
          progress: state.progress,
        })
        .then(answer => {
          if (answer === 'lost') {
            controller.abort(new Lost());
          } else if (answer === 'cancelled') {
            controller.abort(new Cancelled('Cancelled'));
          }
        })
        .catch(error => this.#logger.warn('Drift: heartbeat failed', error));
    }, HEARTBEAT_MS);
    const onStop = () => controller.abort(new Lost());
    stop.addEventListener('abort', onStop, { once: true });
    const asUnanswered = (error: Error) => {
      const reason = controller.signal.aborted
        ? controller.signal.reason
        : error;
      if (reason instanceof Lost) {
        throw reason;
      }
      return unanswered(reason);
    };
    try {
      const outcome = await this.#judge
        .judge(run, {
          lease,
          report: progress => {
            state.progress = progress;
          },
          signal: AbortSignal.any([
            controller.signal,
            AbortSignal.timeout(RUN_TIMEOUT_MS),
          ]),
        })
        .catch(asUnanswered);
      // Labels come for older windows whether or not this one has an answer
      const measured = await this.#meter
        .measure(run, controller.signal)
        .then(performance => ({ outcome, performance }))
        .catch(error => {
          if (!controller.signal.aborted) {
            throw error;
          }
          return { outcome: asUnanswered(error), performance: undefined };
        });
      await this.#finisher.finish({ ...measured, run, lease, startedMs });
    } catch (error) {
      if (!(error instanceof Lost)) {
        this.#logger.error(
          `Drift run ${run.id} could not be ended`,
          error as Error,
        );
      }
      // What was scanned is kept, and the next process goes on from there
      await this.#runs.release(lease);
    } finally {
      clearInterval(beat);
      stop.removeEventListener('abort', onStop);
    }
  }

  #time(plusMs: number = 0): string {
    return new Date(this.#now() + plusMs).toISOString();
  }
}
