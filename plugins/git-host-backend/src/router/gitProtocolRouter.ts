import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { audit } from '@plumbline/backstage-plugin-kit-node';
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { GitService, SmartHttp } from '../git/SmartHttp';
import {
  GitClient,
  GitClientAuthenticator,
} from '../service/GitClientAuthenticator';
import { RepositoryService } from '../service/RepositoryService';
import { answerGitErrors } from './gitErrors';

/** What the router of the Git protocol needs. */
export interface GitProtocolDeps {
  auditor: AuditorService;
  authenticator: GitClientAuthenticator;
  repositories: RepositoryService;
  smartHttp: SmartHttp;
}

/** The only paths of the plugin that authenticate by themselves, for Git clients sign in with Basic. */
export const GIT_PATHS = [
  '/:owner/:name.git/info/refs',
  '/:owner/:name.git/git-upload-pack',
  '/:owner/:name.git/git-receive-pack',
];

function parseService(value: unknown): GitService {
  if (value === 'git-upload-pack' || value === 'git-receive-pack') {
    return value;
  }
  throw new InputError(
    'Only the smart HTTP protocol of Git is spoken here: service must be git-upload-pack or git-receive-pack',
  );
}

function protocolOf(req: Request): string | undefined {
  const value = req.get('Git-Protocol');
  return value && /^[\w.:=-]{1,100}$/.test(value) ? value : undefined;
}

/** The body as Git wrote it: clients may compress theirs. */
function openBody(req: Request): Readable {
  const encoding = req.get('Content-Encoding') ?? 'identity';
  if (encoding === 'identity') {
    return req;
  }
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new InputError(`Content-Encoding ${encoding} is not supported`);
  }
  const body = createGunzip();
  req.on('error', error => body.destroy(error));
  return req.pipe(body);
}

function abortWhenClientLeaves(res: Response): AbortSignal {
  const controller = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}

/** Smart HTTP: clone, fetch and push of a stock Git client. */
export function createGitProtocolRouter(deps: GitProtocolDeps): Router {
  const { auditor, authenticator, repositories, smartHttp } = deps;
  const router = PromiseRouter();

  async function open(req: Request, client: GitClient, service: GitService) {
    const { owner, name } = req.params;
    const { folder } = await repositories.open(owner, name);
    if (service === 'git-receive-pack') {
      const deed = `push to ${owner}/${name}`;
      repositories.assertCanWrite(client.caller, owner, deed);
    }
    return folder;
  }

  async function exchange(req: Request, res: Response, service: GitService) {
    const client = await authenticator.authenticate(req.get('Authorization'));
    const folder = await open(req, client, service);
    if (req.get('Content-Type') !== `application/x-${service}-request`) {
      throw new InputError(
        `Content-Type must be application/x-${service}-request`,
      );
    }
    if (Number(req.get('Content-Length')) > smartHttp.maxBodyBytes(service)) {
      throw smartHttp.describeTooLarge(service);
    }
    const run = async () => {
      const output = await smartHttp.exchange({
        folder,
        service,
        protocol: protocolOf(req),
        input: openBody(req),
        signal: abortWhenClientLeaves(res),
      });
      res.set('Cache-Control', 'no-cache');
      res.type(`application/x-${service}-result`);
      await pipeline(
        output,
        async function* settleBeforeEnd(chunks: AsyncIterable<Buffer>) {
          yield* chunks;
          if (service === 'git-receive-pack') {
            await repositories.settlePush(folder);
          }
        },
        res,
      );
    };
    if (service === 'git-upload-pack') {
      await run();
      return;
    }
    const { owner, name } = req.params;
    const meta = { repository: `${owner}/${name}`, client: client.name };
    await audit(
      auditor,
      { eventId: 'repository-push', severityLevel: 'medium', meta },
      run,
    );
  }

  router.get('/:owner/:name.git/info/refs', async (req, res) => {
    const client = await authenticator.authenticate(req.get('Authorization'));
    const service = parseService(req.query.service);
    const folder = await open(req, client, service);
    const protocol = protocolOf(req);
    const refs = await smartHttp.advertise({ folder, service, protocol });
    res.set('Cache-Control', 'no-cache');
    res.type(`application/x-${service}-advertisement`).send(refs);
  });
  for (const service of ['git-upload-pack', 'git-receive-pack'] as const) {
    router.post(`/:owner/:name.git/${service}`, async (req, res) => {
      try {
        await exchange(req, res, service);
      } finally {
        // Whatever was not read is thrown away, so that the answer arrives.
        req.unpipe();
        req.resume();
      }
    });
  }
  router.use(answerGitErrors);
  return router;
}
