import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ACCESS_KEY,
  SECRET_KEY,
  findVersity,
  startVersity,
} from '../s3/__testUtils__/versity';
import { OpenFileSourceOptions, openFileSource } from './openFileSource';

jest.setTimeout(30_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-source-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function countRows(
  options: Omit<OpenFileSourceOptions, 'cacheDirectory'>,
): Promise<number> {
  const cacheDirectory = join(folder, 'cache');
  const data = await openFileSource({ ...options, cacheDirectory });
  try {
    const { columns } = await data.runner.query(
      `SELECT count(*)::DOUBLE AS n FROM ${data.relation}`,
      data.parameters,
    );
    return Number(columns.n[0]);
  } finally {
    await data.close();
  }
}

describe('openFileSource', () => {
  it('opens files of a folder, cut to a window', async () => {
    await mkdir(join(folder, 'rows'));
    for (const day of ['01', '02']) {
      await writeFile(
        join(folder, 'rows', `${day}.csv`),
        `at,x\n2026-01-${day}T01:00:00Z,1\n2026-01-${day}T02:00:00Z,2\n`,
      );
    }
    const source = { name: 'a', kind: 'folder' as const, path: folder };
    expect(await countRows({ source, path: 'rows/*.csv' })).toBe(4);
    expect(
      await countRows({
        source,
        path: 'rows',
        window: {
          column: 'at',
          start: '2026-01-02T00:00:00Z',
          end: '2026-01-02T02:00:00Z',
        },
      }),
    ).toBe(1);
  });

  it.each(['../x.csv', '/etc/passwd', 'a/../../x.csv'])(
    'does not leave the folder: %s',
    async path => {
      const source = { name: 'a', kind: 'folder' as const, path: folder };
      await expect(countRows({ source, path })).rejects.toThrow(
        'must be relative and without ..',
      );
    },
  );

  it('opens what a model version was measured on', async () => {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://x');
      if (pathname.endsWith('/registered-models/alias')) {
        response.end(
          JSON.stringify({
            model_version: { name: 'churn', version: '3', run_id: 'r3' },
          }),
        );
      } else if (searchParams.get('run_id') === 'r3') {
        response.end('x\n1\n2\n3\n');
      } else {
        response.writeHead(404).end('{}');
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const options = {
      source: { name: 'runs', kind: 'mlflow' as const, instance: 'prod' },
      instances: [{ name: 'prod', url: `http://127.0.0.1:${port}` }],
    };
    try {
      const path = 'models:/churn@champion/baseline.csv';
      expect(await countRows({ ...options, path })).toBe(3);
      await expect(
        countRows({ ...options, path: 'runs:/other/baseline.csv' }),
      ).rejects.toThrow('answered 404');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

const program = findVersity();
(program ? describe : describe.skip)('openFileSource against versitygw', () => {
  it('opens objects below the prefix and names them by their keys', async () => {
    const server = await startVersity(program!);
    const client = new S3Client({
      endpoint: server.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
    });
    try {
      await client.send(new CreateBucketCommand({ Bucket: 'rows' }));
      const put = (Key: string, Body: string) =>
        client.send(new PutObjectCommand({ Bucket: 'rows', Key, Body }));
      await put('ml/day/1.csv', 'a,b\n1,2\n');
      await put('ml/day/2.csv', 'a,b\n3,4\n5,6\n');
      await put('ml/day/_SUCCESS', 'done');
      await put('ml/broken/1.csv', 'a,a\n1,2\n');
      await put('other/day/3.csv', 'a,b\n7,8\n');
      const source = {
        name: 'lake',
        kind: 's3' as const,
        endpoint: server.endpoint,
        bucket: 'rows',
        prefix: 'ml/',
        accessKeyId: ACCESS_KEY,
        secretAccessKey: SECRET_KEY,
      };
      expect(await countRows({ source, path: 'day/' })).toBe(3);
      expect(await countRows({ source, path: 'day/2.*' })).toBe(2);
      await expect(countRows({ source, path: 'broken/' })).rejects.toThrow(
        "broken/1.csv, line 1: two columns are called 'a'",
      );
      await expect(countRows({ source, path: 'night/' })).rejects.toThrow(
        '"night/" stands for no object in "lake"',
      );
    } finally {
      client.destroy();
      await server.stop();
    }
  });
});
