import { isTeam } from './isTeam';
import { nameOf, nameOfActor } from './nameOf';

it('says kind and namespace only where they are not the usual ones', () => {
  expect(nameOf('component:default/checkout')).toBe('checkout');
  expect(nameOf('system:shop/storefront')).toBe('system:shop/storefront');
});

it('calls people by name, machines as they are called, and nobody Plumbline', () => {
  expect(nameOfActor(undefined)).toBe('Plumbline');
  expect(nameOfActor('user:default/ada')).toBe('ada');
  expect(nameOfActor('external:ci-checkout')).toBe('ci-checkout');
});

it('takes groups for teams, and nobody else', () => {
  const of = (kind: string) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'ml-team' },
  });
  expect(isTeam(of('Group'))).toBe(true);
  expect(isTeam(of('User'))).toBe(false);
});
