import { IdentityApi } from '@backstage/frontend-plugin-api';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { fetchMyTeams } from './fetchMyTeams';

const identityApi = {
  getBackstageIdentity: async () => ({
    type: 'user',
    userEntityRef: 'user:default/guest',
    ownershipEntityRefs: ['user:default/guest', 'group:default/left-long-ago'],
  }),
} as unknown as IdentityApi;

const user = (...groups: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'guest', namespace: 'default' },
  spec: { memberOf: groups },
  relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
});
const group = (name: string, displayName?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [], profile: { displayName } },
});

it('asks the catalog, not the claims of an old token', async () => {
  const catalogApi = catalogApiMock({
    entities: [
      user('group:default/ml-team', 'group:default/data-team'),
      group('ml-team', 'ML team'),
      group('data-team'),
      group('left-long-ago'),
    ],
  });
  await expect(fetchMyTeams({ identityApi, catalogApi })).resolves.toEqual([
    { ref: 'group:default/data-team', name: 'data-team', title: 'data-team' },
    { ref: 'group:default/ml-team', name: 'ml-team', title: 'ML team' },
  ]);
});

it('leaves out groups that do not exist or live in another namespace', async () => {
  const catalogApi = catalogApiMock({
    entities: [user('group:default/gone', 'group:other/ml-team')],
  });
  await expect(fetchMyTeams({ identityApi, catalogApi })).resolves.toEqual([]);
});

it('knows no teams of a user the catalog does not know', async () => {
  const catalogApi = catalogApiMock({ entities: [] });
  await expect(fetchMyTeams({ identityApi, catalogApi })).resolves.toEqual([]);
});
