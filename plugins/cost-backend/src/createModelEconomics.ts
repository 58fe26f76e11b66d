import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { DayRetention } from './domain/DayRetention';
import { DriftPredictions } from './sources/DriftPredictions';
import { CostReaderModels } from './store/CostReaderModels';
import { CostReaderMonths } from './store/CostReaderMonths';
import { UnitStore } from './store/UnitStore';
import { CostAccess } from './service/CostAccess';
import { ModelAccounts } from './service/ModelAccounts';
import { ModelCatalog } from './service/ModelCatalog';
import { ModelCounts } from './service/ModelCounts';
import { ModelEconomics } from './service/ModelEconomics';
import { SourcesHealth } from './service/SourcesHealth';

/** What says what models cost, with all that it reads. */
export function createModelEconomics(options: {
  access: CostAccess;
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  health: SourcesHealth;
  knex: Knex;
  logger: LoggerService;
  metric: CostMetric;
  months: CostReaderMonths;
  /** Where tokens are counted. */
  prometheus: readonly { id: string }[];
  retention: DayRetention;
}): ModelEconomics {
  const modelCosts = new CostReaderModels(options.knex);
  return new ModelEconomics({
    ...options,
    modelCosts,
    modelCatalog: new ModelCatalog(options),
    accounts: new ModelAccounts({
      modelCosts,
      retention: options.retention,
      counts: new ModelCounts({
        drift: new DriftPredictions(options),
        tokenSources: options.prometheus.map(({ id }) => id),
        units: new UnitStore(options.knex),
      }),
    }),
  });
}
