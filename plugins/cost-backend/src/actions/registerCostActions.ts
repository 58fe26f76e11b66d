import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CostAdvices } from '../service/CostAdvices';
import { CostMovers } from '../service/CostMovers';
import { CostOverviews } from '../service/CostOverviews';
import { CostSummaries } from '../service/CostSummaries';
import { ModelEconomics } from '../service/ModelEconomics';
import { registerAdvice } from './advice';
import { registerModel } from './model';
import { registerMovers } from './movers';
import { registerOverview } from './overview';
import { registerSummary } from './summary';

/** Lets an assistant read what things cost, with the permissions of whom it works for. */
export function registerCostActions(options: {
  registry: ActionsRegistryService;
  advices: CostAdvices;
  models: ModelEconomics;
  movers: CostMovers;
  overviews: CostOverviews;
  summaries: CostSummaries;
}): void {
  registerSummary(options);
  registerOverview(options);
  registerModel(options);
  registerMovers(options);
  registerAdvice(options);
}
