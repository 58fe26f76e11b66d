import {
  baselineRequestSchema,
  monitorCreateSchema,
  pageQuerySchema,
  summariesRequestSchema,
} from '@plumbline/backstage-plugin-drift-common';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { DriftRouterDeps, credentialsOf } from './driftRouterDeps';

const listQuerySchema = pageQuerySchema.extend({
  entity: entityRefSchema.optional(),
  owner: entityRefSchema.optional(),
});
const time = z.iso.datetime().transform(text => new Date(text).toISOString());
const historyQuerySchema = z.object({
  from: time.optional(),
  to: time.optional(),
});

/** `/summaries`, `/sources` and `/monitors`. */
export function createMonitorsRouter(deps: DriftRouterDeps): Router {
  const { access, auditor, httpAuth, monitors, baselines } = deps;
  const router = PromiseRouter();

  router.post('/summaries', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(summariesRequestSchema, req.body, 'body');
    res.json(await monitors.summarize(body.entityRefs, credentials));
  });

  router.get('/sources', async (req, res) => {
    await access.assertCanRead(await credentialsOf(httpAuth, req));
    res.json({ items: deps.sources });
  });

  router.get('/monitors', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(listQuerySchema, req.query, 'query');
    res.json(await monitors.list(query, credentials));
  });

  router.post('/monitors', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(monitorCreateSchema, req.body, 'body');
    const monitor = await audit(
      auditor,
      { eventId: 'monitor-create', severityLevel: 'medium', request: req },
      () => monitors.create(body.document, credentials),
    );
    res.status(201).json(monitor);
  });

  router.get('/monitors/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await monitors.get(req.params.id, credentials));
  });

  router.put('/monitors/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(monitorCreateSchema, req.body, 'body');
    const { id } = req.params;
    res.json(
      await audit(
        auditor,
        {
          eventId: 'monitor-replace',
          severityLevel: 'medium',
          request: req,
          meta: { monitor: id },
        },
        () => monitors.replace(id, body.document, credentials),
      ),
    );
  });

  router.delete('/monitors/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { id } = req.params;
    await audit(
      auditor,
      {
        eventId: 'monitor-delete',
        severityLevel: 'medium',
        request: req,
        meta: { monitor: id },
      },
      () => monitors.delete(id, credentials),
    );
    res.status(204).end();
  });

  router.get('/monitors/:id/history', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(historyQuerySchema, req.query, 'query');
    res.json(await deps.history.get(req.params.id, query, credentials));
  });

  router.get('/monitors/:id/performance', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await deps.performance.get(req.params.id, credentials));
  });

  router.get('/monitors/:id/baselines', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(pageQuerySchema, req.query, 'query');
    res.json(await baselines.list(req.params.id, query, credentials));
  });

  router.post('/monitors/:id/baselines/preview', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(baselineRequestSchema, req.body, 'body');
    res.json(await baselines.preview(req.params.id, body, credentials));
  });

  router.post('/monitors/:id/baselines', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(baselineRequestSchema, req.body, 'body');
    const { id } = req.params;
    const baseline = await audit(
      auditor,
      {
        eventId: 'baseline-choose',
        severityLevel: 'medium',
        request: req,
        meta: { monitor: id, name: body.name, kind: body.from.kind },
      },
      () =>
        baselines.choose(
          id,
          { ...body, by: access.nameOf(credentials) },
          credentials,
        ),
    );
    res.status(201).json(baseline);
  });

  return router;
}
