import {
  createRepositoryRequestSchema,
  listRepositoriesQuerySchema,
} from '@plumbline/backstage-plugin-git-host-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { RestDeps, credentialsOf } from './restDeps';

/** `/v1/repositories` and `/v1/repositories/:owner/:name`. */
export function createRepositoriesRouter(deps: RestDeps): Router {
  const { auditor, httpAuth, repositories } = deps;
  const router = PromiseRouter();

  router.get('/', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(listRepositoriesQuerySchema, req.query, 'query');
    res.json(await repositories.list(query, credentials));
  });

  router.post('/', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(createRepositoryRequestSchema, req.body, 'body');
    const repository = await audit(
      auditor,
      {
        eventId: 'repository-create',
        severityLevel: 'medium',
        request: req,
        meta: { repository: `${body.owner}/${body.name}`, origin: body.origin },
      },
      () => repositories.create(body, credentials),
    );
    res.status(201).json(repository);
  });

  router.get('/:owner/:name', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { owner, name } = req.params;
    res.json(await repositories.get(owner, name, credentials));
  });

  router.delete('/:owner/:name', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { owner, name } = req.params;
    await audit(
      auditor,
      {
        eventId: 'repository-delete',
        severityLevel: 'high',
        request: req,
        meta: { repository: `${owner}/${name}` },
      },
      () => repositories.delete(owner, name, credentials),
    );
    res.status(204).end();
  });

  return router;
}
