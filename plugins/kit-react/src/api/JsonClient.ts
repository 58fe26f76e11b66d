import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';

/** As much of a Zod schema as the client needs. @public */
export interface AnswerSchema<T> {
  safeParse(value: unknown):
    | { success: true; data: T }
    | {
        success: false;
        error: { issues: { path: PropertyKey[]; message: string }[] };
      };
}

/** @public */
export interface JsonClientOptions {
  /** Whose backend is asked. */
  pluginId: string;
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/**
 * Asks the backend of a plugin and checks every answer against its contract, so
 * that a page never draws what it does not understand.
 *
 * @public
 */
export class JsonClient {
  readonly #options: JsonClientOptions;

  constructor(options: JsonClientOptions) {
    this.#options = options;
  }

  /** The answer itself, for what is no JSON; a refusal is thrown. */
  async fetch(path: string, init?: RequestInit): Promise<Response> {
    const { pluginId, discoveryApi, fetchApi } = this.#options;
    const baseUrl = await discoveryApi.getBaseUrl(pluginId);
    const response = await fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }

  async get<T>(path: string, schema: AnswerSchema<T>): Promise<T> {
    return this.read(await this.fetch(path), schema);
  }

  async post<T>(
    path: string,
    schema: AnswerSchema<T>,
    body: object,
  ): Promise<T> {
    const response = await this.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return this.read(response, schema);
  }

  /** What an answer says, or which part of it is not understood. */
  async read<T>(response: Response, schema: AnswerSchema<T>): Promise<T> {
    const result = schema.safeParse(await response.json());
    if (!result.success) {
      const [issue] = result.error.issues;
      const { pluginId } = this.#options;
      throw new Error(
        `The ${pluginId} backend answered ${new URL(response.url || `http://${pluginId}/`).pathname} with "${issue.path.join('.')}" in an unknown form (${issue.message}): the page and the backend are of different versions, reload the page.`,
      );
    }
    return result.data;
  }
}
