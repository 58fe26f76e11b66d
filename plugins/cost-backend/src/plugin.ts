import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { notificationService } from '@backstage/plugin-notifications-node';
import { costPermissions } from '@plumbline/backstage-plugin-cost-common';
import {
  familyServices,
  openDatabase,
} from '@plumbline/backstage-plugin-kit-node';
import { addReading } from './addReading';
import { readCostConfig } from './config';
import { DayRetention } from './domain/DayRetention';
import { CatalogReader } from './service/CatalogReader';
import { ImportService } from './service/ImportService';
import { PlaceSync } from './service/PlaceSync';
import { ServedModels } from './service/ServedModels';
import { TokenCounter } from './service/TokenCounter';
import { ChangeStore } from './store/ChangeStore';
import { AnswerStore } from './store/AnswerStore';
import { CostWriter } from './store/CostWriter';
import { EntityPlaces } from './store/EntityPlaces';
import { ImportStore } from './store/ImportStore';
import { MIGRATIONS } from './store/migrations';
import { OldCosts } from './store/OldCosts';
import { UnitStore } from './store/UnitStore';
import { scheduleRetention } from './tasks/scheduleRetention';
import { scheduleTasks } from './tasks/scheduleTasks';
import { scheduleTokens } from './tasks/scheduleTokens';
import { PrometheusClient } from './usage/PrometheusClient';

/**
 * What entities cost, by bills and cost allocations.
 *
 * @public
 */
export const costPlugin = createBackendPlugin({
  pluginId: 'cost',
  register(env) {
    env.registerInit({
      deps: {
        ...familyServices,
        actionsRegistry: actionsRegistryServiceRef,
        discovery: coreServices.discovery,
        notifications: notificationService,
      },
      async init(deps) {
        const { lifecycle, logger, scheduler } = deps;
        const config = readCostConfig(deps.rootConfig);
        const knex = await openDatabase(deps.database, MIGRATIONS);
        const catalog = new CatalogReader(deps);
        const answers = new AnswerStore(knex);
        const imports = new ImportService({
          catalog,
          config,
          answers,
          imports: new ImportStore(knex),
          logger,
          sources: config.sources,
          writer: new CostWriter(knex),
        });
        lifecycle.addShutdownHook(() => imports.stop());
        await scheduleTasks({
          catalog,
          imports,
          places: new PlaceSync({ catalog, places: new EntityPlaces(knex) }),
          scheduler,
        });
        await scheduleRetention({
          answers,
          changes: new ChangeStore(knex),
          costs: new OldCosts(knex),
          retention: new DayRetention(config.keptDays),
          scheduler,
        });
        await scheduleTokens({
          counter: new TokenCounter({
            logger,
            models: new ServedModels(deps),
            sources: config.prometheus.map(instance => ({
              id: instance.id,
              client: new PrometheusClient(instance),
            })),
            units: new UnitStore(knex),
          }),
          hasSources: config.prometheus.length > 0,
          scheduler,
        });
        deps.permissionsRegistry.addPermissions(costPermissions);
        deps.httpRouter.use(
          await addReading({
            ...deps,
            config,
            knex,
            startImport: source => imports.start(source),
          }),
        );
      },
    });
  },
});
