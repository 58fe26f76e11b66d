import { LoggerService } from '@backstage/backend-plugin-api';
import { resolveWindows } from '@plumbline/backstage-plugin-drift-engine';
import { nextOccurrence } from '../domain/cron';
import { hasWindows } from '../domain/definition';
import { MonitorRecord } from '../domain/records';
import { MonitorStore } from '../store/MonitorStore';
import { RunStore } from '../store/RunStore';
import { documentOf } from './MonitorService';
import { buildRun } from './RunService';

const MAX_AT_ONCE = 200;

/** Puts into the queue what is due, and the past of new monitors. */
export class RunPlanner {
  readonly #backfillWindows: number;
  readonly #logger: LoggerService;
  readonly #monitors: MonitorStore;
  readonly #runs: RunStore;
  readonly #now: () => number;

  constructor(options: {
    backfillWindows: number;
    logger: LoggerService;
    monitors: MonitorStore;
    runs: RunStore;
    now?: () => number;
  }) {
    this.#backfillWindows = options.backfillWindows;
    this.#logger = options.logger;
    this.#monitors = options.monitors;
    this.#runs = options.runs;
    this.#now = options.now ?? Date.now;
  }

  async plan(): Promise<void> {
    const now = new Date(this.#now()).toISOString();
    for (const monitor of await this.#monitors.listDue(now, MAX_AT_ONCE)) {
      await this.#planDue(monitor, now);
    }
    for (const monitor of await this.#monitors.listToBackfill(MAX_AT_ONCE)) {
      await this.#planPast(monitor, now);
    }
  }

  async #planDue(monitor: MonitorRecord, now: string): Promise<void> {
    const document = documentOf(monitor);
    const due = monitor.nextRunAt;
    if (due === undefined) {
      return;
    }
    const schedule = document?.spec.schedule;
    if (!document || !schedule) {
      this.#logger.warn(
        `Drift: monitor ${monitor.name} of ${monitor.entityRef} is due, but its document cannot be read`,
      );
      await this.#monitors.claimDue({ id: monitor.id, due, next: undefined });
      return;
    }
    const [window] = resolveWindows({
      length: document.spec.window.length,
      until: now,
      count: 1,
    });
    // Enqueued first: who dies between the two leaves it due, and enqueues the same
    await this.#runs.enqueue(
      buildRun({ monitorId: monitor.id, trigger: 'schedule', window, now }),
      hasWindows(document) ? `window:${window.start}` : `due:${due}`,
    );
    await this.#monitors.claimDue({
      id: monitor.id,
      due,
      next: nextOccurrence(schedule, now),
    });
  }

  async #planPast(monitor: MonitorRecord, now: string): Promise<void> {
    const document = documentOf(monitor);
    if (document && this.#backfillWindows > 0) {
      const windows = resolveWindows({
        length: document.spec.window.length,
        until: now,
        count: this.#backfillWindows + 1,
      });
      // The newest is the schedule's, where there is one
      for (const window of document.spec.schedule
        ? windows.slice(0, -1)
        : windows) {
        await this.#runs.enqueue(
          buildRun({ monitorId: monitor.id, trigger: 'backfill', window, now }),
          `window:${window.start}`,
        );
      }
    }
    await this.#monitors.update(monitor.id, { isBackfilled: true });
  }
}
