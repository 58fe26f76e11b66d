import { mockCredentials } from '@backstage/backend-test-utils';

/** What the API answered; `body` is empty unless it is JSON. @public */
export interface ApiAnswer {
  status: number;
  body: any;
  text: string;
  headers: Headers;
}

/** A call of the HTTP API as somebody, or as nobody. @public */
export type Caller = (
  who: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

/**
 * The header that says who calls: a user such as `user:default/ada`, a service
 * such as `plugin:scaffolder` or `external:ci`, or nobody.
 *
 * @public
 */
export function headerOf(who: string | undefined, pluginId: string): string {
  if (who === undefined) {
    return mockCredentials.none.header();
  }
  return who.startsWith('user:')
    ? mockCredentials.user.header(who)
    : mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(who),
        targetPluginId: pluginId,
      });
}

/**
 * Calls the HTTP API of a plugin. Text and bytes are sent as they are, anything
 * else as JSON.
 *
 * @param options - the address below which the paths begin, and the plugin
 * @public
 */
export function createCaller(options: {
  api: string;
  pluginId: string;
}): Caller {
  return async (who, method, path, body, headers = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${options.api}${path}`, {
      method,
      headers: {
        Authorization: headerOf(who, options.pluginId),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: (isRaw ? body : JSON.stringify(body)) as never }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : {},
    };
  };
}
