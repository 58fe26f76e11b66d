import { randomUUID } from 'node:crypto';
import { endRun } from '../domain/endRun';
import { RunOutcome, RunRecord } from '../domain/records';
import { AlertStore } from '../store/AlertStore';
import { MonitorStore } from '../store/MonitorStore';
import { ResultStore } from '../store/ResultStore';
import { RetrainingStore } from '../store/RetrainingStore';
import { Lease, RunStore } from '../store/RunStore';
import { documentOf } from './MonitorService';
import { KnownPerformance } from './PerformanceMeter';

/** Windows that say whether an alert opens or closes. */
const HISTORY = 40;
const MAX_STALE = 5;

/** Writes down how a run ended, with all that follows from it. */
export class RunFinisher {
  readonly #alerts: AlertStore;
  readonly #monitors: MonitorStore;
  readonly #results: ResultStore;
  readonly #retraining: RetrainingStore;
  readonly #runs: RunStore;
  readonly #now: () => number;

  constructor(options: {
    alerts: AlertStore;
    monitors: MonitorStore;
    results: ResultStore;
    retraining: RetrainingStore;
    runs: RunStore;
    now?: () => number;
  }) {
    this.#alerts = options.alerts;
    this.#monitors = options.monitors;
    this.#results = options.results;
    this.#retraining = options.retraining;
    this.#runs = options.runs;
    this.#now = options.now ?? Date.now;
  }

  /** Everything in one transaction; again when another run of the monitor ended meanwhile. */
  async finish(options: {
    run: RunRecord;
    lease: Lease;
    outcome: RunOutcome;
    performance: KnownPerformance | undefined;
    startedMs: number;
  }): Promise<void> {
    const { run, lease, outcome, performance, startedMs } = options;
    for (let attempt = 0; attempt < MAX_STALE; attempt += 1) {
      const monitor = await this.#monitors.get(run.monitorId);
      if (!monitor) {
        return;
      }
      const [windows, previousAlert, hasOpen] = await Promise.all([
        this.#runs.listWindows({ monitorId: run.monitorId, limit: HISTORY }),
        this.#alerts.getNewest(run.monitorId),
        this.#retraining.hasOpen(run.monitorId),
      ]);
      const now = new Date(this.#now()).toISOString();
      const consequences = endRun({
        run,
        outcome,
        performance,
        windows,
        monitor,
        document: documentOf(monitor),
        previousAlert,
        mayPropose: !hasOpen,
        now,
        createId: randomUUID,
      });
      const result = await this.#results.finish(lease, {
        finishedAt: now,
        durationMs: this.#now() - startedMs,
        seenRunId: monitor.lastRunId,
        seenAlert: previousAlert,
        ...consequences,
      });
      if (result !== 'stale') {
        return;
      }
    }
    throw new Error('Other runs of the monitor ended at the same time');
  }
}
