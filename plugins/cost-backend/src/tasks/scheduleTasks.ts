import { SchedulerService } from '@backstage/backend-plugin-api';
import { awaitCatalog } from '../service/awaitCatalog';
import { CatalogReader } from '../service/CatalogReader';
import { ImportService } from '../service/ImportService';
import { PlaceSync } from '../service/PlaceSync';

/** Reads sources and follows the catalog, by one backend of several. */
export async function scheduleTasks(options: {
  catalog: CatalogReader;
  imports: ImportService;
  places: PlaceSync;
  scheduler: SchedulerService;
}): Promise<void> {
  const { catalog, imports, places, scheduler } = options;
  let isCatalogThere = false;
  await scheduler.scheduleTask({
    id: 'cost-imports',
    frequency: { minutes: 10 },
    initialDelay: { seconds: 15 },
    timeout: { hours: 4 },
    fn: async signal => {
      if (!isCatalogThere) {
        await awaitCatalog({ count: () => catalog.count(), signal });
        isCatalogThere = true;
      }
      await imports.importAll(signal);
    },
  });
  await scheduler.scheduleTask({
    id: 'cost-places',
    frequency: { minutes: 10 },
    initialDelay: { minutes: 2 },
    timeout: { minutes: 30 },
    fn: signal => places.sync(signal),
  });
}
