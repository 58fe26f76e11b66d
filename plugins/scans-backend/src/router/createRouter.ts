import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  audit,
  parseRequest,
  readBody,
} from '@plumbline/backstage-plugin-kit-node';
import {
  findingQuerySchema,
  overviewQuerySchema,
  scanActionSchema,
  uploadQuerySchema,
} from '@plumbline/backstage-plugin-scans-common';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import { DEFAULT_LIMITS } from '@plumbline/backstage-plugin-scans-formats';
import express, { Handler } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { DecisionService } from '../service/DecisionService';
import { ExportService } from '../service/ExportService';
import { FindingService } from '../service/FindingService';
import { ScanService } from '../service/ScanService';
import { SummaryService } from '../service/SummaryService';
import { UploadService } from '../service/UploadService';
import { VexService } from '../service/VexService';
import { credentialsOf } from './credentialsOf';
import { createDecisionsRouter } from './decisionsRouter';
import { createExchangeRouter } from './exchangeRouter';
import { sayWhenToRetry } from './sayWhenToRetry';

/** What the routers need. */
export interface ScansRouterDeps {
  auditor: AuditorService;
  decisions: DecisionService;
  exports: ExportService;
  findings: FindingService;
  httpAuth: HttpAuthService;
  scans: ScanService;
  summaries: SummaryService;
  uploads: UploadService;
  vex: VexService;
}

/** Everything but reports is small. */
const MAX_BODY = '64kb';
const summaryQuerySchema = z.object({ entity: entityRefSchema });

/** Everything below `/api/scans`. */
export function createRouter(deps: ScansRouterDeps): Handler {
  const { auditor, findings, httpAuth, scans, summaries, uploads } = deps;
  const router = PromiseRouter();

  // Reads its body as it comes, before anything else would
  router.post('/uploads', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(uploadQuerySchema, req.query, 'query');
    const receipt = await audit(
      auditor,
      {
        eventId: 'scan-upload',
        severityLevel: 'low',
        request: req,
        meta: { entity: query.entity },
      },
      () =>
        uploads.take(
          query,
          readBody(req, {
            maxBytes: DEFAULT_LIMITS.maxBytes,
            name: 'report',
          }),
          credentials,
        ),
    );
    res.status(receipt.repeated ? 200 : 202).json(receipt);
  });

  router.use(createExchangeRouter(deps));
  router.use(express.json({ limit: MAX_BODY }));
  router.use(createDecisionsRouter(deps));

  router.get('/scans/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await scans.get(req.params.id, credentials));
  });

  router.post('/scans/:id/actions', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const answer = parseRequest(scanActionSchema, req.body, 'body');
    const scan = await audit(
      auditor,
      {
        eventId: 'scan-answer',
        severityLevel: 'medium',
        request: req,
        meta: { scan: req.params.id, action: answer.action },
      },
      () => scans.answerHeld(req.params.id, answer, credentials),
    );
    res.json(scan);
  });

  router.get('/summary', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { entity } = parseRequest(summaryQuerySchema, req.query, 'query');
    res.json(await summaries.get(entity, credentials));
  });

  router.get('/overview', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(overviewQuerySchema, req.query, 'query');
    res.json(await summaries.list(query, credentials));
  });

  router.get('/findings', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(findingQuerySchema, req.query, 'query');
    res.json(await findings.list(query, credentials));
  });

  router.get('/findings/:id', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await findings.get(req.params.id, credentials));
  });

  router.post('/scopes/:id/actions', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { action } = parseRequest(
      z.object({ action: z.enum(['retire', 'resume']) }),
      req.body,
      'body',
    );
    const scope = await audit(
      auditor,
      {
        eventId: 'scope-change',
        severityLevel: 'medium',
        request: req,
        meta: { scope: req.params.id, action },
      },
      () => scans.setRetired(req.params.id, action === 'retire', credentials),
    );
    res.json({ id: scope.id, isRetired: scope.isRetired });
  });

  router.use(sayWhenToRetry);
  return router;
}
