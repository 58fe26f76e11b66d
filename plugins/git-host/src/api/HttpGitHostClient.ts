import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  CreateTokenRequest,
  commitListSchema,
  createdTokenSchema,
  fileSchema,
  refsSchema,
  repositoryListSchema,
  repositorySchema,
  tokenListSchema,
  treeSchema,
} from '@plumbline/backstage-plugin-git-host-common';
import { GitHostApi, RepositoryKey } from './GitHostApi';

/** As much of a Zod schema as the client needs. */
interface Schema<T> {
  safeParse(value: unknown):
    | { success: true; data: T }
    | {
        success: false;
        error: { issues: { path: PropertyKey[]; message: string }[] };
      };
}

type Query = Record<string, string | number | undefined>;

const withQuery = (path: string, query: Query) => {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
};

const repositoryPath = ({ owner, name }: RepositoryKey) =>
  `/v1/repositories/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;

/** Speaks the HTTP contract of `git-host-common` and checks every answer against it. */
export class HttpGitHostClient implements GitHostApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  listRepositories(query: Parameters<GitHostApi['listRepositories']>[0]) {
    return this.#get(
      withQuery('/v1/repositories', query),
      repositoryListSchema,
    );
  }

  async getRepository(key: RepositoryKey) {
    const response = await this.#fetch(repositoryPath(key));
    return response.status === 404
      ? undefined
      : this.#parse(response, repositorySchema);
  }

  getRefs(key: RepositoryKey) {
    return this.#get(`${repositoryPath(key)}/refs`, refsSchema);
  }

  listCommits(
    key: RepositoryKey,
    query: Parameters<GitHostApi['listCommits']>[1],
  ) {
    return this.#get(
      withQuery(`${repositoryPath(key)}/commits`, query),
      commitListSchema,
    );
  }

  getTree(key: RepositoryKey, query: Parameters<GitHostApi['getTree']>[1]) {
    return this.#get(
      withQuery(`${repositoryPath(key)}/tree`, query),
      treeSchema,
    );
  }

  getFile(key: RepositoryKey, query: Parameters<GitHostApi['getFile']>[1]) {
    return this.#get(
      withQuery(`${repositoryPath(key)}/file`, query),
      fileSchema,
    );
  }

  listTokens() {
    return this.#get('/v1/tokens', tokenListSchema);
  }

  async createToken(request: CreateTokenRequest) {
    const response = await this.#fetch('/v1/tokens', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    return this.#parse(response, createdTokenSchema);
  }

  async revokeToken(id: string) {
    const response = await this.#fetch(`/v1/tokens/${encodeURIComponent(id)}`, {
      method: 'DELETE',
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
  }

  async #fetch(path: string, init?: RequestInit) {
    const baseUrl = await this.#discoveryApi.getBaseUrl('git-host');
    return this.#fetchApi.fetch(`${baseUrl}${path}`, init);
  }

  async #get<T>(path: string, schema: Schema<T>): Promise<T> {
    return this.#parse(await this.#fetch(path), schema);
  }

  async #parse<T>(response: Response, schema: Schema<T>): Promise<T> {
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const result = schema.safeParse(await response.json());
    if (!result.success) {
      const [issue] = result.error.issues;
      throw new Error(
        `The Git host answered ${new URL(response.url || 'http://git-host/').pathname} with "${issue.path.join('.')}" in an unknown form (${issue.message}): the page and the backend are of different versions, reload the page.`,
      );
    }
    return result.data;
  }
}
