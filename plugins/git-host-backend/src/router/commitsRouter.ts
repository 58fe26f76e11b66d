import { createCommitRequestSchema } from '@plumbline/backstage-plugin-git-host-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { RestDeps, credentialsOf } from './restDeps';

const listQuerySchema = z.object({
  ref: z.string().min(1).max(200).optional(),
  path: z.string().max(4096).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** `/v1/repositories/:owner/:name/commits`. */
export function createCommitsRouter(deps: RestDeps): Router {
  const { auditor, commits, contents, httpAuth } = deps;
  const router = PromiseRouter();

  router.get('/:owner/:name/commits', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(listQuerySchema, req.query, 'query');
    const place = { ...req.params, ...query };
    res.json(await contents.listCommits(place, credentials));
  });

  router.post('/:owner/:name/commits', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { owner, name } = req.params;
    const request = parseRequest(createCommitRequestSchema, req.body, 'body');
    const result = await audit(
      auditor,
      {
        eventId: 'repository-commit',
        severityLevel: 'medium',
        request: req,
        meta: { repository: `${owner}/${name}`, branch: request.branch },
      },
      () => commits.commit({ owner, name, request }, credentials),
    );
    res.status(result.changed ? 201 : 200).json(result);
  });

  return router;
}
