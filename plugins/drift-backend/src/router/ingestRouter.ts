import { InputError } from '@backstage/errors';
import { audit, readBody } from '@plumbline/backstage-plugin-kit-node';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { DriftRouterDeps, credentialsOf } from './driftRouterDeps';

/** Of a batch, after it was unpacked. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** Printable ASCII, as the header field has it in the IETF's draft. */
const KEY = /^[\x21-\x7e]{1,200}$/;
const NDJSON = /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines)\b/i;

function keyOf(request: Request): string {
  const key = request.get('Idempotency-Key')?.trim();
  if (key === undefined || !KEY.test(key)) {
    throw new InputError(
      'The header Idempotency-Key is missing or is not 1 to 200 printable characters: name each batch, and send the same name when you send it again',
    );
  }
  return key;
}

/** The unpacked bytes of a batch. */
function bodyOf(request: Request): AsyncIterable<Buffer> {
  if (!NDJSON.test(request.get('Content-Type') ?? '')) {
    throw new InputError(
      'The content type must be application/x-ndjson: one JSON object on each line',
    );
  }
  return readBody(request, { maxBytes: MAX_BODY_BYTES, name: 'batch' });
}

/** `/monitors/:id/predictions`, `/monitors/:id/labels` and `/monitors/:id/ingest`. */
export function createIngestRouter(deps: DriftRouterDeps): Router {
  const { auditor, httpAuth, ingest } = deps;
  const router = PromiseRouter();

  for (const kind of ['predictions', 'labels'] as const) {
    router.post(`/monitors/:id/${kind}`, async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      const key = {
        monitorId: req.params.id,
        kind,
        idempotencyKey: keyOf(req),
      };
      const receipt = await audit(
        auditor,
        {
          eventId: `ingest-${kind}`,
          severityLevel: 'low',
          request: req,
          meta: { monitor: key.monitorId, key: key.idempotencyKey },
        },
        () => ingest.take(key, bodyOf(req), credentials),
      );
      res.status(receipt.repeated ? 200 : 201).json(receipt);
    });
  }

  router.get('/monitors/:id/ingest', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    res.json(await ingest.getActivity(req.params.id, credentials));
  });

  return router;
}
