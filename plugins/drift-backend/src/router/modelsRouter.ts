import { playgroundRequestSchema } from '@plumbline/backstage-plugin-drift-common';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { DriftRouterDeps, credentialsOf } from './driftRouterDeps';

const entityQuerySchema = z.object({ entity: entityRefSchema });

/** `/models/versions` and `/playground`. */
export function createModelsRouter(deps: DriftRouterDeps): Router {
  const { auditor, httpAuth, models, playground } = deps;
  const router = PromiseRouter();

  router.get('/models/versions', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { entity } = parseRequest(entityQuerySchema, req.query, 'query');
    res.json(await models.listVersions(entity, credentials));
  });

  router.get('/playground', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { entity } = parseRequest(entityQuerySchema, req.query, 'query');
    res.json(await playground.describe(entity, credentials));
  });

  router.post('/playground', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(playgroundRequestSchema, req.body, 'body');
    res.json(
      await audit(
        auditor,
        {
          eventId: 'playground-ask',
          severityLevel: 'low',
          request: req,
          meta: { entity: body.entityRef, endpoint: body.endpoint },
        },
        () => playground.ask(body, credentials),
      ),
    );
  });

  return router;
}
