import {
  AuditorService,
  AuthService,
  HttpRouterService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { ScansConfig } from './config';
import { FALCO_PATH, createFalcoRouter } from './router/createFalcoRouter';
import {
  TRUSTED_PATH,
  createTrustedRouter,
  createUntrustingRouter,
} from './router/createTrustedRouter';
import { ClusterReports } from './service/ClusterReports';
import { FalcoEvents } from './service/FalcoEvents';
import { FewAtOnce } from './service/FewAtOnce';
import { ReportIntake } from './service/ReportIntake';
import { TrustedUploads } from './service/TrustedUploads';
import { CiTokens } from './sources/CiTokens';
import { KubernetesApi } from './sources/KubernetesApi';
import { ScanStore } from './store/ScanStore';
import { closeQuiet } from './store/closeQuiet';
import { retireScope } from './store/retireScope';
import { scheduleClusters } from './tasks/scheduleClusters';
import { scheduleQuiet } from './tasks/scheduleQuiet';

/** Wires what comes from those who have no token of the portal: pipelines, Falco, and clusters that are read. */
export async function addOutsideSources(deps: {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: ScansConfig;
  fewAtOnce: FewAtOnce;
  httpRouter: HttpRouterService;
  intake: ReportIntake;
  knex: Knex;
  logger: LoggerService;
  scans: ScanStore;
  scheduler: SchedulerService;
}): Promise<void> {
  const { auditor, config, httpRouter, knex, logger, scheduler } = deps;
  const { clusters, falco, trustedIssuers } = config;
  await scheduleQuiet({
    closeQuiet: options => closeQuiet(knex, options),
    logger,
    scheduler,
  });
  if (clusters.length > 0) {
    await scheduleClusters({
      clusters: new ClusterReports({
        ...deps,
        clusters: clusters.map(cluster => ({
          api: new KubernetesApi(cluster),
          entityRef: cluster.entityRef,
        })),
        retire: scope => retireScope(knex, scope),
      }),
      scheduler,
    });
  }
  if (falco.length > 0) {
    httpRouter.addAuthPolicy({ path: FALCO_PATH, allow: 'unauthenticated' });
    httpRouter.use(
      createFalcoRouter({
        auditor,
        events: new FalcoEvents({ ...deps, falco }),
      }),
    );
  }
  httpRouter.addAuthPolicy({ path: TRUSTED_PATH, allow: 'unauthenticated' });
  if (trustedIssuers.length === 0) {
    httpRouter.use(createUntrustingRouter());
  } else {
    const tokens = new CiTokens(trustedIssuers);
    httpRouter.use(
      createTrustedRouter({
        auditor,
        uploads: new TrustedUploads(deps),
        verify: token => tokens.verify(token),
      }),
    );
  }
}
