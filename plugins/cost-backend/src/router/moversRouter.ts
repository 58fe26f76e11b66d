import { HttpAuthService } from '@backstage/backend-plugin-api';
import { costMoversQuerySchema } from '@plumbline/backstage-plugin-cost-common';
import { parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { CostMovers } from '../service/CostMovers';
import { credentialsOf } from './credentialsOf';

/** `/movers`: what changed most, and why. */
export function moversRouter(deps: {
  httpAuth: HttpAuthService;
  movers: CostMovers;
}): Router {
  const { httpAuth, movers } = deps;
  const router = PromiseRouter();

  router.get('/movers', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costMoversQuerySchema, req.query, 'query');
    res.json(await movers.list(query, credentials));
  });

  return router;
}
