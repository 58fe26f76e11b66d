import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import catalogModuleMl from '.';

const TARGET = 'https://git.example.com/churn/catalog-info.yaml';

const good = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: churn-training
spec:
  type: ml-pipeline
  owner: group:default/ml-team
  lifecycle: production
  dependsOn: [resource:churn-features]
  produces: [churn]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: churn
spec:
  type: ml-model
  owner: group:default/ml-team
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: churn-features
spec:
  type: dataset
  owner: group:default/data-team
  derivedFrom: [events]
  contract:
    consumers: [churn-api]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: events
spec:
  type: dataset
  owner: group:default/data-team
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: churn-api
spec:
  type: model-server
  owner: group:default/ml-team
  lifecycle: production
  serves: [churn]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: imported
spec:
  type: ai-model
  owner: group:default/ml-team
  whatever: the other portal says
`;
const bad = good.replace(
  'type: ml-model',
  'type: ml-model\n  framwork: xgboost',
);
const SENTENCE =
  'spec.framwork is not a known field, did you mean "framework"?';

/** A catalog whose one remote file the test writes. */
async function startCatalog(file: { content: string }) {
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleMl,
      mockServices.urlReader.mock({
        search: async url => ({
          files: [{ url, content: async () => Buffer.from(file.content) }],
          etag: file.content,
        }),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0' },
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Component', 'Resource'] }],
          },
        },
      }),
    ],
  });
  return backend;
}

async function eventually<T>(
  read: () => Promise<T>,
  isThere: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    const value = await read();
    if (isThere(value)) {
      return value;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

jest.setTimeout(30_000);

describe('catalogModuleMl in a catalog', () => {
  let backend: TestBackend;
  afterEach(() => backend.stop());

  const getEntity = async (path: string) =>
    (await request(backend.server).get(`/api/catalog/entities/by-name/${path}`))
      .body;

  it('answers a registration of a wrong file with the name of the field', async () => {
    backend = await startCatalog({ content: bad });

    const response = await request(backend.server)
      .post('/api/catalog/locations?dryRun=true')
      .send({ type: 'url', target: TARGET });

    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('resource:default/churn');
    expect(response.body.error.message).toContain(SENTENCE);
  });

  it('keeps the last good version and marks it when the file goes wrong, until it is right again', async () => {
    const file = { content: good };
    backend = await startCatalog(file);
    const registered = await request(backend.server)
      .post('/api/catalog/locations')
      .send({ type: 'url', target: TARGET });
    expect(registered.status).toBe(201);
    await eventually(
      () => getEntity('resource/default/churn'),
      entity => entity.relations?.length === 3,
    );

    file.content = bad;
    const marked = await eventually(
      () => getEntity('resource/default/churn'),
      entity => entity.status?.items?.length > 0,
    );
    expect(marked.spec).toEqual({
      type: 'ml-model',
      owner: 'group:default/ml-team',
    });
    expect(marked.status.items[0]).toMatchObject({
      type: 'backstage.io/catalog-processing',
      level: 'error',
      message: expect.stringContaining(SENTENCE),
    });

    file.content = good;
    await eventually(
      () => getEntity('resource/default/churn'),
      entity => !entity.status?.items?.length,
    );
  });

  it('draws the way of the data from dataset to server', async () => {
    backend = await startCatalog({ content: good });
    await request(backend.server)
      .post('/api/catalog/locations')
      .send({ type: 'url', target: TARGET });

    const relationsOf = async (path: string, count: number) =>
      (
        await eventually(
          () => getEntity(path),
          entity => entity.relations?.length === count,
        )
      ).relations.map((relation: any) => [relation.type, relation.targetRef]);

    expect(await relationsOf('component/default/churn-training', 3)).toEqual([
      ['dependencyOf', 'resource:default/churn'],
      ['dependsOn', 'resource:default/churn-features'],
      ['ownedBy', 'group:default/ml-team'],
    ]);
    expect(await relationsOf('resource/default/churn', 3)).toEqual([
      ['dependencyOf', 'component:default/churn-api'],
      ['dependsOn', 'component:default/churn-training'],
      ['ownedBy', 'group:default/ml-team'],
    ]);
    expect(await relationsOf('resource/default/churn-features', 4)).toEqual([
      ['dependencyOf', 'component:default/churn-api'],
      ['dependencyOf', 'component:default/churn-training'],
      ['dependsOn', 'resource:default/events'],
      ['ownedBy', 'group:default/data-team'],
    ]);
    const imported = await eventually(
      () => getEntity('resource/default/imported'),
      entity => entity.spec,
    );
    expect(imported.spec.whatever).toBe('the other portal says');
  });
});
