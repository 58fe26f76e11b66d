import { mockServices } from '@backstage/backend-test-utils';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createAssertMember } from './assertMember';

const assertMember = createAssertMember({
  auth: mockServices.auth(),
  catalog: {
    getEntityByRef: async ref =>
      ref === 'user:default/guest'
        ? {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'guest' },
            relations: [
              { type: 'memberOf', targetRef: 'group:default/ml-team' },
              { type: 'hasPart', targetRef: 'group:default/core-team' },
            ],
          }
        : undefined,
  } as Partial<CatalogService> as CatalogService,
});

it('lets members pass', async () => {
  await expect(
    assertMember('user:default/guest', 'ml-team'),
  ).resolves.toBeUndefined();
});

it.each([
  ['user:default/guest', 'core-team'],
  ['user:default/stranger', 'ml-team'],
  [undefined, 'ml-team'],
])('refuses %s for %s and names the team', async (userRef, owner) => {
  await expect(assertMember(userRef, owner)).rejects.toThrow(
    `Only members of group:default/${owner} may create repositories`,
  );
});
