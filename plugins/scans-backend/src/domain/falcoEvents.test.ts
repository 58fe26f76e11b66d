import { readRunning } from './clusterReport';
import { groupEvents, splitEvents } from './falcoEvents';

const event = (fields: object, more: object = {}) => ({
  rule: 'Terminal shell in container',
  output_fields: { 'k8s.ns.name': 'shop', ...fields },
  ...more,
});

describe('splitEvents', () => {
  it('reads one event, a list, and one on each line', () => {
    const one = event({});
    const text = JSON.stringify(one);
    expect(splitEvents(text)).toEqual([one]);
    expect(splitEvents(JSON.stringify([one, one]))).toEqual([one, one]);
    expect(splitEvents(`${text}\n${text}\n\n`)).toEqual([one, one]);
  });

  it.each(['', 'null', '[]', '7', '{', '[{}, 1]', '{}\nnonsense'])(
    'knows no events in %j',
    text => {
      expect(splitEvents(text)).toBeUndefined();
    },
  );
});

describe('groupEvents', () => {
  const entity = (name: string, annotations: Record<string, string> = {}) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { 'backstage.io/kubernetes-id': name, ...annotations },
    },
  });
  const running = readRunning([
    entity('checkout'),
    entity('cart', { 'backstage.io/kubernetes-cluster': 'prod-1' }),
  ]);
  const group = (fields: object, cluster?: string) => {
    const { groups, ignored } = groupEvents([event(fields)], {
      running,
      cluster,
    });
    return ignored > 0 ? undefined : [...groups.keys()].join();
  };

  it.each([
    ['k8s.pod.name', 'checkout-5d8f7c9b4-x7k2p'],
    ['k8smeta.pod.name', 'checkout-5d8f7c9b4-x7k2p'],
    ['k8s.deployment.name', 'checkout'],
    ['ka.target.name', 'checkout'],
  ])('goes by the workload in %s', (field, name) => {
    expect(group({ [field]: name })).toBe('component:default/checkout');
  });

  it('keeps to the cluster of the sender', () => {
    expect(group({ 'k8s.deployment.name': 'cart' })).toBeUndefined();
    expect(group({ 'k8s.deployment.name': 'cart' }, 'prod-1')).toBe(
      'component:default/cart',
    );
  });

  it.each([
    { 'k8s.pod.name': '<NA>' },
    { 'k8s.ns.name': null, 'k8s.pod.name': 'checkout-5d8f7c9b4-x7k2p' },
    { 'k8s.deployment.name': ['checkout'] },
    { 'k8s.deployment.name': 'ledger' },
  ])('leaves out %j', fields => {
    expect(group(fields)).toBeUndefined();
  });

  it('leaves out what has no fields', () => {
    expect(
      groupEvents([{ rule: 'x' }, { output_fields: [1] }], {
        running,
        cluster: undefined,
      }),
    ).toEqual({ groups: new Map(), ignored: 2 });
  });
});
