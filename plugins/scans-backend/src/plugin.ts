import { randomBytes } from 'node:crypto';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  familyServices,
  WorkLoop,
  openDatabase,
} from '@plumbline/backstage-plugin-kit-node';
import { scansPermissions } from '@plumbline/backstage-plugin-scans-common';
import { registerScansActions } from './actions/registerScansActions';
import { addOutsideSources } from './addOutsideSources';
import { readScansConfig } from './config';
import { readExploits } from './readExploits';
import { createRouter } from './router/createRouter';
import { Access } from './service/Access';
import { DecisionService } from './service/DecisionService';
import { ExploitFiles } from './service/ExploitFiles';
import { ExportService } from './service/ExportService';
import { FewAtOnce } from './service/FewAtOnce';
import { askOnce } from './service/askOnce';
import { FindingService } from './service/FindingService';
import { NoticeSender } from './service/NoticeSender';
import { OverviewEntities } from './service/OverviewEntities';
import { PlaceSync } from './service/PlaceSync';
import { ReportFiles } from './service/ReportFiles';
import { ReportIntake } from './service/ReportIntake';
import { ReportParser } from './service/ReportParser';
import { ScanService } from './service/ScanService';
import { ScanWorker } from './service/ScanWorker';
import { SummaryService } from './service/SummaryService';
import { UploadService } from './service/UploadService';
import { VexService } from './service/VexService';
import { DecisionCarrier } from './store/DecisionCarrier';
import { DecisionStore } from './store/DecisionStore';
import { EntityStore } from './store/EntityStore';
import { FindingReader } from './store/FindingReader';
import { FindingWriter } from './store/FindingWriter';
import { HeldScans } from './store/HeldScans';
import { NoticeStore } from './store/NoticeStore';
import { ScanStore } from './store/ScanStore';
import { MIGRATIONS } from './store/migrations';
import { scheduleDecisionTasks } from './tasks/scheduleDecisionTasks';
import { scheduleExploits } from './tasks/scheduleExploits';
import { scheduleNotices } from './tasks/scheduleNotices';
import { scheduleTasks } from './tasks/scheduleTasks';

/**
 * Reports of security scanners, what they say over time, and what people decide.
 *
 * @public
 */
export const scansPlugin = createBackendPlugin({
  pluginId: 'scans',
  register(env) {
    env.registerInit({
      deps: {
        ...familyServices,
        actionsRegistry: actionsRegistryServiceRef,
        notifications: notificationService,
      },
      async init(deps) {
        const { auditor, httpAuth, lifecycle, logger, scheduler } = deps;
        const config = readScansConfig(deps.rootConfig);
        const knex = await openDatabase(deps.database, MIGRATIONS);
        const scans = new ScanStore(knex);
        const entities = new EntityStore(knex);
        const findings = new FindingReader(knex);
        const held = new HeldScans(knex);
        const decisionStore = new DecisionStore(knex);
        const carrier = new DecisionCarrier({
          ...config,
          decisions: decisionStore,
          knex,
        });
        const access = new Access({ ...deps, ...config });
        const parser = new ReportParser();
        const exploits = new ExploitFiles({
          logger,
          sources: readExploits(deps.rootConfig),
        });
        await scheduleExploits({ exploits, knex, logger, scheduler });
        const writer = new FindingWriter({
          ...config,
          knex,
          mark: content => exploits.mark(content),
          decideNew: (tx, written) => carrier.decideNew(tx, written),
          decideChanged: (tx, written) => carrier.decideChanged(tx, written),
        });
        const worker = new ScanWorker({ logger, scans, writer });
        const notices = new NoticeStore(knex);
        const sender = new NoticeSender({ ...deps, notices });
        const work = new WorkLoop({
          logger,
          name: 'Scans',
          round: async signal => {
            await worker.work(signal);
            await carrier.carryPending(signal);
            await sender.sendAll(signal);
          },
        });
        lifecycle.addShutdownHook(async () => {
          await parser.stop();
          await work.stop();
        });
        const { secretHashKey } = config;
        const secretKey = askOnce(
          async () =>
            secretHashKey ??
            scans.getOrCreateSetting(
              'secret-hash-key',
              randomBytes(32).toString('hex'),
            ),
        );

        const intake = new ReportIntake({
          entities,
          parser,
          scans,
          secretKey,
          wake: () => work.wake(),
        });

        const deciding = {
          ...config,
          access,
          carrier,
          decisions: decisionStore,
          entities,
          wake: () => work.wake(),
        };
        const decisions = new DecisionService({ ...deciding, findings });

        deps.permissionsRegistry.addPermissions(scansPermissions);
        await scheduleTasks({
          ...config,
          files: new ReportFiles({ ...deps, ...config, intake }),
          logger,
          scans,
          scheduler,
          work,
        });
        await scheduleNotices({
          notices,
          scheduler,
          wake: () => work.wake(),
        });
        await scheduleDecisionTasks({
          carrier,
          places: new PlaceSync({ ...deps, carrier, entities }),
          scheduler,
        });
        const fewAtOnce = new FewAtOnce();
        await addOutsideSources({
          ...deps,
          config,
          fewAtOnce,
          intake,
          knex,
          scans,
        });
        const findingService = new FindingService({
          ...config,
          access,
          entities,
          findings,
          decisionsAbout: (finding, credentials) =>
            decisions.listAbout(finding, credentials),
        });
        const summaries = new SummaryService({
          ...deps,
          ...config,
          access,
          entities,
          findings,
          held,
          overview: new OverviewEntities({
            ...deps,
            ...config,
            access,
            entities,
          }),
          scans,
        });
        registerScansActions({
          registry: deps.actionsRegistry,
          findings: findingService,
          summaries,
        });
        deps.httpRouter.use(
          createRouter({
            auditor,
            decisions,
            exports: new ExportService({
              decisions: decisionStore,
              findings,
              service: findingService,
            }),
            httpAuth,
            findings: findingService,
            scans: new ScanService({ access, held, scans }),
            summaries,
            uploads: new UploadService({ access, fewAtOnce, intake }),
            vex: new VexService(deciding),
          }),
        );
      },
    });
  },
});
