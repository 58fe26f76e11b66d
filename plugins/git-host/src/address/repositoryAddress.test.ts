import { repositoryAddresses, repositoryOfEntity } from './repositoryAddress';

const addresses = repositoryAddresses({
  owner: 'ml-team',
  name: 'churn',
});

it('writes a slash inside a branch as %2F and keeps those of the path', () => {
  expect(addresses.tree('feature/x', 'src/app')).toBe(
    '/git/ml-team/churn/tree/feature%2Fx/src/app',
  );
  expect(addresses.tree('main')).toBe('/git/ml-team/churn/tree/main');
});

it('escapes what would end the path of an address', () => {
  expect(addresses.blob('main', 'docs/100% #1?.md')).toBe(
    '/git/ml-team/churn/blob/main/docs/100%25%20%231%3F.md',
  );
});

const entity = (location?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'churn',
    annotations: location
      ? { 'backstage.io/source-location': location }
      : undefined,
  },
});

it.each([
  ['url:http://portal:7007/git/ml-team/churn/tree/main/', true],
  ['url:http://portal:7007/git/ml-team/churn', true],
  ['url:https://github.com/git/git/tree/master/', false],
  ['url:http://portal:7007/git/ml-team', false],
  ['file:/srv/catalog-info.yaml', false],
  ['nonsense', false],
  [undefined, false],
])('source location %s lies on this host: %s', (location, expected) => {
  expect(repositoryOfEntity(entity(location), 'http://portal:7007')).toEqual(
    expected ? { owner: 'ml-team', name: 'churn' } : undefined,
  );
});
