import { checkout, team } from '../../__testUtils__/renderScans';
import { isExpectedToBeScanned, isScannable, isTeam } from './isScannable';
import { nameOf, nameOfActor } from './nameOf';

const of = (kind: string, type?: string) => ({
  ...checkout,
  kind,
  spec: { type },
});

it('is about what a scanner can look at, and not about data or people', () => {
  expect(isScannable(checkout)).toBe(true);
  expect(isScannable(of('System'))).toBe(true);
  expect(isScannable(of('Resource', 'kubernetes-cluster'))).toBe(true);
  expect(isScannable(of('Resource', 'dataset'))).toBe(false);
  expect(isScannable(of('API', 'openapi'))).toBe(true);
  expect(isScannable(of('Location', 'url'))).toBe(false);
  expect(isTeam(team)).toBe(true);
});

it('misses a scan only where one is expected', () => {
  expect(isExpectedToBeScanned(checkout)).toBe(true);
  expect(isExpectedToBeScanned(of('Resource', 'kubernetes-cluster'))).toBe(
    true,
  );
  expect(isExpectedToBeScanned(of('Resource', 'bucket'))).toBe(false);
  expect(isExpectedToBeScanned(of('System'))).toBe(false);
  expect(isExpectedToBeScanned(of('API', 'openapi'))).toBe(false);
});

it('says kind and namespace only where they are not the usual ones', () => {
  expect(nameOf('component:default/checkout')).toBe('checkout');
  expect(nameOf('system:shop/storefront')).toBe('system:shop/storefront');
  expect(nameOfActor(undefined)).toBe('Plumbline');
  expect(nameOfActor('user:default/ada')).toBe('ada');
});
