import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { MODEL, makeDocument } from '../__testUtils__/startDrift';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { RepositoryFiles } from '../sources/RepositoryFiles';
import { DatabaseMonitorStore } from '../store/MonitorStore';
import { MIGRATIONS } from '../store/migrations';
import { MonitorSync, documentUrlOf } from './MonitorSync';

const databases = createTestDatabases();
const SOURCE = 'https://git.test/ml-team/credit-risk/tree/main/';

function entity(options: {
  name: string;
  owner?: string;
  annotations?: Record<string, string>;
}): Entity {
  const { name, owner = 'ml-team', annotations } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'ml-model', owner },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

describe('MonitorSync', () => {
  let knex: Knex;
  let store: DatabaseMonitorStore;
  let folder: string;
  let answer: () => { text: string; etag: string };
  let asked: (string | undefined)[];
  const signal = new AbortController().signal;

  function createSync(options: { entities?: Entity[]; files?: string[] }) {
    const reader = mockServices.urlReader.mock({
      readUrl: async (url, asking) => {
        asked.push(asking?.etag);
        expect(url).toBe(`${SOURCE}drift.yaml`);
        const { text, etag } = answer();
        if (etag === asking?.etag) {
          throw new NotModifiedError();
        }
        return { buffer: async () => Buffer.from(text), etag };
      },
    });
    return new MonitorSync({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: options.entities ?? [] }),
      dataSets: new Map([
        ['train', { name: 'train', source: 'lake', path: 'train.parquet' }],
        [
          'live',
          {
            name: 'live',
            source: 'lake',
            path: 'live/',
            timeColumn: 'at',
            window: 'PT6H',
          },
        ],
      ]),
      files: options.files ?? [],
      logger: mockServices.logger.mock(),
      monitors: store,
      repositories: new RepositoryFiles({ reader, directory: folder }),
    });
  }

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await migrate(knex, MIGRATIONS);
    store = new DatabaseMonitorStore(knex);
    folder = await mkdtemp(join(tmpdir(), 'plumbline-sync-'));
    asked = [];
  });
  afterEach(async () => {
    await knex.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const all = () => store.list({ limit: 50 });

  it('makes a monitor of a file that the operator named, once', async () => {
    const file = join(folder, 'drift.yaml');
    await writeFile(file, makeDocument());
    const sync = createSync({
      files: [file],
      entities: [entity({ name: 'credit-risk' })],
    });
    await sync.sync(signal);
    await sync.sync(signal);
    expect(await all()).toMatchObject([
      {
        entityRef: MODEL,
        name: 'inputs',
        origin: 'configuration',
        ownerRef: 'group:default/ml-team',
      },
    ]);
    await createSync({}).sync(signal);
    expect(await all()).toMatchObject([
      { isEnabled: false, unknownReason: 'disabled' },
    ]);
  });

  it('makes a monitor of two annotations, and names the data set that is not there', async () => {
    await createSync({
      entities: [
        entity({
          name: 'credit-risk',
          annotations: {
            'plumbline.dev/drift-baseline': 'train',
            'plumbline.dev/drift-window': 'live',
          },
        }),
        entity({
          name: 'churn',
          annotations: {
            'plumbline.dev/drift-baseline': 'train',
            'plumbline.dev/drift-window': '/etc/passwd',
          },
        }),
      ],
    }).sync(signal);
    const monitors = await all();
    expect(monitors.find(({ entityRef }) => entityRef === MODEL)).toMatchObject(
      {
        origin: 'annotation',
        definitionError: undefined,
        document: expect.stringContaining('"length": "PT6H"'),
      },
    );
    expect(monitors.find(({ entityRef }) => entityRef !== MODEL)).toMatchObject(
      {
        status: 'unknown',
        definitionError: expect.stringContaining(
          'which drift.datasets does not have',
        ),
      },
    );
  });

  const inRepository = entity({
    name: 'credit-risk',
    annotations: { 'backstage.io/source-location': `url:${SOURCE}` },
  });

  it('keeps yesterday’s definition of a repository, and says what is wrong with today’s', async () => {
    const sync = createSync({ entities: [inRepository] });
    answer = () => ({ text: makeDocument(), etag: '1' });
    await sync.sync(signal);
    await sync.sync(signal);
    expect(asked).toEqual([undefined, '1']);

    answer = () => ({ text: 'kind: DriftMonitor', etag: '2' });
    await sync.sync(signal);
    const [broken] = await all();
    expect(broken).toMatchObject({ isEnabled: true, locationEtag: '2' });
    expect(broken.definitionError).toContain('drift.yaml');
    expect(broken.document).toBe(makeDocument());

    answer = () => ({ text: makeDocument(), etag: '3' });
    await sync.sync(signal);
    expect((await all())[0].definitionError).toBeUndefined();

    answer = () => {
      throw new Error('connect ECONNREFUSED');
    };
    await sync.sync(signal);
    expect((await all())[0].isEnabled).toBe(true);

    answer = () => {
      throw new NotFoundError('gone');
    };
    await sync.sync(signal);
    expect((await all())[0]).toMatchObject({
      isEnabled: false,
      unknownReason: 'disabled',
    });
  });

  it('lets no repository speak for an entity of another owner', async () => {
    answer = () => ({
      text: makeDocument({ spec: { entity: 'resource:default/payroll' } }),
      etag: '1',
    });
    await createSync({
      entities: [inRepository, entity({ name: 'payroll', owner: 'hr-team' })],
    }).sync(signal);
    expect(await all()).toMatchObject([
      {
        entityRef: MODEL,
        status: 'unknown',
        definitionError: expect.stringContaining('resource:default/payroll'),
      },
    ]);
  });
});

describe('documentUrlOf', () => {
  it.each([
    [
      { 'backstage.io/source-location': 'url:https://h/o/r/tree/main/' },
      'https://h/o/r/tree/main/drift.yaml',
    ],
    [
      { 'backstage.io/source-location': 'url:https://h/o/r/tree/main/a' },
      'https://h/o/r/tree/main/a/drift.yaml',
    ],
    [
      {
        'backstage.io/managed-by-location':
          'url:https://h/o/r/blob/main/catalog-info.yaml',
      },
      'https://h/o/r/blob/main/drift.yaml',
    ],
    [
      { 'backstage.io/managed-by-location': 'file:/srv/catalog.yaml' },
      undefined,
    ],
    [{}, undefined],
  ])('of %j is %s', (annotations, expected) => {
    expect(documentUrlOf(entity({ name: 'a', annotations }))).toBe(expected);
  });
});
