import { createTokenRequestSchema } from '@plumbline/backstage-plugin-git-host-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { RestDeps, credentialsOf } from './restDeps';

/** `/v1/tokens`. */
export function createTokensRouter(deps: RestDeps): Router {
  const { auditor, httpAuth, tokens } = deps;
  const router = PromiseRouter();

  router.get('/', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await tokens.list(credentials));
  });

  router.post('/', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(createTokenRequestSchema, req.body, 'body');
    const token = await audit(
      auditor,
      {
        eventId: 'token-create',
        severityLevel: 'medium',
        request: req,
        meta: { teamRef: body.teamRef, access: body.access, name: body.name },
      },
      () => tokens.create(body, credentials),
    );
    res.status(201).set('Cache-Control', 'no-store').json(token);
  });

  router.delete('/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    await audit(
      auditor,
      {
        eventId: 'token-revoke',
        severityLevel: 'medium',
        request: req,
        meta: { tokenId: req.params.id },
      },
      () => tokens.revoke(req.params.id, credentials),
    );
    res.status(204).end();
  });

  return router;
}
