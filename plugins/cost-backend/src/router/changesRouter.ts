import { HttpAuthService } from '@backstage/backend-plugin-api';
import { costChangesQuerySchema } from '@plumbline/backstage-plugin-cost-common';
import { parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { CostChanges } from '../service/CostChanges';
import { credentialsOf } from './credentialsOf';

/** `/changes`: figures that became others. */
export function changesRouter(deps: {
  changes: CostChanges;
  httpAuth: HttpAuthService;
}): Router {
  const { changes, httpAuth } = deps;
  const router = PromiseRouter();

  router.get('/changes', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costChangesQuerySchema, req.query, 'query');
    res.json(await changes.list(query, credentials));
  });

  router.get('/changes/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costChangesQuerySchema, req.query, 'query');
    res.json(await changes.get(req.params.id, query, credentials));
  });

  return router;
}
