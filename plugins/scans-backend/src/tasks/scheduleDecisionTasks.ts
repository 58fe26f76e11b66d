import { SchedulerService } from '@backstage/backend-plugin-api';
import { PlaceSync } from '../service/PlaceSync';
import { DecisionCarrier } from '../store/DecisionCarrier';

/** What time and the catalog change about decisions, done by one process at a time. */
export async function scheduleDecisionTasks(options: {
  carrier: DecisionCarrier;
  places: PlaceSync;
  scheduler: SchedulerService;
}): Promise<void> {
  const { carrier, places, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'scans-expiry',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 20 },
    timeout: { minutes: 10 },
    fn: signal => carrier.expire(signal),
  });
  await scheduler.scheduleTask({
    id: 'scans-places',
    frequency: { minutes: 10 },
    initialDelay: { seconds: 45 },
    timeout: { minutes: 30 },
    fn: signal => places.sync(signal),
  });
}
