import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  costDaysQuerySchema,
  costExportQuerySchema,
  costOverviewQuerySchema,
  costPageQuerySchema,
  costSummaryQuerySchema,
  startImportSchema,
} from '@plumbline/backstage-plugin-cost-common';
import { audit, parseRequest } from '@plumbline/backstage-plugin-kit-node';
import express, { Handler } from 'express';
import PromiseRouter from 'express-promise-router';
import { CostAdvices } from '../service/CostAdvices';
import { CostChanges } from '../service/CostChanges';
import { CostDays } from '../service/CostDays';
import { CostExports } from '../service/CostExports';
import { CostImports } from '../service/CostImports';
import { CostMovers } from '../service/CostMovers';
import { CostOverviews } from '../service/CostOverviews';
import { CostSummaries } from '../service/CostSummaries';
import { LeftSources } from '../service/LeftSources';
import { ModelEconomics } from '../service/ModelEconomics';
import { adviceRouter } from './adviceRouter';
import { changesRouter } from './changesRouter';
import { credentialsOf } from './credentialsOf';
import { createModelsRouter } from './modelsRouter';
import { moversRouter } from './moversRouter';
import { sourcesRouter } from './sourcesRouter';

/** What the routers need. */
export interface CostRouterDeps {
  advices: CostAdvices;
  auditor: AuditorService;
  changes: CostChanges;
  days: CostDays;
  exports: CostExports;
  httpAuth: HttpAuthService;
  imports: CostImports;
  leftSources: LeftSources;
  models: ModelEconomics;
  movers: CostMovers;
  overviews: CostOverviews;
  summaries: CostSummaries;
}

/** Bodies name a source, and no more. */
const MAX_BODY = '4kb';

/** Everything below `/api/cost`. */
export function createRouter(deps: CostRouterDeps): Handler {
  const { auditor, days, exports, httpAuth, imports, overviews, summaries } =
    deps;
  const router = PromiseRouter();
  router.use(express.json({ limit: MAX_BODY }));
  router.use(createModelsRouter(deps));
  router.use(changesRouter(deps));
  router.use(adviceRouter(deps));
  router.use(moversRouter(deps));
  router.use(sourcesRouter(deps));

  router.get('/summary', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costSummaryQuerySchema, req.query, 'query');
    res.json(await summaries.get(query, credentials));
  });

  router.get('/days', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costDaysQuerySchema, req.query, 'query');
    res.json(await days.get(query, credentials));
  });

  router.get('/overview', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costOverviewQuerySchema, req.query, 'query');
    res.json(await overviews.list(query, credentials));
  });

  router.get('/export', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(costExportQuerySchema, req.query, 'query');
    const file = await audit(
      auditor,
      {
        eventId: 'cost-export',
        severityLevel: 'medium',
        request: req,
        meta: { entity: query.entity, from: query.from, to: query.to },
      },
      () => exports.open(query, credentials),
    );
    res.setHeader('Content-Type', file.contentType);
    res.setHeader('Content-Disposition', `attachment; filename="${file.name}"`);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'no-store');
    // Half a file ends in a broken connection, never in a whole one
    await pipeline(Readable.from(file.content), res).catch(error => {
      // Whoever went away knows why
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') {
        throw error;
      }
    });
  });

  router.get('/imports', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const page = parseRequest(costPageQuerySchema, req.query, 'query');
    res.json(await imports.list(page, credentials));
  });

  router.post('/imports', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { source } = parseRequest(startImportSchema, req.body, 'body');
    const begun = await audit(
      auditor,
      {
        eventId: 'cost-import',
        severityLevel: 'medium',
        request: req,
        meta: { source },
      },
      () => imports.start(source, credentials),
    );
    res.status(202).json(begun);
  });

  return router;
}
