import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MlflowClient } from './MlflowClient';
import { MlflowLimits } from './MlflowRequests';

type Handler = (
  request: IncomingMessage & { at: URL; text: string },
  response: ServerResponse,
) => void;

const TOKEN = 'never-in-an-error';
let server: Server;
let handle: Handler;
let asked: string[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push(request.url!);
    let text = '';
    for await (const chunk of request) {
      text += chunk;
    }
    const at = new URL(request.url!, 'http://mlflow');
    handle(Object.assign(request, { at, text }), response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const clientWith = (
  limits: MlflowLimits = {},
  credential: object = { token: TOKEN },
) =>
  new MlflowClient(
    {
      name: 'prod',
      url: `http://127.0.0.1:${(server.address() as { port: number }).port}/base`,
      ...credential,
    },
    { pauseMs: 1, ...limits },
  );
const answer = (response: ServerResponse, value: unknown, status = 200) => {
  response.statusCode = status;
  response.end(JSON.stringify(value));
};

describe('MlflowClient', () => {
  it('follows the pages of a list, below the base path, with the credential', async () => {
    const seen: unknown[] = [];
    handle = (request, response) => {
      seen.push(request.headers.authorization);
      const token = request.at.searchParams.get('page_token');
      answer(response, {
        registered_models: [{ name: token ? 'b' : 'a', surprise: 1 }],
        ...(!token && { next_page_token: 'x/y=' }),
      });
    };
    const models = await clientWith().listModels();
    expect(models.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(asked[1]).toBe(
      '/base/api/2.0/mlflow/registered-models/search?max_results=200&page_token=x%2Fy%3D',
    );
    expect(seen).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);

    await clientWith({}, { username: 'u', password: 'p' }).listModels();
    expect(seen.at(-1)).toBe('Basic dTpw');
  });

  it('does not follow pages that never end', async () => {
    handle = (_request, response) =>
      answer(response, { registered_models: [], next_page_token: 'again' });
    await expect(clientWith().listModels()).rejects.toThrow(
      'pages without an end',
    );
  });

  it('encodes names, and quotes them in filters', async () => {
    handle = (request, response) =>
      request.at.pathname.endsWith('/get')
        ? answer(response, {
            registered_model: {
              name: "it's&x=1",
              aliases: [{ alias: 'champion', version: 2 }],
            },
          })
        : answer(response, {
            model_versions: [
              { name: "it's&x=1", version: '2' },
              { name: "it's&x=1", version: 10 },
              { name: 'another', version: '1' },
            ],
          });
    const versions = await clientWith().listVersions("it's&x=1");
    expect(versions.map(({ version, aliases }) => [version, aliases])).toEqual([
      ['10', []],
      ['2', ['champion']],
    ]);
    const search = asked.find(path => path.includes('search'))!;
    expect(new URL(search, 'http://x').searchParams.get('filter')).toBe(
      `name="it's&x=1"`,
    );
    await expect(clientWith().listVersions(`'"`)).rejects.toThrow('both kinds');
  });

  it('tries again when the server is busy or broken, and then gives up', async () => {
    const statuses = [429, 503, 200];
    handle = (_request, response) => {
      response.setHeader('retry-after', '0');
      answer(response, { run: { info: { run_id: 'r' } } }, statuses.shift());
    };
    expect((await clientWith().getRun('r')).info.run_id).toBe('r');
    expect(asked).toHaveLength(3);

    handle = (_request, response) => answer(response, { message: TOKEN }, 500);
    asked = [];
    await expect(clientWith({ tries: 2 }).getRun('r')).rejects.toThrow(
      'MLflow "prod" /api/2.0/mlflow/runs/get: answered 500',
    );
    expect(asked).toHaveLength(2);
  });

  it('asks once when it is refused, and repeats nothing of what the server says', async () => {
    handle = (_request, response) =>
      answer(
        response,
        { error_code: 'PERMISSION_DENIED', message: TOKEN },
        403,
      );
    const fault = await clientWith()
      .getModel('m')
      .catch(error => error);
    expect(fault).toMatchObject({ status: 403, code: 'PERMISSION_DENIED' });
    expect(`${fault.stack} ${JSON.stringify(fault)}`).not.toContain(TOKEN);
    expect(asked).toHaveLength(1);
  });

  it('takes its credential nowhere else', async () => {
    handle = (_request, response) => {
      response.setHeader('location', 'http://127.0.0.1:1/');
      answer(response, {}, 302);
    };
    await expect(clientWith().getModel('m')).rejects.toThrow('answered 302');
  });

  it('gives up on silence, and on a server that is not there', async () => {
    handle = () => {};
    await expect(
      clientWith({ timeoutMs: 50, tries: 1 }).getRun('r'),
    ).rejects.toThrow('no answer in 50 ms');
    const nobody = new MlflowClient(
      { name: 'away', url: 'http://127.0.0.1:1' },
      { tries: 1 },
    );
    await expect(nobody.getRun('r')).rejects.toThrow(
      'MLflow "away" /api/2.0/mlflow/runs/get: cannot be reached',
    );
  });

  it('stops reading what is too large', async () => {
    handle = (_request, response) => response.end('x'.repeat(10_000));
    await expect(clientWith({ answerBytes: 5000 }).getRun('r')).rejects.toThrow(
      'larger than 5000 bytes',
    );
  });

  it.each([
    ['<html>', 'the answer is not JSON; is the address that of MLflow?'],
    ['{"run":{"info":{}}}', "the answer is not MLflow's: run.info.run_id"],
  ])('refuses %s', async (body, sentence) => {
    handle = (_request, response) => response.end(body);
    await expect(clientWith().getRun('r')).rejects.toThrow(sentence);
  });

  it('knows an alias that nobody has set from a failure', async () => {
    handle = (_request, response) =>
      answer(response, { error_code: 'RESOURCE_DOES_NOT_EXIST' }, 404);
    expect(await clientWith().findVersionByAlias('m', 'champion')).toBe(
      undefined,
    );
    handle = (_request, response) => answer(response, {}, 401);
    await expect(
      clientWith().findVersionByAlias('m', 'champion'),
    ).rejects.toThrow('answered 401');
  });

  it('reads numbers that JSON has no word for', async () => {
    handle = (_request, response) =>
      answer(response, {
        run: {
          info: { run_id: 'r', start_time: '1700000000000' },
          data: {
            metrics: [
              {
                key: 'loss',
                value: 'NaN',
                timestamp: 1700000000000,
                step: '3',
              },
              { key: 'auc', value: 0.5 },
            ],
          },
        },
      });
    const { info, data } = await clientWith().getRun('r');
    expect(info.start_time).toBe('2023-11-14T22:13:20.000Z');
    expect(data.metrics.map(({ value }) => value)).toEqual([NaN, 0.5]);
    expect(data.metrics[0].step).toBe(3);
  });

  it('reads the signature and the example of a version, as far as they can be understood', async () => {
    const inputs = [
      { name: 'income', type: 'double', required: true },
      { name: 'region', type: 'string', required: false },
      { type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1] } },
      'nonsense',
    ];
    handle = (request, response) =>
      request.at.searchParams.get('path') === 'MLmodel'
        ? response.end(
            `signature:\n  inputs: '${JSON.stringify(inputs)}'\n` +
              'saved_input_example_info:\n  artifact_path: example.json\n  type: dataframe\n',
          )
        : answer(response, {
            columns: ['income', 'region', 'odd'],
            data: [[1.5, null, { a: 1 }]],
          });
    const found = await clientWith().findModelInterface('m', '1');
    expect(found).toEqual({
      inputs: [
        {
          name: 'income',
          type: 'number',
          nativeType: 'double',
          isRequired: true,
        },
        {
          name: 'region',
          type: 'string',
          nativeType: 'string',
          isRequired: false,
        },
        {
          name: '2',
          type: 'other',
          nativeType: 'tensor(float32)',
          isRequired: true,
        },
      ],
      outputs: [],
      example: { income: 1.5, region: null },
    });

    handle = (_request, response) => response.end('a: &a [x]\nb: [*a, *a]\n{');
    expect(await clientWith().findModelInterface('m', '1')).toEqual({
      inputs: [],
      outputs: [],
    });
  });

  describe('downloads', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-artifacts-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));
    const download = (limits?: MlflowLimits) =>
      clientWith(limits).downloadArtifact({
        runId: 'r',
        path: '../../baseline.csv.gz',
        folder,
      });

    it('puts an artifact into the folder, whatever it is called', async () => {
      handle = (_request, response) => response.end('a\n1\n');
      const path = await download();
      expect(path.slice(folder.length)).toMatch(/^\/[0-9a-f]{32}\.csv\.gz$/);
      expect(await readFile(path, 'utf8')).toBe('a\n1\n');
    });

    it('starts anew when the connection broke, and leaves no half of a file', async () => {
      let tries = 0;
      handle = (_request, response) => {
        tries += 1;
        if (tries === 1) {
          response.write('half');
          setImmediate(() => response.destroy());
        } else {
          response.end('whole');
        }
      };
      expect(await readFile(await download(), 'utf8')).toBe('whole');

      handle = (_request, response) => response.end('x'.repeat(100));
      await expect(download({ artifactBytes: 50 })).rejects.toThrow(
        'larger than 50 bytes',
      );
      expect(await readdir(folder)).toHaveLength(1);
    });
  });
});
