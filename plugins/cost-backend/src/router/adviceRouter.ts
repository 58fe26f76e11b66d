import { HttpAuthService } from '@backstage/backend-plugin-api';
import { costAdviceQuerySchema } from '@plumbline/backstage-plugin-cost-common';
import { parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { CostAdvices } from '../service/CostAdvices';
import { credentialsOf } from './credentialsOf';

/** What could be saved. */
export function adviceRouter(deps: {
  advices: CostAdvices;
  httpAuth: HttpAuthService;
}): Router {
  const { advices, httpAuth } = deps;
  const router = PromiseRouter();

  router.get('/advice', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costAdviceQuerySchema, req.query, 'query');
    res.json(await advices.list(query, credentials));
  });

  router.get('/advice/:id/patch', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { name, content } = await advices.getPatch(
      req.params.id,
      credentials,
    );
    res.setHeader('Content-Type', 'text/yaml; charset=utf-8');
    res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'no-store');
    res.send(content);
  });

  return router;
}
