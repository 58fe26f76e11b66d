import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { audit } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { LeftSources } from '../service/LeftSources';
import { credentialsOf } from './credentialsOf';

/** What is to be forgotten. */
export function sourcesRouter(deps: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  leftSources: LeftSources;
}): Router {
  const { auditor, httpAuth, leftSources } = deps;
  const router = PromiseRouter();

  router.delete('/sources/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { id } = req.params;
    await audit(
      auditor,
      {
        eventId: 'cost-source-forget',
        severityLevel: 'high',
        request: req,
        meta: { source: id },
      },
      () => leftSources.forget(id, credentials),
    );
    res.status(204).end();
  });

  return router;
}
