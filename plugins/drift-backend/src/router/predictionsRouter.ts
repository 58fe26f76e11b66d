import { predictionCountsRequestSchema } from '@plumbline/backstage-plugin-drift-common';
import { parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { DriftRouterDeps, credentialsOf } from './driftRouterDeps';

/** `/predictions/counts`. */
export function createPredictionsRouter(deps: DriftRouterDeps): Router {
  const { httpAuth, predictionCounter } = deps;
  const router = PromiseRouter();

  router.post('/predictions/counts', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(predictionCountsRequestSchema, req.body, 'body');
    res.json(await predictionCounter.count(body, credentials));
  });

  return router;
}
