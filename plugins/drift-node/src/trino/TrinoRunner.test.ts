import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { TrinoRunner } from './TrinoRunner';

/**
 * A stand-in that speaks the statement protocol as it is published
 * (https://trino.io/docs/current/develop/client-protocol.html): no Trino ran.
 */
describe('TrinoRunner, against a stand-in for Trino', () => {
  let server: Server;
  let seen: {
    method?: string;
    url?: string;
    headers: IncomingMessage['headers'];
    body: string;
  }[];
  let answers: ((url: string) => { status?: number; body?: unknown })[];
  let url: string;

  beforeEach(async () => {
    seen = [];
    answers = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', data => {
        body += data;
      });
      request.on('end', () => {
        seen.push({
          method: request.method,
          url: request.url,
          headers: request.headers,
          body,
        });
        const { status = 200, body: answer = { id: 'q1' } } =
          answers.shift()?.(url) ?? {};
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise(resolve => server.close(resolve)));

  const runner = (more: object = {}) =>
    new TrinoRunner(
      { url, user: 'plumbline', catalog: 'hive', schema: 'ml', ...more },
      'lake',
    );
  const columns = [
    { name: 'b', type: 'integer' },
    { name: 's', type: 'double' },
  ];

  it('posts the statement and follows the pages to the end', async () => {
    answers = [
      base => ({
        body: {
          id: 'q1',
          nextUri: `${base}/v1/statement/queued/q1/1`,
          stats: { state: 'QUEUED' },
        },
      }),
      base => ({
        body: {
          id: 'q1',
          nextUri: `${base}/v1/statement/executing/q1/2`,
          columns,
          data: [[1, 2.5]],
        },
      }),
      () => ({ body: { id: 'q1', columns, data: [[2, 'NaN']] } }),
    ];
    const result = await runner().query('SELECT 1', []);
    expect(result.rowCount).toBe(2);
    expect([...result.columns.b]).toEqual([1, 2]);
    expect([...result.columns.s]).toEqual([2.5, NaN]);
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(seen[0]).toMatchObject({
      url: '/v1/statement',
      body: 'SELECT 1',
      headers: {
        'x-trino-user': 'plumbline',
        'x-trino-catalog': 'hive',
        'x-trino-schema': 'ml',
      },
    });
  });

  it('asks again when the coordinator is busy', async () => {
    answers = [
      () => ({ status: 503 }),
      () => ({ body: { id: 'q1', columns, data: [] } }),
    ];
    await expect(runner().query('SELECT 1', [])).resolves.toMatchObject({
      rowCount: 0,
    });
    expect(seen).toHaveLength(2);
  });

  it('says what Trino says about a failed statement', async () => {
    answers = [
      () => ({
        body: {
          id: 'q1',
          error: {
            message: "line 1:15: Table 'hive.ml.x' does not exist",
            errorName: 'TABLE_NOT_FOUND',
          },
        },
      }),
    ];
    await expect(runner().query('SELECT 1', [])).rejects.toThrow(
      "lake: line 1:15: Table 'hive.ml.x' does not exist",
    );
  });

  it('does not follow a page to another host', async () => {
    answers = [
      () => ({ body: { id: 'q1', nextUri: 'http://169.254.169.254/latest' } }),
    ];
    await expect(
      runner({ password: 'hunter2' }).query('SELECT 1', []),
    ).rejects.toThrow('lake sent the client to another host');
    expect(seen).toHaveLength(1);
  });

  it('cancels the statement on the coordinator when the run is cancelled', async () => {
    const controller = new AbortController();
    answers = Array.from({ length: 1000 }, (_, page) => (base: string) => {
      if (page === 3) {
        controller.abort(new Error('cancelled by Ada'));
      }
      return {
        body: {
          id: 'q1',
          nextUri: `${base}/v1/statement/executing/q1/${page}`,
        },
      };
    });
    await expect(
      runner().query('SELECT 1', [], { signal: controller.signal }),
    ).rejects.toThrow('cancelled by Ada');
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE' });
  });

  it('tells a refused password from a server that is down', async () => {
    answers = [() => ({ status: 401 })];
    await expect(
      runner({ password: 'hunter2' }).query('SELECT 1', []),
    ).rejects.toThrow('lake refused the user or the password');
    await expect(
      new TrinoRunner(
        { url: 'http://127.0.0.1:1', user: 'a', catalog: 'b', schema: 'c' },
        'lake',
      ).query('SELECT 1', []),
    ).rejects.toThrow('lake cannot be reached');
  });
});
