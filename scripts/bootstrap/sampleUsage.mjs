import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { resolve } from 'node:path';

import { root } from './paths.mjs';
import { answerInstant, answerRange } from './sampleUsageAnswers.mjs';

/** By this the configuration names the address of the sample. */
const VARIABLE = 'PLUMBLINE_SAMPLE_USAGE_URL';
const MAX_BYTES = 1024 * 1024;
/** As Prometheus itself. */
const MAX_POINTS = 11_000;

const toMs = seconds => Math.round(Number(seconds) * 1000);

async function readForm(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MAX_BYTES) {
      throw new Error('the question is too long');
    }
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

function ask(path, form) {
  const query = form.get('query') ?? '';
  if (path === '/api/v1/query') {
    const timeMs = form.has('time') ? toMs(form.get('time')) : Date.now();
    return { resultType: 'vector', result: answerInstant({ query, timeMs }) };
  }
  const [startMs, endMs, stepMs] = ['start', 'end', 'step'].map(name =>
    toMs(form.get(name)),
  );
  if (!(stepMs > 0 && (endMs - startMs) / stepMs < MAX_POINTS)) {
    return {};
  }
  return {
    resultType: 'matrix',
    result: answerRange({ query, startMs, endMs, stepMs }),
  };
}

async function respond(request, response) {
  const send = (status, body) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const { pathname } = new URL(request.url, 'http://localhost');
  if (
    request.method !== 'POST' ||
    !['/api/v1/query', '/api/v1/query_range'].includes(pathname)
  ) {
    send(404, { status: 'error', error: 'only questions are answered here' });
    return;
  }
  const data = ask(pathname, await readForm(request));
  if (data.result === undefined) {
    send(422, {
      status: 'error',
      errorType: 'execution',
      error: 'nothing was recorded for this question',
    });
    return;
  }
  send(200, { status: 'success', data });
}

/**
 * Answers on this machine alone what the cost plugin asks of a Prometheus, with
 * what is recorded of the sample landscape. It evaluates nothing: any other
 * question is refused.
 *
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 *   `env` tells the backend where it is
 */
export async function startSampleUsage() {
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  return {
    env: { [VARIABLE]: `http://127.0.0.1:${server.address().port}` },
    stop: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * Whether the sample is configured: the last file that says where usage is read
 * from counts.
 *
 * @param {string[]} configs
 */
export async function isSampleUsageConfigured(configs) {
  // Not there before the dependencies are
  const { parse } = await import('yaml');
  let instances = [];
  for (const path of configs) {
    const { cost } = parse(await readFile(resolve(root, path), 'utf8')) ?? {};
    instances = cost?.prometheus ?? instances;
  }
  return (
    Array.isArray(instances) &&
    instances.some(({ url }) => String(url).includes(`\${${VARIABLE}`))
  );
}
