import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mkdtemp, readFile, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import {
  ACCESS_KEY,
  SECRET_KEY,
  findVersity,
  startVersity,
} from './__testUtils__/versity';
import { cacheObjects } from './cacheObjects';
import { ObjectStore, createObjectStore } from './ObjectStore';
import { pruneObjectCache } from './pruneObjectCache';

const program = findVersity();
// Skipped, and counted as such, where versitygw is not installed
const describeWithServer = program ? describe : describe.skip;

let cacheDirectory: string;
beforeEach(async () => {
  cacheDirectory = await mkdtemp(join(tmpdir(), 'plumbline-cache-'));
});
afterEach(() => rm(cacheDirectory, { recursive: true, force: true }));

const listCache = async () =>
  (await readdir(cacheDirectory, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => entry.name);

/** Counts what is read, and can be told to do something in between. */
function watched(store: ObjectStore) {
  const keys: string[] = [];
  const seen: ObjectStore & { keys: string[] } = {
    ...store,
    keys,
    read: (object, signal) => {
      keys.push(object.key);
      return store.read(object, signal);
    },
  };
  return seen;
}

describeWithServer('cacheObjects against versitygw', () => {
  const bucket = 'rows';
  let server: Awaited<ReturnType<typeof startVersity>>;
  let client: S3Client;
  let store: ReturnType<typeof watched>;

  const put = (Key: string, Body: string) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));

  beforeAll(async () => {
    server = await startVersity(program!);
    client = new S3Client({
      endpoint: server.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
    });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  }, 30_000);
  afterAll(async () => {
    client?.destroy();
    await server?.stop();
  });
  beforeEach(() => {
    store = watched(
      createObjectStore({
        endpoint: server.endpoint,
        bucket,
        accessKeyId: ACCESS_KEY,
        secretAccessKey: SECRET_KEY,
      }),
    );
  });
  afterEach(() => store.close());

  it('fetches each version once, and sees when one is replaced', async () => {
    await put('day/1.csv', 'a,b\n1,2\n');
    await put('day/2.csv', 'a,b\n3,4\n');
    await put('day/notes.txt', 'not rows');
    const read = () =>
      cacheObjects({ store, pattern: 'day/*.csv', cacheDirectory });

    const first = await read();
    expect(first.files.map(({ key }) => key)).toEqual([
      'day/1.csv',
      'day/2.csv',
    ]);
    expect(await readFile(first.files[1].path, 'utf8')).toBe('a,b\n3,4\n');
    expect(first.files[1].path).toMatch(/\.csv$/);

    expect(await read()).toEqual(first);
    expect(store.keys).toEqual(['day/1.csv', 'day/2.csv']);

    await put('day/2.csv', 'a,b\n5,6\n');
    const second = await read();
    expect(store.keys).toEqual(['day/1.csv', 'day/2.csv', 'day/2.csv']);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(await readFile(second.files[1].path, 'utf8')).toBe('a,b\n5,6\n');

    await client.send(
      new DeleteObjectCommand({ Bucket: bucket, Key: 'day/1.csv' }),
    );
    expect((await read()).files).toHaveLength(1);
  });

  it('goes on where it was stopped and leaves no pieces', async () => {
    for (const name of ['1', '2', '3']) {
      await put(`resume/${name}.csv`, `a\n${name}\n`);
    }
    const controller = new AbortController();
    const interrupted: ObjectStore = {
      ...store,
      read: (object, signal) => {
        if (object.key.endsWith('2.csv')) {
          controller.abort();
        }
        return store.read(object, signal);
      },
    };
    await expect(
      cacheObjects({
        store: interrupted,
        pattern: 'resume/',
        cacheDirectory,
        signal: controller.signal,
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(await listCache()).toHaveLength(1);

    store.keys.length = 0;
    await cacheObjects({ store, pattern: 'resume/', cacheDirectory });
    expect(store.keys).toEqual(['resume/2.csv', 'resume/3.csv']);
  });

  it('writes hostile keys nowhere but into the cache', async () => {
    await put('hostile/a b%2f..%2fc\n.csv', 'x\n1\n');
    await put(`hostile/${'long'.repeat(50)}.parquet`, 'x');
    const { files } = await cacheObjects({
      store,
      pattern: 'hostile/',
      cacheDirectory,
    });
    expect(files).toHaveLength(2);
    for (const { path } of files) {
      expect(relative(cacheDirectory, path)).toMatch(
        /^[0-9a-f]{16}\/[0-9a-f]{32}-[0-9a-f]{16}\.(csv|parquet)$/,
      );
    }
  });

  it('lists past one page and stops at the limits, saying which', async () => {
    for (let index = 0; index < 12; index += 1) {
      await put(`many/${index}.csv`, 'x\n1\n');
    }
    const read = (limits: object) =>
      cacheObjects({ store, pattern: 'many/', cacheDirectory, limits });
    await expect(read({ objects: 11 })).rejects.toThrow(
      '"many/" is too much: more than 11 objects match',
    );
    await expect(read({ bytes: 10 })).rejects.toThrow('larger than 10 bytes');
    await expect(read({ listed: 5 })).rejects.toThrow('more than 5 objects');
    expect(await listCache()).toEqual([]);
  });

  it('names the fault and the bucket, and no secret', async () => {
    const wrong = createObjectStore({
      endpoint: server.endpoint,
      bucket,
      accessKeyId: ACCESS_KEY,
      secretAccessKey: 'another-secret',
    });
    const fault = await cacheObjects({
      store: wrong,
      pattern: 'day/',
      cacheDirectory,
    }).catch(error => error);
    wrong.close();
    expect(fault.message).toBe(
      'Cannot list the bucket "rows": SignatureDoesNotMatch (status 403)',
    );
    expect(JSON.stringify(fault)).not.toMatch(/secret|plumbline-test/);
  });

  it('clears away what nobody used since', async () => {
    await put('old/1.csv', 'x\n1\n');
    await put('old/2.csv', 'x\n2\n');
    const { files } = await cacheObjects({
      store,
      pattern: 'old/',
      cacheDirectory,
    });
    const old = new Date('2020-01-01');
    await utimes(files[0].path, old, old);
    expect(
      await pruneObjectCache({
        cacheDirectory,
        unusedSince: new Date('2021-01-01'),
      }),
    ).toBe(1);
    expect(await listCache()).toHaveLength(1);
  });
});

describe('cacheObjects and a server that cannot be trusted', () => {
  const storeOf = (
    objects: { key: string; etag: string; bytes: number }[],
    body: string,
  ): ObjectStore => ({
    identity: 'test',
    async *list() {
      yield* objects;
    },
    read: async () => Readable.from([Buffer.from(body)]),
    close() {},
  });

  it.each([
    ['longer', 'abcdef'],
    ['shorter', 'ab'],
  ])('keeps nothing that is %s than listed', async (word, body) => {
    const store = storeOf([{ key: '../../x.csv', etag: 'e', bytes: 4 }], body);
    await expect(
      cacheObjects({ store, pattern: '', cacheDirectory }),
    ).rejects.toThrow(`Cannot keep "../../x.csv": ${word} than listed`);
    expect(await listCache()).toEqual([]);
  });

  it('says that nobody answers', async () => {
    const store = createObjectStore({
      endpoint: 'http://127.0.0.1:1',
      bucket: 'rows',
      accessKeyId: 'a',
      secretAccessKey: 'b',
    });
    await expect(
      cacheObjects({ store, pattern: '', cacheDirectory }),
    ).rejects.toThrow(
      // Jest hides the code of the fault from the client: another realm's Error
      /^Cannot list the bucket "rows": (ECONNREFUSED|no answer)$/,
    );
    store.close();
  });
});
