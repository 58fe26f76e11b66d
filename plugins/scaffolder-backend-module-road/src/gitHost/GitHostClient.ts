import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  isError,
} from '@backstage/errors';
import {
  CreateCommitRequest,
  CreateCommitResponse,
  CreateRepositoryRequest,
  Repository,
  createCommitResponseSchema,
  repositorySchema,
} from '@plumbline/backstage-plugin-git-host-common';
import { z } from 'zod';

const PLUGIN_ID = 'git-host';
/** A repository of thousands of files is written within seconds; this is for a host that hangs. */
const TIMEOUT_MS = 60_000;

/** Who asks, and what stops the question. */
export interface GitHostCaller {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** Sends one request to the embedded Git host, as somebody. */
export class GitHostClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /** Creates a repository; the same origin gets the same one again. */
  async createRepository(
    request: CreateRepositoryRequest,
    caller: GitHostCaller,
  ): Promise<Repository> {
    return this.#send(
      { method: 'POST', path: '/v1/repositories', body: request },
      repositorySchema,
      caller,
    );
  }

  /** Commits files to a branch; `changed` is false when they were there already. */
  async commit(
    repository: { owner: string; name: string },
    request: CreateCommitRequest,
    caller: GitHostCaller,
  ): Promise<CreateCommitResponse> {
    return this.#send(
      {
        method: 'POST',
        path: `${repositoryPath(repository)}/commits`,
        body: request,
      },
      createCommitResponseSchema,
      caller,
    );
  }

  async #send<T extends z.ZodTypeAny>(
    request: { method: string; path: string; body?: unknown },
    schema: T,
    caller: GitHostCaller,
  ): Promise<z.output<T>> {
    const baseUrl = await this.#discovery.getBaseUrl(PLUGIN_ID);
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: caller.credentials,
      targetPluginId: PLUGIN_ID,
    });
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    let status: number;
    let text: string;
    try {
      const response = await fetch(`${baseUrl}${request.path}`, {
        method: request.method,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
        signal: caller.signal
          ? AbortSignal.any([caller.signal, timeout])
          : timeout,
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      caller.signal?.throwIfAborted();
      throw new ServiceUnavailableError(
        timeout.aborted
          ? `The Git host did not answer within ${TIMEOUT_MS / 1000} s`
          : `The Git host cannot be reached at ${baseUrl}: ${describe(error)}`,
      );
    }
    const answer = parseJson(text);
    if (status < 200 || status > 299) {
      throw toError(status, readMessage(answer).replaceAll(token, '***'));
    }
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      throw new ServiceUnavailableError(
        `The Git host answered ${request.method} ${request.path} with something else than its contract says: ${parsed.error.issues
          .map(issue => `${issue.path.join('.')}: ${issue.message}`)
          .join('; ')}`,
      );
    }
    return parsed.data;
  }
}

function repositoryPath(repository: { owner: string; name: string }): string {
  return `/v1/repositories/${encodeURIComponent(
    repository.owner,
  )}/${encodeURIComponent(repository.name)}`;
}

/** The cause of a failed `fetch`, which alone says what happened. */
function describe(error: unknown): string {
  const cause = isError(error) && isError(error.cause) ? error.cause : error;
  return isError(cause) ? String(cause.code ?? cause.message) : String(cause);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const errorBodySchema = z.object({ error: z.object({ message: z.string() }) });

function readMessage(answer: unknown): string {
  const parsed = errorBodySchema.safeParse(answer);
  return parsed.success ? parsed.data.error.message : '';
}

/** The host's own words, in the error that says whose turn it is. */
function toError(status: number, message: string): Error {
  const said = message || `the Git host answered ${status} without a reason`;
  switch (status) {
    case 400:
    case 413:
      return new InputError(said);
    case 401:
    case 403:
      return new NotAllowedError(said);
    case 404:
      return new NotFoundError(said);
    case 409:
      return new ConflictError(said);
    default:
      return new ServiceUnavailableError(
        `The Git host failed with ${status}: ${said}`,
      );
  }
}
