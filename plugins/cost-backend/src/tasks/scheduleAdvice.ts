import { SchedulerService } from '@backstage/backend-plugin-api';
import { AdviceBooking } from '../service/AdviceBooking';
import { AdviceRefresh } from '../service/AdviceRefresh';

/** Has usage read once a day, and again every hour where that failed; follows the rules of the catalog; by one backend of several. */
export async function scheduleAdvice(options: {
  booking: AdviceBooking;
  refresh: AdviceRefresh;
  scheduler: SchedulerService;
}): Promise<void> {
  const { booking, refresh, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'cost-advice',
    frequency: { hours: 1 },
    // The catalog is there by then, in most portals
    initialDelay: { minutes: 1 },
    timeout: { hours: 4 },
    fn: signal => refresh.refreshAll(signal),
  });
  await scheduler.scheduleTask({
    id: 'cost-advice-owners',
    frequency: { minutes: 10 },
    initialDelay: { minutes: 3 },
    timeout: { minutes: 30 },
    fn: signal => booking.rebook(signal),
  });
}
