import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  audit,
  parseRequest,
  readBody,
} from '@plumbline/backstage-plugin-kit-node';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import { Handler } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { FalcoEvents } from '../service/FalcoEvents';
import { sayWhenToRetry } from './sayWhenToRetry';

/** Below which signatures and tokens are other ones than the portal's. */
export const FALCO_PATH = '/falco';

const SIGNATURE_HEADER = 'x-plumbline-signature';
const MAX_BYTES = 1024 * 1024;

const querySchema = z.object({ entity: entityRefSchema.optional() });

/** The webhook for events of Falco. */
export function createFalcoRouter(deps: {
  auditor: AuditorService;
  events: FalcoEvents;
}): Handler {
  const { auditor, events } = deps;
  const router = PromiseRouter();

  router.post(FALCO_PATH, async (req, res) => {
    if (req.headers['content-encoding'] !== undefined) {
      throw new InputError(
        'Events are signed as they are sent: do not pack them',
      );
    }
    const signature = req.headers[SIGNATURE_HEADER];
    const { body, sender } = await events.read(
      readBody(req, { maxBytes: MAX_BYTES, name: 'events' }),
      {
        address: req.ip ?? '',
        signature: typeof signature === 'string' ? signature : undefined,
        authorization: req.headers.authorization,
      },
    );
    const { entity } = parseRequest(querySchema, req.query, 'query');
    const audited = <T>(deed: () => Promise<T>) =>
      audit(
        auditor,
        {
          eventId: 'scan-upload',
          severityLevel: 'low',
          // Without the request: the auditor would look for a user of the portal in it
          meta: {
            ...(entity === undefined ? {} : { entity }),
            uploadedBy: `falco:${sender.name}`,
          },
        },
        deed,
      );
    if (entity === undefined) {
      const taken = await audited(() => events.takeByWorkload(body, sender));
      res.status(202).json(taken);
    } else {
      const receipt = await audited(() => events.take(entity, body, sender));
      res.status(receipt.repeated ? 200 : 202).json(receipt);
    }
  });

  router.use(sayWhenToRetry);
  return router;
}
