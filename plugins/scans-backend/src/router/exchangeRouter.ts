import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  audit,
  parseRequest,
  readBody,
} from '@plumbline/backstage-plugin-kit-node';
import { exportQuerySchema } from '@plumbline/backstage-plugin-scans-common';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import { Handler } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { ExportService } from '../service/ExportService';
import { VexService } from '../service/VexService';
import { credentialsOf } from './credentialsOf';

const MAX_VEX_BYTES = 8 * 1024 * 1024;
const vexQuerySchema = z.object({ entity: entityRefSchema });

/** What goes out as files, and comes in as VEX. Reads bodies as they come, before anything else would. */
export function createExchangeRouter(deps: {
  auditor: AuditorService;
  exports: ExportService;
  httpAuth: HttpAuthService;
  vex: VexService;
}): Handler {
  const { auditor, exports, httpAuth, vex } = deps;
  const router = PromiseRouter();

  router.post('/vex', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { entity } = parseRequest(vexQuerySchema, req.query, 'query');
    const receipt = await audit(
      auditor,
      {
        eventId: 'vex-import',
        severityLevel: 'medium',
        request: req,
        meta: { entity },
      },
      () =>
        vex.take(
          entity,
          readBody(req, { maxBytes: MAX_VEX_BYTES, name: 'document' }),
          credentials,
        ),
    );
    res.json(receipt);
  });

  router.get('/export', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const query = parseRequest(exportQuerySchema, req.query, 'query');
    const file = await audit(
      auditor,
      {
        eventId: 'findings-export',
        severityLevel: 'medium',
        request: req,
        meta: { format: query.format, entity: query.entity },
      },
      () => exports.open(query, credentials),
    );
    res.setHeader('Content-Type', file.contentType);
    res.setHeader('Content-Disposition', `attachment; filename="${file.name}"`);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'no-store');
    // Half a file ends in a broken connection, never in a whole one
    await pipeline(Readable.from(file.content), res).catch(error => {
      res.destroy(error);
    });
  });

  return router;
}
