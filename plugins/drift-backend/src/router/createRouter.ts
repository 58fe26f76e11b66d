import express, { Handler } from 'express';
import PromiseRouter from 'express-promise-router';
import { createAlertsRouter } from './alertsRouter';
import { DriftRouterDeps } from './driftRouterDeps';
import { createIngestRouter } from './ingestRouter';
import { createModelsRouter } from './modelsRouter';
import { createMonitorsRouter } from './monitorsRouter';
import { createPredictionsRouter } from './predictionsRouter';
import { createRunsRouter } from './runsRouter';

/** A monitor document, in JSON. */
const MAX_BODY = '512kb';

/** Everything below `/api/drift`. */
export function createRouter(deps: DriftRouterDeps): Handler {
  const router = PromiseRouter();
  // Reads bodies as they come, before anything else would
  router.use(createIngestRouter(deps));
  router.use(express.json({ limit: MAX_BODY }));
  router.use(createMonitorsRouter(deps));
  router.use(createRunsRouter(deps));
  router.use(createAlertsRouter(deps));
  router.use(createModelsRouter(deps));
  router.use(createPredictionsRouter(deps));
  return router;
}
