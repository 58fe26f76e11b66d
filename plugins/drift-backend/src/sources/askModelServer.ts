import { PlaygroundEndpoint } from '../config';

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 256 * 1024;

/** What the server answered, as JSON where it is some. */
export interface ServerAnswer {
  status: number;
  output: unknown;
}

async function readCapped(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new Error(`its answer is larger than ${MAX_BYTES / 1024} KiB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function explain({ name, message }: Error): string {
  if (name === 'TimeoutError') {
    return `it did not answer within ${TIMEOUT_MS / 1000} s`;
  }
  return message === 'fetch failed' ? 'it could not be reached' : message;
}

/**
 * Asks a model server that the operator configured. Follows no redirect, so that
 * nobody is asked but that server. Throws an Error that is fit for a person and
 * holds neither address nor headers.
 */
export async function askModelServer(
  endpoint: PlaygroundEndpoint,
  inputs: Record<string, unknown>,
): Promise<ServerAnswer> {
  const body =
    endpoint.format === 'mlflow' ? { dataframe_records: [inputs] } : inputs;
  let response: Response;
  let text: string;
  try {
    response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        ...endpoint.headers,
      },
      body: JSON.stringify(body),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new Error('it answers with a redirect, which is not followed');
    }
    text = await readCapped(response);
  } catch (error) {
    throw new Error(`${endpoint.title}: ${explain(error as Error)}`);
  }
  let output: unknown = text;
  try {
    output = JSON.parse(text);
  } catch {
    // Shown as the text that it is
  }
  return { status: response.status, output };
}
