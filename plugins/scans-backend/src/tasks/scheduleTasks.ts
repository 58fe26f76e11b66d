import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { WorkLoop } from '@plumbline/backstage-plugin-kit-node';
import { ReportFiles } from '../service/ReportFiles';
import { ScanStore } from '../store/ScanStore';

/** The queue is worked by every process; retention is done by one at a time. */
export async function scheduleTasks(options: {
  files: ReportFiles;
  logger: LoggerService;
  retentionMs: number;
  scans: ScanStore;
  scheduler: SchedulerService;
  work: WorkLoop;
}): Promise<void> {
  const { files, logger, retentionMs, scans, scheduler, work } = options;
  await scheduler.scheduleTask({
    id: 'scans-work',
    scope: 'local',
    frequency: { seconds: 30 },
    initialDelay: { seconds: 5 },
    timeout: { minutes: 1 },
    fn: () => work.wake(),
  });
  await scheduler.scheduleTask({
    id: 'scans-files',
    // Of several backends each has its own disk
    scope: 'local',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 8 },
    timeout: { minutes: 30 },
    fn: signal => files.takeNew(signal),
  });
  await scheduler.scheduleTask({
    id: 'scans-retention',
    frequency: { hours: 24 },
    initialDelay: { minutes: 20 },
    timeout: { hours: 1 },
    fn: async () => {
      const before = new Date(Date.now() - retentionMs).toISOString();
      const count = await scans.deleteFinishedBefore(before);
      logger.info(`Scans: removed ${count} old scans`);
    },
  });
}
