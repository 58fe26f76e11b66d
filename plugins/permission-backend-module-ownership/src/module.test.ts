import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  TestBackend,
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import request from 'supertest';
import permissionModuleOwnership from '.';
import { actingAuth } from './__testUtils__/actingAuth';

const entity = (kind: string, name: string, spec: object) =>
  JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec,
  });
const component = (name: string, team: string) =>
  entity('Component', name, {
    type: 'service',
    lifecycle: 'production',
    owner: `group:default/${team}`,
  });
const group = (name: string) =>
  entity('Group', name, { type: 'team', children: [] });
const user = (name: string, ...memberOf: string[]) =>
  entity('User', name, { memberOf });

const LANDSCAPE = [
  group('platform-team'),
  group('ml-team'),
  group('data-team'),
  user('admin', 'platform-team'),
  user('ml-engineer', 'ml-team'),
  user('data-engineer', 'data-team'),
  user('newcomer'),
  component('ml-service', 'ml-team'),
  component('data-service', 'data-team'),
].join('\n---\n');

/** Claims another team's entity, and gives a new one to that team. */
const SHADOW = [
  component('data-service', 'ml-team'),
  component('gift', 'data-team'),
].join('\n---\n');

jest.setTimeout(60_000);

describe('permissionModuleOwnership in a catalog', () => {
  const directory = createMockDirectory();
  let backend: TestBackend;

  beforeAll(async () => {
    directory.setContent({ 'all.yaml': LANDSCAPE });
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        permissionPlugin,
        permissionModuleOwnership,
        permissionsServiceFactory,
        actingAuth,
        mockServices.urlReader.mock({
          search: async url => ({
            files: [
              {
                url,
                content: async () => Buffer.from(SHADOW),
              },
            ],
            etag: '1',
          }),
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:0' },
            permission: { enabled: true },
            plumbline: { adminGroups: ['group:default/platform-team'] },
            catalog: {
              processingInterval: { seconds: 1 },
              locations: [
                {
                  type: 'file',
                  target: directory.resolve('all.yaml'),
                  rules: [{ allow: ['Component', 'Group', 'User'] }],
                },
              ],
            },
          },
        }),
      ],
    });
    for (const name of ['ml-service', 'data-service']) {
      while (!(await find(name))?.relations?.length) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
    while (
      !(await find('ml-engineer', 'user'))?.relations?.length ||
      !(await find('data-engineer', 'user'))?.relations?.length ||
      !(await find('admin', 'user'))?.relations?.length
    ) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  });
  afterAll(() => backend.stop());

  const as = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);

  async function find(name: string, kind = 'component') {
    const response = await request(backend.server)
      .get(`/api/catalog/entities/by-name/${kind}/default/${name}`)
      .set('authorization', mockCredentials.service.header());
    return response.status === 200 ? response.body : undefined;
  }

  async function remove(name: string, who: string) {
    const { uid } = (await find(name)).metadata;
    const response = await request(backend.server)
      .delete(`/api/catalog/entities/by-uid/${uid}`)
      .set('authorization', as(who));
    return response.status;
  }

  const register = (who: string, query = '') =>
    request(backend.server)
      .post(`/api/catalog/locations${query}`)
      .set('authorization', as(who))
      .send({ type: 'url', target: 'https://git.example.com/shadow.yaml' });

  it('shows everything to everybody who is signed in', async () => {
    for (const who of ['ml-engineer', 'data-engineer', 'newcomer']) {
      const response = await request(backend.server)
        .get('/api/catalog/entities?filter=kind=component')
        .set('authorization', as(who));
      expect(
        response.body.map((item: any) => item.metadata.name).sort(),
      ).toEqual(['data-service', 'ml-service']);
    }
  });

  it('shows nothing to somebody who is not signed in', async () => {
    const response = await request(backend.server)
      .get('/api/catalog/entities')
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });

  it('lets nobody but the owners refresh an entity', async () => {
    const refresh = async (who: string) =>
      (
        await request(backend.server)
          .post('/api/catalog/refresh')
          .set('authorization', as(who))
          .send({ entityRef: 'component:default/ml-service' })
      ).status;
    expect(await refresh('data-engineer')).toBe(403);
    expect(await refresh('newcomer')).toBe(403);
    expect(await refresh('ml-engineer')).toBe(200);
    expect(await refresh('admin')).toBe(200);
  });

  it('lets everybody register, but a registered file takes no entity from its owner', async () => {
    expect((await register('newcomer')).status).toBe(201);

    while (!(await find('gift'))) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect((await find('data-service')).spec.owner).toBe(
      'group:default/data-team',
    );
    expect(await remove('data-service', 'ml-engineer')).toBe(403);
  });

  it('lets only administrators remove a registered location', async () => {
    const locations = await request(backend.server)
      .get('/api/catalog/locations')
      .set('authorization', as('ml-engineer'));
    const { id } = locations.body.map((item: any) => item.data)[0];
    const unregister = async (who: string) =>
      (
        await request(backend.server)
          .delete(`/api/catalog/locations/${id}`)
          .set('authorization', as(who))
      ).status;
    expect(await unregister('ml-engineer')).toBe(403);
    expect(await unregister('admin')).toBe(204);
  });

  it('lets a team delete what is its own and not what is another team’s', async () => {
    expect(await remove('data-service', 'ml-engineer')).toBe(403);
    expect(await remove('ml-service', 'data-engineer')).toBe(403);
    expect((await find('data-service')).metadata.name).toBe('data-service');
    expect(await remove('ml-service', 'ml-engineer')).toBe(204);
  });
});
