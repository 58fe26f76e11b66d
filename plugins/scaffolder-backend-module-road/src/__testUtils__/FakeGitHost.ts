import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  FileWrite,
  createCommitRequestSchema,
  createRepositoryRequestSchema,
} from '@plumbline/backstage-plugin-git-host-common';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { z } from 'zod';

interface FakeRepository {
  owner: string;
  name: string;
  origin: string;
  description: string;
  createdBy: string;
  files: Map<string, FileWrite>;
}

type Answer = { status: number; body: unknown };

const PORTAL = 'http://portal.test';

function refuse(status: number, name: string, message: string): Answer {
  return { status, body: { error: { name, message } } };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length > 0
    ? JSON.parse(Buffer.concat(chunks).toString('utf-8'))
    : undefined;
}

/** Who a mock token of the scaffolder speaks for: a user, or the scaffolder itself. */
function readPrincipal(request: IncomingMessage): string {
  const [, claims] =
    request.headers.authorization?.match(/^Bearer mock-service-token:(.*)$/) ??
    [];
  if (!claims) {
    throw new Error('the request carries no plugin token');
  }
  const { sub, obo, target } = JSON.parse(claims);
  if (target !== 'git-host') {
    throw new Error(`the token is meant for ${target}`);
  }
  return obo ?? sub;
}

/**
 * A Git host in memory that takes nothing but what the contract allows, and
 * behaves as the contract says: the same origin gets the same repository again,
 * another one a conflict.
 */
export class FakeGitHost {
  readonly repositories = new Map<string, FakeRepository>();
  readonly requests: { line: string; principal: string }[] = [];
  /** Answers given instead of the next requests, one each. */
  readonly nextAnswers: (
    Answer | ((authorization: string) => Answer) | 'hang' | 'no-json'
  )[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const next = this.nextAnswers.shift();
      if (next === 'hang') {
        return;
      }
      if (next === 'no-json') {
        response.writeHead(502).end('<html>Bad gateway</html>');
        return;
      }
      const planned =
        typeof next === 'function'
          ? next(request.headers.authorization ?? '')
          : next;
      const { status, body } = planned ?? (await this.#answer(request));
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(body));
    });
  }

  static async start(): Promise<FakeGitHost> {
    const host = new FakeGitHost();
    await new Promise<void>(done =>
      host.#server.listen(0, '127.0.0.1', () => done()),
    );
    return host;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }

  get discovery(): DiscoveryService {
    const { port } = this.#server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api/git-host`;
    return {
      getBaseUrl: async () => url,
      getExternalBaseUrl: async () => url,
    };
  }

  get auth(): AuthService {
    return mockServices.auth({ pluginId: 'scaffolder' });
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    try {
      const principal = readPrincipal(request);
      const line = `${request.method} ${request.url}`;
      this.requests.push({ line, principal });
      const body = await readBody(request);
      if (line === 'POST /api/git-host/v1/repositories') {
        return this.#create(body, principal);
      }
      const commit = line.match(
        /^POST \/api\/git-host\/v1\/repositories\/([^/]+)\/([^/]+)\/commits$/,
      );
      return commit
        ? this.#commit(`${commit[1]}/${commit[2]}`, body)
        : refuse(404, 'NotFoundError', `no such route: ${line}`);
    } catch (error) {
      return refuse(
        400,
        'InputError',
        error instanceof z.ZodError ? z.prettifyError(error) : String(error),
      );
    }
  }

  #create(body: unknown, principal: string): Answer {
    const { owner, name, origin, description, files } =
      createRepositoryRequestSchema.parse(body);
    const key = `${owner}/${name}`;
    const existing = this.repositories.get(key);
    if (existing && existing.origin !== origin) {
      return refuse(
        409,
        'ConflictError',
        `${key} exists already; ${existing.createdBy} created it`,
      );
    }
    const repository = existing ?? {
      owner,
      name,
      origin,
      description,
      createdBy: principal,
      files: new Map(files.map(file => [file.path, file])),
    };
    this.repositories.set(key, repository);
    return {
      status: existing ? 200 : 201,
      body: {
        owner,
        name,
        ownerRef: `group:default/${owner}`,
        description: repository.description,
        defaultBranch: 'main',
        head: 'c0ffee',
        createdAt: '2026-01-01T00:00:00.000Z',
        createdBy: repository.createdBy,
        cloneUrl: `${PORTAL}/api/git-host/${key}.git`,
        webUrl: `${PORTAL}/git/${key}`,
        canWrite: true,
      },
    };
  }

  #commit(key: string, body: unknown): Answer {
    const { files } = createCommitRequestSchema.parse(body);
    const repository = this.repositories.get(key);
    if (!repository) {
      return refuse(404, 'NotFoundError', `there is no repository ${key}`);
    }
    const changed = files.some(
      file =>
        JSON.stringify(repository.files.get(file.path)) !==
        JSON.stringify(file),
    );
    files.forEach(file => repository.files.set(file.path, file));
    return { status: 200, body: { commit: 'c0ffee', changed } };
  }
}
