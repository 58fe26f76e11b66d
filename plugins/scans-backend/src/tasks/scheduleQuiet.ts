import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';

const QUIET_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Closes what Falco reported and what did not happen again for two weeks. */
export async function scheduleQuiet(options: {
  closeQuiet: (options: {
    since: string;
    now: string;
    note: string;
  }) => Promise<number>;
  logger: LoggerService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { closeQuiet, logger, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'scans-quiet',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 30 },
    fn: async () => {
      const nowMs = Date.now();
      const count = await closeQuiet({
        since: new Date(nowMs - QUIET_DAYS * DAY_MS).toISOString(),
        now: new Date(nowMs).toISOString(),
        note: `It did not happen for ${QUIET_DAYS} days`,
      });
      if (count > 0) {
        logger.info(`Scans: ${count} kinds of events did not happen again`);
      }
    },
  });
}
