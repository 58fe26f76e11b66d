import {
  alertActionSchema,
  alertSchema,
  pageQuerySchema,
} from '@plumbline/backstage-plugin-drift-common';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { DriftRouterDeps, credentialsOf } from './driftRouterDeps';

const MAX_OWNERS = 50;

const listQuerySchema = pageQuerySchema.extend({
  entity: entityRefSchema.optional(),
  /** One, or one after the other: somebody is in several teams. */
  owner: z
    .union([entityRefSchema, z.array(entityRefSchema).max(MAX_OWNERS)])
    .transform(owner => [owner].flat())
    .optional(),
  state: alertSchema.shape.state.optional(),
});
const decisionSchema = z.object({ note: z.string().max(2000).optional() });

/** `/alerts` and `/retraining`, also below a monitor. */
export function createAlertsRouter(deps: DriftRouterDeps): Router {
  const { access, alerts, auditor, httpAuth, monitors, retraining } = deps;
  const router = PromiseRouter();

  router.get('/alerts', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(listQuerySchema, req.query, 'query');
    res.json(await alerts.list(query, credentials));
  });

  router.get('/monitors/:id/alerts', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(pageQuerySchema, req.query, 'query');
    const monitorId = req.params.id;
    await monitors.getVisible(monitorId, credentials);
    res.json(await alerts.list({ ...query, monitorId }, credentials));
  });

  router.post('/alerts/:id/actions', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const body = parseRequest(alertActionSchema, req.body, 'body');
    const { id } = req.params;
    res.json(
      await audit(
        auditor,
        {
          eventId: 'alert-act',
          severityLevel: 'low',
          request: req,
          meta: { alert: id, action: body.action },
        },
        () => alerts.act(id, body, access.nameOf(credentials), credentials),
      ),
    );
  });

  router.get('/monitors/:id/retraining', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(pageQuerySchema, req.query, 'query');
    res.json(await retraining.list(req.params.id, query, credentials));
  });

  for (const [path, state] of [
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ] as const) {
    router.post(`/retraining/:id/${path}`, async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      const { note } = parseRequest(decisionSchema, req.body ?? {}, 'body');
      const { id } = req.params;
      const decided = await audit(
        auditor,
        {
          eventId: `retraining-${path}`,
          severityLevel: 'medium',
          request: req,
          meta: { retraining: id },
        },
        () => retraining.decide(id, { state, note }, credentials),
      );
      deps.wake();
      res.json(decided);
    });
  }

  return router;
}
