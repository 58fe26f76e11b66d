import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusError } from './PrometheusError';

const NOW = Date.parse('2026-11-10T00:00:00Z');
const TOKEN = 'token-of-prometheus';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answer: Answer;
let bodies: URLSearchParams[];
let requests: IncomingMessage[];

beforeEach(async () => {
  bodies = [];
  requests = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    bodies.push(new URLSearchParams(body));
    requests.push(request);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

const clientOf = (more: object = {}, options?: { maxBytes?: number }) =>
  new PrometheusClient(
    {
      id: 'main',
      title: 'Main',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/prom`,
      token: TOKEN,
      headers: { 'X-Scope-OrgID': 'tenant-of-ours' },
      timeoutMs: 5_000,
      ...more,
    },
    options,
  );

function send(body: unknown, status = 200): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const success = (resultType: string, result: unknown, more: object = {}) =>
  send({ status: 'success', data: { resultType, result }, ...more });

async function failureOf(client = clientOf()): Promise<PrometheusError> {
  const error = await client.query('up', { timeMs: NOW }).then(
    () => undefined,
    thrown => thrown,
  );
  expect(error).toBeInstanceOf(PrometheusError);
  return error;
}

describe('PrometheusClient', () => {
  it('asks by POST and keeps the decimals of values', async () => {
    answer = success('vector', [
      { metric: { node: 'a' }, value: [1762732800.5, '0.031611'] },
    ]);
    const { found, dropped, warnings } = await clientOf().query('up', {
      timeMs: NOW,
    });
    expect(found).toEqual([
      {
        labels: { node: 'a' },
        value: 0.031611,
        text: '0.031611',
        timeMs: 1762732800500,
      },
    ]);
    expect([dropped, warnings]).toEqual([0, []]);
    const [{ method, url, headers }] = requests;
    expect([method, url]).toEqual(['POST', '/prom/api/v1/query']);
    expect(headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'x-scope-orgid': 'tenant-of-ours',
    });
    expect(Object.fromEntries(bodies[0])).toEqual({
      query: 'up',
      time: `${NOW / 1000}.000`,
      timeout: '5000ms',
      partial_response: 'false',
    });
  });

  it('counts what is no number, and keeps none of it', async () => {
    const values = ['NaN', '+Inf', '-Inf', '', '2'];
    answer = success(
      'vector',
      values.map(text => ({ metric: {}, value: [1, text] })),
    );
    const vector = await clientOf().query('up', { timeMs: NOW });
    expect(vector.found.map(({ value }) => value)).toEqual([2]);
    expect(vector.dropped).toBe(4);
    answer = success('matrix', [
      { metric: { a: 'b' }, values: values.map((text, at) => [at, text]) },
      { metric: { a: 'c' }, values: [[0, 'NaN']] },
    ]);
    expect(
      await clientOf().queryRange('up', {
        fromMs: NOW - 60_000,
        toMs: NOW,
        stepMs: 15_000,
      }),
    ).toEqual({
      found: [{ labels: { a: 'b' }, points: [{ timeMs: 4_000, value: 2 }] }],
      dropped: 5,
      warnings: [],
    });
    expect(Object.fromEntries(bodies[1])).toMatchObject({
      start: `${NOW / 1000 - 60}.000`,
      end: `${NOW / 1000}.000`,
      step: '15.000',
    });
  });

  it('reads a scalar as a sample without labels', async () => {
    answer = success('scalar', [1, '7']);
    const { found } = await clientOf().query('scalar(x)', { timeMs: NOW });
    expect(found).toEqual([{ labels: {}, value: 7, text: '7', timeMs: 1_000 }]);
  });

  it('refuses a range of more than 11,000 points before anybody is asked', async () => {
    for (const [minutes, stepMs] of [
      [11_000, 60_000],
      [1, 0],
      [-1, 1],
    ]) {
      await expect(
        clientOf().queryRange('up', {
          fromMs: NOW - minutes * 60_000,
          toMs: NOW,
          stepMs,
        }),
      ).rejects.toThrow(RangeError);
    }
    expect(requests).toEqual([]);
  });

  it('tells what Prometheus says of a query that it refuses', async () => {
    answer = send(
      {
        status: 'error',
        errorType: 'execution',
        error: 'query processing would load too many samples into memory',
      },
      422,
    );
    expect(await failureOf()).toMatchObject({
      message:
        'Prometheus main answered 422 (execution): query processing would load too many samples into memory',
      status: 422,
      errorType: 'execution',
    });
  });

  it('says how others answer, and none of their prose', async () => {
    answer = send('<html>You sent token-of-prometheus</html>', 502);
    expect((await failureOf()).message).toBe('Prometheus main answered 502');
    answer = send('x'.repeat(100_000), 500);
    expect((await failureOf()).message).toBe('Prometheus main answered 500');
  });

  it('repeats no secret, whatever the server does with it', async () => {
    const basic = Buffer.from('ada:of-the-backend').toString('base64');
    const error = `${TOKEN}, of-the-backend, ${basic}, tenant-of-ours\nagain`;
    answer = send({ status: 'error', errorType: TOKEN, error }, 400);
    for (const secret of [
      {},
      { token: undefined, username: 'ada', password: 'of-the-backend' },
    ]) {
      const { message } = await failureOf(clientOf(secret));
      expect(message).toMatch(/^Prometheus main answered 400: /);
      expect(message).toMatch(/again$/);
      expect(message).not.toContain('tenant-of-ours');
      for (const word of 'token' in secret
        ? ['of-the-backend', basic]
        : [TOKEN]) {
        expect(message).not.toContain(word);
      }
    }
    expect(requests[1].headers.authorization).toBe(`Basic ${basic}`);
  });

  it('repeats no secret without the word before it, and none of the stores behind', async () => {
    const error = 'bad s3cret-of-ours at http://eve:hidden@store:9090';
    answer = send({ status: 'error', errorType: 'internal', error }, 500);
    const headers = { 'X-Auth': 'Token s3cret-of-ours' };
    const { message } = await failureOf(clientOf({ headers }));
    expect(message).toBe(
      'Prometheus main answered 500 (internal): bad … at http://…@store:9090',
    );
  });

  it('follows no redirect', async () => {
    const elsewhere = jest.fn();
    answer = (request, response) => {
      if (request.url === '/elsewhere') {
        elsewhere();
      }
      response.writeHead(307, { location: '/elsewhere' }).end();
    };
    expect((await failureOf()).message).toMatch(
      /answered 307: it sends elsewhere, which is not followed/,
    );
    expect(elsewhere).not.toHaveBeenCalled();
  });

  it('takes no part of an answer for the whole', async () => {
    const whole = JSON.stringify({
      status: 'success',
      data: { resultType: 'vector', result: [] },
    });
    answer = send(whole.slice(0, -2));
    expect((await failureOf()).message).toMatch(/no whole answer in JSON/);
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': whole.length });
      response.write(whole.slice(0, 10), () => response.destroy());
    };
    expect((await failureOf()).message).toMatch(/broke off its answer/);
    answer = success('vector', [], {
      warnings: ['remote read of store-2 failed'],
    });
    expect((await failureOf()).message).toBe(
      'Prometheus main answered with a part only: remote read of store-2 failed',
    );
  });

  it('hands on what PromQL remarks', async () => {
    const remark = 'PromQL info: metric might not be a counter: "up"';
    answer = success('vector', [], { infos: [remark] });
    const { warnings } = await clientOf().query('up', { timeMs: NOW });
    expect(warnings).toEqual([remark]);
  });

  it('stops reading at its limit', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    };
    const client = clientOf({}, { maxBytes: 100_000 });
    expect((await failureOf(client)).message).toBe(
      'Prometheus main gave an answer of more than 100000 bytes',
    );
  });

  it('waits no longer than it may, for the head or for the rest', async () => {
    const client = clientOf({ timeoutMs: 100 });
    answer = () => {};
    expect((await failureOf(client)).message).toMatch(/no answer in 100 ms/);
    answer = (_request, response) => {
      response.writeHead(200);
      response.write('{"status":');
    };
    expect((await failureOf(client)).message).toMatch(/no answer in 100 ms/);
  });

  it('ends with its caller, whose reason stays', async () => {
    const controller = new AbortController();
    answer = () => controller.abort(new Error('the portal was stopped'));
    await expect(
      clientOf().query('up', { timeMs: NOW, signal: controller.signal }),
    ).rejects.toThrow('the portal was stopped');
  });

  it('cannot be reached where nobody is', async () => {
    const client = clientOf({ url: 'http://127.0.0.1:1' });
    expect((await failureOf(client)).message).toBe(
      'Prometheus main cannot be reached',
    );
  });

  it.each([
    ['{}', /no result/],
    ['[]', /no result/],
    ['null', /no result/],
    [{ status: 'error' }, /no result/],
    [
      { status: 'success', data: { resultType: 'matrix', result: [] } },
      /is no vector but "matrix"/,
    ],
    [
      { status: 'success', data: { resultType: 'vector', result: {} } },
      /no list/,
    ],
    [
      {
        status: 'success',
        data: { resultType: 'vector', result: [{ metric: {}, value: [1, 2] }] },
      },
      /no pair/,
    ],
    [
      {
        status: 'success',
        data: {
          resultType: 'vector',
          result: [{ metric: { a: 1 }, value: [1, '2'] }],
        },
      },
      /labels/,
    ],
  ])('refuses %j', async (body, reason) => {
    answer = send(body);
    expect((await failureOf()).message).toMatch(reason);
  });
});
