import { readDriftSources } from './readDriftSources';

const read = (value: unknown) =>
  readDriftSources(value, { root: '/srv/plumbline', instances: ['prod'] });

describe('readDriftSources', () => {
  it('reads every kind', () => {
    expect(
      read({
        samples: { folder: '.data/samples/drift' },
        files: { folder: { path: '/data' } },
        lake: {
          s3: {
            endpoint: 'http://minio:9000',
            bucket: 'ml-rows',
            prefix: 'scored',
            accessKeyId: 'a',
            secretAccessKey: 's',
          },
        },
        log: { postgres: { host: 'db', port: '5432', database: 'ml' } },
        warehouse: {
          trino: {
            url: 'https://trino:8443',
            user: 'drift',
            catalog: 'hive',
            schema: 'ml',
          },
        },
        runs: { mlflow: 'prod' },
      }),
    ).toEqual([
      {
        name: 'samples',
        kind: 'folder',
        path: '/srv/plumbline/.data/samples/drift',
      },
      { name: 'files', kind: 'folder', path: '/data' },
      {
        name: 'lake',
        kind: 's3',
        endpoint: 'http://minio:9000',
        bucket: 'ml-rows',
        prefix: 'scored/',
        accessKeyId: 'a',
        secretAccessKey: 's',
      },
      {
        name: 'log',
        kind: 'postgres',
        host: 'db',
        port: 5432,
        database: 'ml',
      },
      {
        name: 'warehouse',
        kind: 'trino',
        url: 'https://trino:8443',
        user: 'drift',
        catalog: 'hive',
        schema: 'ml',
      },
      { name: 'runs', kind: 'mlflow', instance: 'prod' },
    ]);
    expect(read(undefined)).toEqual([]);
  });

  it.each([
    [[], 'drift.sources: must be an object'],
    [{ 'a b': { folder: 'x' } }, 'drift.sources: "a b" is not a name'],
    [{ a: {} }, 'drift.sources.a: must have exactly one of'],
    [{ a: { folder: 'x', s3: {} } }, 'has folder, s3'],
    [{ a: { ftp: {} } }, 'has ftp'],
    [{ a: { folder: { path: 1 } } }, 'drift.sources.a.folder.path: '],
    [
      { a: { folder: { path: '/x', pattern: 'y' } } },
      'drift.sources.a.folder: Unrecognized key: "pattern"',
    ],
    [
      { a: { s3: { bucket: 'Secret!' } } },
      'drift.sources.a.s3.bucket: must be the name of a bucket',
    ],
    [
      { a: { s3: { bucket: 'rows', secretAccessKey: 'hunter2' } } },
      'drift.sources.a.s3: must have accessKeyId and secretAccessKey together',
    ],
    [
      { a: { s3: { bucket: 'rows', endpoint: 'http://u:hunter2@x' } } },
      'drift.sources.a.s3.endpoint: must be an http or https URL',
    ],
    [
      { a: { postgres: { connectionString: 'mysql://u:hunter2@x' } } },
      'drift.sources.a.postgres.connectionString: must begin with',
    ],
    [{ a: { postgres: { password: 'hunter2' } } }, 'either connectionString'],
    [{ a: { trino: { url: 'http://x' } } }, 'drift.sources.a.trino.user: '],
    [
      { a: { mlflow: 'lab' } },
      'drift.sources.a.mlflow.instance: mlflow.instances has no such name; has prod',
    ],
  ])('names the key that is wrong, and no secret: %j', (value, sentence) => {
    expect(() => read(value)).toThrow(sentence);
    expect(() => read(value)).not.toThrow('hunter2');
  });
});
