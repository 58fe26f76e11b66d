import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import express, { ErrorRequestHandler, Handler } from 'express';
import Router from 'express-promise-router';
import { formatByteSize } from '../domain/byteSize';
import { BodyTooLargeError } from '../git/SmartHttp';
import { createCommitsRouter } from './commitsRouter';
import { createContentsRouter } from './contentsRouter';
import { GitProtocolDeps, createGitProtocolRouter } from './gitProtocolRouter';
import { createRepositoriesRouter } from './repositoriesRouter';
import { createTokensRouter } from './tokensRouter';
import { RestDeps } from './restDeps';

function nameBodyLimit(maxBodyBytes: number): ErrorRequestHandler {
  return (error, _req, _res, next) => {
    next(
      error?.type === 'entity.too.large'
        ? new BodyTooLargeError(
            `The request is larger than ${formatByteSize(
              maxBodyBytes,
            )}, the limit of this Git host (gitHost.maxPushSize)`,
          )
        : error,
    );
  };
}

/** Everything below `/api/git-host`. */
export function createRouter(
  deps: RestDeps &
    GitProtocolDeps & {
      auditor: AuditorService;
      httpAuth: HttpAuthService;
      maxBodyBytes: number;
    },
): Handler {
  const router = Router();
  router.use(createGitProtocolRouter(deps));
  router.use('/v1', express.json({ limit: deps.maxBodyBytes }));
  router.use('/v1', nameBodyLimit(deps.maxBodyBytes));
  router.use('/v1/repositories', createRepositoriesRouter(deps));
  router.use('/v1/repositories', createContentsRouter(deps));
  router.use('/v1/repositories', createCommitsRouter(deps));
  router.use('/v1/tokens', createTokensRouter(deps));
  return router;
}
