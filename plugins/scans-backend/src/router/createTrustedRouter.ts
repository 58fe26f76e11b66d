import { AuditorService } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  audit,
  parseRequest,
  readBody,
} from '@plumbline/backstage-plugin-kit-node';
import { uploadQuerySchema } from '@plumbline/backstage-plugin-scans-common';
import { DEFAULT_LIMITS } from '@plumbline/backstage-plugin-scans-formats';
import { Handler, Request } from 'express';
import PromiseRouter from 'express-promise-router';
import { TrustedRun } from '../domain/trustedRun';
import { TrustedUploads } from '../service/TrustedUploads';
import { sayWhenToRetry } from './sayWhenToRetry';

/** Below which the portal does not look at tokens itself. */
export const TRUSTED_PATH = '/trusted-uploads';

function tokenOf(request: Request): string {
  const [, token] =
    /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!token) {
    throw new AuthenticationError('A token of the pipeline is needed');
  }
  return token;
}

/** Says that nobody is trusted, where the portal itself would call every such token illegal. */
export function createUntrustingRouter(): Handler {
  const router = PromiseRouter();
  router.use(TRUSTED_PATH, () => {
    throw new AuthenticationError(
      'This portal takes no tokens of pipelines: it trusts no issuer',
    );
  });
  return router;
}

/** Uploads with tokens of GitHub Actions and GitLab CI, which the portal itself does not know. */
export function createTrustedRouter(deps: {
  auditor: AuditorService;
  uploads: TrustedUploads;
  verify(token: string): Promise<TrustedRun>;
}): Handler {
  const { auditor, uploads, verify } = deps;
  const router = PromiseRouter();

  router.post(TRUSTED_PATH, async (req, res) => {
    const run = await verify(tokenOf(req));
    const query = parseRequest(uploadQuerySchema, req.query, 'query');
    const receipt = await audit(
      auditor,
      {
        eventId: 'scan-upload',
        severityLevel: 'low',
        // Without the request: the auditor would look for a user of the portal in it
        meta: { entity: query.entity, uploadedBy: run.name },
      },
      () =>
        uploads.take(
          query,
          readBody(req, { maxBytes: DEFAULT_LIMITS.maxBytes, name: 'report' }),
          run,
        ),
    );
    res.status(receipt.repeated ? 200 : 202).json(receipt);
  });

  router.get(`${TRUSTED_PATH}/:id`, async (req, res) => {
    const run = await verify(tokenOf(req));
    res.json(await uploads.get(req.params.id, run));
  });

  router.use(sayWhenToRetry);
  return router;
}
