import { pageQuerySchema } from '@plumbline/backstage-plugin-drift-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { DriftRouterDeps, credentialsOf } from './driftRouterDeps';

const exportQuerySchema = z.object({
  format: z.enum(['csv', 'json']).default('csv'),
});

/** `/monitors/:id/runs` and `/runs`. */
export function createRunsRouter(deps: DriftRouterDeps): Router {
  const { access, auditor, httpAuth, runs } = deps;
  const router = PromiseRouter();

  router.get('/monitors/:id/runs', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(pageQuerySchema, req.query, 'query');
    res.json(await runs.list(req.params.id, query, credentials));
  });

  router.post('/monitors/:id/runs', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { id } = req.params;
    const run = await audit(
      auditor,
      {
        eventId: 'run-start',
        severityLevel: 'low',
        request: req,
        meta: { monitor: id },
      },
      () => runs.start(id, access.nameOf(credentials), credentials),
    );
    res.status(202).json(run);
  });

  router.get('/runs/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await runs.get(req.params.id, credentials));
  });

  router.post('/runs/:id/cancel', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { id } = req.params;
    res.json(
      await audit(
        auditor,
        {
          eventId: 'run-cancel',
          severityLevel: 'low',
          request: req,
          meta: { run: id },
        },
        () => runs.cancel(id, credentials),
      ),
    );
  });

  router.get('/runs/:id/columns', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(pageQuerySchema, req.query, 'query');
    res.json(await runs.listColumns(req.params.id, query, credentials));
  });

  router.get('/runs/:id/columns/:column', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { id, column } = req.params;
    res.json(await runs.getColumn(id, column, credentials));
  });

  router.get('/runs/:id/contract', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await runs.getContract(req.params.id, credentials));
  });

  router.get('/runs/:id/export', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { format } = parseRequest(exportQuerySchema, req.query, 'query');
    const file = await runs.export(req.params.id, format, credentials);
    res
      .set({
        'Content-Type': file.contentType,
        'Content-Disposition': `attachment; filename="${file.fileName}"`,
        'X-Content-Type-Options': 'nosniff',
      })
      .send(file.body);
  });

  return router;
}
