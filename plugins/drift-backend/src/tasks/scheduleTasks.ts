import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { WorkLoop } from '@plumbline/backstage-plugin-kit-node';
import { AlertStore } from '../store/AlertStore';
import { IngestStore } from '../store/IngestStore';
import { PerformanceStore } from '../store/PerformanceStore';
import { RunStore } from '../store/RunStore';
import { IngestedWindows } from '../service/IngestedWindows';
import { MonitorSync } from '../service/MonitorSync';
import { RunPlanner } from '../service/RunPlanner';

const RUNS_PER_DELETE = 500;

/**
 * Definitions, planning and retention are done by one process at a time; the
 * queue is worked by all of them.
 */
export async function scheduleTasks(options: {
  alerts: AlertStore;
  ingest: IngestStore;
  logger: LoggerService;
  performance: PerformanceStore;
  planner: RunPlanner;
  predictions: IngestedWindows;
  refreshMs: number;
  retentionMs: number;
  runs: RunStore;
  scheduler: SchedulerService;
  sync: MonitorSync;
  work: WorkLoop;
}): Promise<void> {
  const { alerts, logger, planner, refreshMs, retentionMs } = options;
  const { ingest, predictions, runs, scheduler, sync, work } = options;
  await scheduler.scheduleTask({
    id: 'drift-definitions',
    frequency: { milliseconds: refreshMs },
    initialDelay: { seconds: 10 },
    timeout: { minutes: 30 },
    fn: async signal => {
      await sync.sync(signal);
      await planner.plan();
      work.wake();
    },
  });
  await scheduler.scheduleTask({
    id: 'drift-plan',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 15 },
    timeout: { minutes: 5 },
    fn: () => planner.plan(),
  });
  await scheduler.scheduleTask({
    id: 'drift-work',
    scope: 'local',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 20 },
    timeout: { minutes: 1 },
    fn: () => work.wake(),
  });
  await scheduler.scheduleTask({
    id: 'drift-fold-predictions',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 30 },
    timeout: { minutes: 30 },
    fn: signal => predictions.fold(signal),
  });
  await scheduler.scheduleTask({
    id: 'drift-retention',
    frequency: { hours: 24 },
    initialDelay: { minutes: 15 },
    timeout: { hours: 1 },
    fn: async signal => {
      const before = new Date(Date.now() - retentionMs).toISOString();
      let removed = 0;
      for (;;) {
        signal.throwIfAborted();
        const count = await runs.deleteFinishedBefore(before, RUNS_PER_DELETE);
        removed += count;
        if (count < RUNS_PER_DELETE) {
          break;
        }
      }
      await options.performance.deleteBefore(before);
      const closed = await alerts.deleteClosedBefore(before);
      const ingested = await ingest.deleteBefore(before);
      logger.info(
        `Drift: removed ${removed} old runs, ${closed} old alerts and ${ingested} old records of predictions`,
      );
    },
  });
}
