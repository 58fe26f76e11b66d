import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { driftPermissions } from '@plumbline/backstage-plugin-drift-common';
import { MlflowClient } from '@plumbline/backstage-plugin-drift-node';
import {
  WorkLoop,
  openDatabase,
  teamMembershipServiceRef,
} from '@plumbline/backstage-plugin-kit-node';
import { join } from 'node:path';
import { registerDriftActions } from './actions/registerDriftActions';
import { readDriftConfig } from './config';
import { createRouter } from './router/createRouter';
import { Access } from './service/Access';
import { AlertService } from './service/AlertService';
import { BaselineGrids } from './service/BaselineGrids';
import { BaselineService } from './service/BaselineService';
import { EngineComparer } from './service/Comparer';
import { HistoryService } from './service/HistoryService';
import { IngestService } from './service/IngestService';
import { IngestedOutcomes } from './service/IngestedOutcomes';
import { IngestedWindows } from './service/IngestedWindows';
import { ModelService } from './service/ModelService';
import { MonitorService } from './service/MonitorService';
import { MonitorSync } from './service/MonitorSync';
import { NoticeSender } from './service/NoticeSender';
import { PerformanceMeter } from './service/PerformanceMeter';
import { PerformanceService } from './service/PerformanceService';
import { PlaygroundService } from './service/PlaygroundService';
import { PredictionCounter } from './service/PredictionCounter';
import { RetrainingService } from './service/RetrainingService';
import { RunFinisher } from './service/RunFinisher';
import { RunPlanner } from './service/RunPlanner';
import { RunService } from './service/RunService';
import { RunWorker } from './service/RunWorker';
import { WindowJudge } from './service/WindowJudge';
import { SourceDataOpener } from './sources/DataOpener';
import { FileOutcomes } from './sources/FileOutcomes';
import { RepositoryFiles } from './sources/RepositoryFiles';
import { createStores } from './store/createStores';
import { MIGRATIONS } from './store/migrations';
import { scheduleTasks } from './tasks/scheduleTasks';

/**
 * Drift monitors, their runs, alerts and what follows from them.
 *
 * @public
 */
export const driftPlugin = createBackendPlugin({
  pluginId: 'drift',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        teams: teamMembershipServiceRef,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { auditor, auth, catalog, httpAuth, logger } = deps;
        const config = readDriftConfig(deps.rootConfig);
        const { cacheDirectory, instances } = config;
        const stores = createStores(
          await openDatabase(deps.database, MIGRATIONS),
        );
        const access = new Access({ ...deps, ...config });
        const repositories = new RepositoryFiles({
          reader: deps.urlReader,
          directory: join(cacheDirectory, 'repositories'),
        });
        const opener = new SourceDataOpener({ ...config, repositories });
        const comparer = new EngineComparer();

        const monitors = new MonitorService({ ...stores, access });
        const baselines = new BaselineService({
          baselines: stores.baselines,
          comparer,
          monitors,
          opener,
        });
        const models = new ModelService({
          ...stores,
          access,
          instances,
          createClient: instance => new MlflowClient(instance),
        });
        const meter = new PerformanceMeter({
          ...stores,
          files: new FileOutcomes({ baselines, opener }),
          predictions: new IngestedOutcomes({ ...stores, baselines }),
        });
        const finisher = new RunFinisher(stores);
        const predictions = new IngestedWindows({
          ...stores,
          comparer,
          logger,
        });
        const judge = new WindowJudge({
          ...stores,
          baselines,
          comparer,
          opener,
          predictions,
        });
        const workers = Array.from(
          { length: config.parallelRuns },
          () => new RunWorker({ ...stores, finisher, judge, logger, meter }),
        );
        const notices = new NoticeSender({
          ...stores,
          logger,
          notifications: deps.notifications,
        });
        const retraining = new RetrainingService({
          ...stores,
          access,
          endpoints: config.retraining,
          monitorService: monitors,
        });
        const work = new WorkLoop({
          logger,
          name: 'Drift',
          round: async signal => {
            await Promise.all(workers.map(worker => worker.work(signal)));
            await notices.sendAll(signal);
            await retraining.sendAll(signal);
          },
        });
        const wake = () => work.wake();
        const runs = new RunService({ ...stores, monitors, wake });
        deps.lifecycle.addShutdownHook(() => work.stop());

        const performance = new PerformanceService({
          ...stores,
          monitorService: monitors,
        });
        deps.permissionsRegistry.addPermissions(driftPermissions);
        registerDriftActions({
          registry: deps.actionsRegistry,
          monitors,
          performance,
          runs,
        });
        await scheduleTasks({
          ...stores,
          ...config,
          logger,
          predictions,
          planner: new RunPlanner({ ...stores, ...config, logger }),
          scheduler: deps.scheduler,
          sync: new MonitorSync({
            auth,
            catalog,
            dataSets: config.dataSets,
            files: config.monitorFiles,
            logger,
            monitors: stores.monitors,
            repositories,
          }),
          work,
        });
        deps.httpRouter.use(
          createRouter({
            access,
            alerts: new AlertService({ ...stores, access }),
            auditor,
            baselines,
            history: new HistoryService({
              ...stores,
              models,
              monitorService: monitors,
            }),
            httpAuth,
            ingest: new IngestService({
              ...stores,
              ...config,
              access,
              grids: new BaselineGrids({
                ...stores,
                baselineService: baselines,
              }),
              monitorService: monitors,
            }),
            models,
            monitors,
            performance,
            playground: new PlaygroundService({
              ...stores,
              access,
              endpoints: config.playground,
              models,
            }),
            predictionCounter: new PredictionCounter({
              ...stores,
              ...config,
              access,
            }),
            retraining,
            runs,
            wake,
            sources: config.sources.map(({ name, kind }) => ({ name, kind })),
          }),
        );
      },
    });
  },
});
