import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { askModelServer } from './askModelServer';

describe('askModelServer', () => {
  let server: Server;
  let answer: (req: IncomingMessage, res: ServerResponse, body: string) => void;
  let url: string;

  beforeAll(async () => {
    server = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) {
        chunks.push(chunk);
      }
      const body = Buffer.concat(chunks).toString();
      answer(req, res, body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/invocations`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  const ask = (format: 'mlflow' | 'json' = 'mlflow') =>
    askModelServer(
      {
        name: 'credit',
        title: 'Credit',
        url,
        format,
        entities: [],
        headers: { Authorization: 'Bearer hidden' },
      },
      { income: 1 },
    );

  it.each([
    ['mlflow', { dataframe_records: [{ income: 1 }] }],
    ['json', { income: 1 }],
  ] as const)('speaks %s', async (format, sent) => {
    answer = (req, res, body) => {
      expect(req.headers.authorization).toBe('Bearer hidden');
      res.end(JSON.stringify({ got: JSON.parse(body) }));
    };
    expect(await ask(format)).toEqual({ status: 200, output: { got: sent } });
  });

  it('shows what the server says when it refuses', async () => {
    answer = (_, res) => res.writeHead(400).end('no column age');
    expect(await ask()).toEqual({ status: 400, output: 'no column age' });
  });

  it('follows no redirect, and takes no endless answer', async () => {
    answer = (_, res) => res.writeHead(302, { Location: '/other' }).end();
    await expect(ask()).rejects.toThrow('redirect');
    answer = (_, res) => res.end('x'.repeat(300 * 1024));
    await expect(ask()).rejects.toThrow('larger than 256 KiB');
  });
});
