import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  costModelQuerySchema,
  costModelsQuerySchema,
} from '@plumbline/backstage-plugin-cost-common';
import { parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ModelEconomics } from '../service/ModelEconomics';
import { credentialsOf } from './credentialsOf';

/** `/model` and `/models`. */
export function createModelsRouter(deps: {
  httpAuth: HttpAuthService;
  models: ModelEconomics;
}): Router {
  const { httpAuth, models } = deps;
  const router = PromiseRouter();

  router.get('/model', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costModelQuerySchema, req.query, 'query');
    res.json(await models.get(query, credentials));
  });

  router.get('/models', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costModelsQuerySchema, req.query, 'query');
    res.json(await models.list(query, credentials));
  });

  return router;
}
