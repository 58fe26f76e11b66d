import { readEntityRef } from './entityRef';

describe('readEntityRef', () => {
  it.each([
    ['checkout', 'component:default/checkout'],
    ['Component:Default/Checkout', 'component:default/checkout'],
    ['group:data', 'group:default/data'],
    ['shop/cart', 'component:shop/cart'],
    ['resource:ml/fraud.v2_b-1', 'resource:ml/fraud.v2_b-1'],
  ])('reads %s as %s', (text, ref) => {
    expect(readEntityRef(text)).toBe(ref);
  });

  it.each([
    '',
    ' checkout',
    'a:b:c',
    'a/b/c',
    'component:default/',
    ':default/checkout',
    'component:default/-checkout',
    'component:default/checkout.',
    'component:my_space/checkout',
    'component:default/check out',
    '1kind:default/checkout',
    'prüfung',
    `component:default/${'x'.repeat(64)}`,
    'x'.repeat(100_000),
  ])('finds no entity in %j', text => {
    expect(readEntityRef(text)).toBeUndefined();
  });
});
