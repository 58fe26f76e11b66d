import { SchedulerService } from '@backstage/backend-plugin-api';
import { ClusterReports } from '../service/ClusterReports';

/** Reads clusters, by one backend of several. */
export async function scheduleClusters(options: {
  clusters: ClusterReports;
  scheduler: SchedulerService;
}): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'scans-clusters',
    frequency: { minutes: 10 },
    initialDelay: { seconds: 30 },
    timeout: { hours: 1 },
    fn: signal => options.clusters.takeNew(signal),
  });
}
