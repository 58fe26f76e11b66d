import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { MonitorService } from '../service/MonitorService';
import { PerformanceService } from '../service/PerformanceService';
import { RunService } from '../service/RunService';
import { registerExplain } from './explain';
import { registerStatus } from './status';

/** Lets an assistant read about drift, with the permissions of whom it works for. */
export function registerDriftActions(options: {
  registry: ActionsRegistryService;
  monitors: MonitorService;
  performance: PerformanceService;
  runs: RunService;
}): void {
  registerStatus(options);
  registerExplain(options);
}
