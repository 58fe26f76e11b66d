import { SchedulerService } from '@backstage/backend-plugin-api';
import { AdviceRefresh } from '../service/AdviceRefresh';

/** Has usage read once a day, and again every hour where that failed; by one backend of several. */
export async function scheduleAdvice(options: {
  refresh: AdviceRefresh;
  scheduler: SchedulerService;
}): Promise<void> {
  const { refresh, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'cost-advice',
    frequency: { hours: 1 },
    // The catalog is there by then, in most portals
    initialDelay: { minutes: 1 },
    timeout: { hours: 4 },
    fn: signal => refresh.refreshAll(signal),
  });
}
