import { parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { RestDeps, credentialsOf } from './restDeps';

const placeQuerySchema = z.object({
  ref: z.string().min(1).max(200).optional(),
  path: z.string().max(4096).optional(),
});

/** `refs`, `tree` and `file` of `/v1/repositories/:owner/:name`. */
export function createContentsRouter(deps: RestDeps): Router {
  const { contents, httpAuth } = deps;
  const router = PromiseRouter();

  router.get('/:owner/:name/refs', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { owner, name } = req.params;
    res.json(await contents.getRefs(owner, name, credentials));
  });

  router.get('/:owner/:name/tree', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(placeQuerySchema, req.query, 'query');
    res.json(await contents.getTree({ ...req.params, ...query }, credentials));
  });

  router.get('/:owner/:name/file', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(placeQuerySchema, req.query, 'query');
    res.json(await contents.getFile({ ...req.params, ...query }, credentials));
  });

  return router;
}
