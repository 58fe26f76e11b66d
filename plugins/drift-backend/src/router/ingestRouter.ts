import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '@backstage/errors';
import { audit } from '@plumbline/backstage-plugin-kit-node';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { DriftRouterDeps, credentialsOf } from './driftRouterDeps';

/** Of a batch, after it was unpacked. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const BODY_TIMEOUT_MS = 120_000;
/** Longest wait for the next bytes. */
const IDLE_TIMEOUT_MS = 10_000;
/** Printable ASCII, as the header field has it in the IETF's draft. */
const KEY = /^[\x21-\x7e]{1,200}$/;
const NDJSON = /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines)\b/i;

/** Refused for its size; answered with status 413. */
class BatchTooLargeError extends Error {
  readonly name = 'BatchTooLargeError';
  readonly statusCode = 413;
}

/** Answered with status 408. */
class BatchTooSlowError extends Error {
  readonly name = 'BatchTooSlowError';
  readonly statusCode = 408;
}

/** Nobody is left to be answered; 499 is what proxies write into their logs. */
class SenderGoneError extends Error {
  readonly name = 'SenderGoneError';
  readonly statusCode = 499;
}

function keyOf(request: Request): string {
  const key = request.get('Idempotency-Key')?.trim();
  if (key === undefined || !KEY.test(key)) {
    throw new InputError(
      'The header Idempotency-Key is missing or is not 1 to 200 printable characters: name each batch, and send the same name when you send it again',
    );
  }
  return key;
}

function assertReadable(request: Request): 'identity' | 'gzip' {
  if (!NDJSON.test(request.get('Content-Type') ?? '')) {
    throw new InputError(
      'The content type must be application/x-ndjson: one JSON object on each line',
    );
  }
  const encoding = (
    request.get('Content-Encoding') ?? 'identity'
  ).toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new InputError(
      `The content encoding "${encoding.slice(0, 20)}" is not read: send gzip or none`,
    );
  }
  return encoding;
}

/** The unpacked bytes of a batch, no more than allowed and not for ever. */
async function* bodyOf(request: Request): AsyncIterable<Buffer> {
  const encoding = assertReadable(request);
  if (request.destroyed) {
    throw new SenderGoneError('The sender has gone');
  }
  const gunzip = encoding === 'gzip' ? createGunzip() : undefined;
  const source: Readable = gunzip ?? request;
  const fail = (error: Error) => source.destroy(error);
  const onClose = () =>
    request.complete || fail(new SenderGoneError('The sender has gone'));
  const tooSlow = () =>
    fail(new BatchTooSlowError('The batch came too slowly'));
  const whole = setTimeout(tooSlow, BODY_TIMEOUT_MS);
  const idle = setTimeout(tooSlow, IDLE_TIMEOUT_MS);
  if (gunzip) {
    request.on('error', fail).on('close', onClose).pipe(gunzip);
  }
  let bytes = 0;
  try {
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      idle.refresh();
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) {
        throw new BatchTooLargeError(
          `A batch may have ${MAX_BODY_BYTES / 1024 / 1024} MiB: send several`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith('Z_')
      ? new InputError('The batch is not gzip, or was cut off')
      : error;
  } finally {
    clearTimeout(whole);
    clearTimeout(idle);
    request.off('error', fail).off('close', onClose);
    if (gunzip) {
      request.unpipe(gunzip);
      gunzip.destroy();
    }
    drain(request);
  }
}

/** Reads what is left of a refused batch: the next request comes on the same connection. */
function drain(request: Request): void {
  if (request.complete || request.destroyed) {
    return;
  }
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(), IDLE_TIMEOUT_MS);
  request
    .on('error', () => {})
    .on('close', () => clearTimeout(timer))
    .on('end', () => clearTimeout(timer))
    .on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) {
        request.destroy();
      }
    })
    .resume();
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
