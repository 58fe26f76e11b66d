import { SchedulerService } from '@backstage/backend-plugin-api';
import { ImportService } from '../service/ImportService';
import { PlaceSync } from '../service/PlaceSync';

/** Reads sources and follows the catalog, by one backend of several. */
export async function scheduleTasks(options: {
  imports: ImportService;
  places: PlaceSync;
  scheduler: SchedulerService;
}): Promise<void> {
  const { imports, places, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'cost-imports',
    frequency: { minutes: 10 },
    // The catalog is there by then, in most portals
    initialDelay: { seconds: 30 },
    timeout: { hours: 4 },
    fn: signal => imports.importAll(signal),
  });
  await scheduler.scheduleTask({
    id: 'cost-places',
    frequency: { minutes: 10 },
    initialDelay: { minutes: 2 },
    timeout: { minutes: 30 },
    fn: signal => places.sync(signal),
  });
}
