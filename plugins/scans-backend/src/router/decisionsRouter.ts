import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import {
  decisionActionSchema,
  decisionQuerySchema,
  decisionRequestSchema,
} from '@plumbline/backstage-plugin-scans-common';
import { Handler } from 'express';
import PromiseRouter from 'express-promise-router';
import { DecisionService } from '../service/DecisionService';
import { credentialsOf } from './credentialsOf';

/** `/decisions`. */
export function createDecisionsRouter(deps: {
  auditor: AuditorService;
  decisions: DecisionService;
  httpAuth: HttpAuthService;
}): Handler {
  const { auditor, decisions, httpAuth } = deps;
  const router = PromiseRouter();

  router.get('/decisions', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(decisionQuerySchema, req.query, 'query');
    res.json(await decisions.list(query, credentials));
  });

  router.post('/decisions', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const request = parseRequest(decisionRequestSchema, req.body, 'body');
    const decision = await audit(
      auditor,
      {
        eventId: 'decision-create',
        severityLevel: 'medium',
        request: req,
        meta: { matcher: request.matcher, status: request.status },
      },
      () => decisions.decide(request, credentials),
    );
    res.status(201).json(decision);
  });

  router.post('/decisions/:id/actions', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const action = parseRequest(decisionActionSchema, req.body, 'body');
    const decision = await audit(
      auditor,
      {
        eventId: 'decision-change',
        severityLevel: 'medium',
        request: req,
        meta: { decision: req.params.id, action: action.action },
      },
      () => decisions.act(req.params.id, action, credentials),
    );
    res.json(decision);
  });

  return router;
}
