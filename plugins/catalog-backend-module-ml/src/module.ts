import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { MlflowClient } from '@plumbline/backstage-plugin-drift-node';
import { MlEntityProcessor } from './MlEntityProcessor';
import { MlflowEntityProvider } from './mlflow/MlflowEntityProvider';
import { readMlflowImport } from './mlflow/readMlflowImport';

/** The catalog module that knows models, datasets, pipelines and model servers. @public */
export const catalogModuleMl = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'ml',
  register(env) {
    env.registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        auth: coreServices.auth,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ processing, catalog, config, auth, logger, scheduler }) {
        processing.addProcessor(new MlEntityProcessor());
        const { instances, defaultOwner, schedule } = readMlflowImport(
          config,
        ) ?? { instances: [] };
        instances.forEach((instance, index) =>
          processing.addEntityProvider(
            new MlflowEntityProvider({
              client: new MlflowClient(instance),
              defaultOwner: defaultOwner!,
              isFirstInstance: index === 0,
              catalog,
              auth,
              logger,
              taskRunner: scheduler.createScheduledTaskRunner(schedule!),
            }),
          ),
        );
      },
    });
  },
});
