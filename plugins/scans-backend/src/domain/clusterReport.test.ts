import { Entity } from '@backstage/catalog-model';
import {
  ResourceMetadata,
  findEntity,
  readRunning,
  subjectOf,
  targetOf,
} from './clusterReport';

const entity = (name: string, annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [
        `backstage.io/kubernetes-${key}`,
        value,
      ]),
    ),
  },
});

describe('subjectOf and targetOf', () => {
  const target = (metadata: ResourceMetadata) =>
    targetOf('prod-1', 'VulnerabilityReport', subjectOf(metadata));

  it('stay the same over versions of a workload', () => {
    const at = (hash: string) =>
      target({
        name: `replicaset-checkout-${hash}-app`,
        namespace: 'shop',
        labels: {
          'trivy-operator.resource.kind': 'ReplicaSet',
          'trivy-operator.resource.name': `checkout-${hash}`,
          'trivy-operator.container.name': 'app',
        },
      });
    expect(at('5d8f7c9b4')).toBe(
      'prod-1/VulnerabilityReport/shop/Deployment/checkout/app',
    );
    expect(at('7bc4d8f6b')).toBe(at('5d8f7c9b4'));
  });

  it('tell the runs of a cron job from no other job', () => {
    const of = (name: string) =>
      target({
        namespace: 'shop',
        ownerReferences: [{ kind: 'Job', name, controller: true }],
      });
    expect(of('backup-28123456')).toBe(
      'prod-1/VulnerabilityReport/shop/CronJob/backup',
    );
    expect(of('backup')).toBe('prod-1/VulnerabilityReport/shop/Job/backup');
  });

  it('go without a namespace for what the whole cluster has', () => {
    expect(
      target({
        name: 'clusterrole-6f69bb5b79',
        labels: {
          'trivy-operator.resource.kind': 'ClusterRole',
          'trivy-operator.resource.name': 'admin',
        },
      }),
    ).toBe('prod-1/VulnerabilityReport/ClusterRole/admin');
    expect(target({ name: 'cis' })).toBe('prod-1/VulnerabilityReport/cis');
  });
});

describe('findEntity', () => {
  const find = (entities: Entity[], subject: object, cluster = 'prod-1') =>
    findEntity(readRunning(entities), {
      cluster,
      subject: { namespace: 'shop', ...subject },
    })?.entityRef;
  const CHECKOUT = entity('checkout', { id: 'checkout', namespace: 'shop' });
  const CART = entity('cart', { id: 'cart' });

  it('goes by the label before the name of the workload', () => {
    expect(
      find([CHECKOUT, CART], { kubernetesId: 'cart', name: 'checkout' }),
    ).toBe('component:default/cart');
    expect(find([CHECKOUT, CART], { name: 'checkout' })).toBe(
      'component:default/checkout',
    );
  });

  it('gives the rest of a namespace to the only entity that names it', () => {
    expect(find([CHECKOUT, CART], { name: 'redis' })).toBe(
      'component:default/checkout',
    );
    const other = entity('orders', { namespace: 'shop' });
    expect(find([CHECKOUT, other], { name: 'redis' })).toBeUndefined();
    expect(find([CART], { name: 'redis' })).toBeUndefined();
  });

  it('keeps to namespace and cluster', () => {
    expect(
      find([CHECKOUT], { namespace: 'core', name: 'checkout' }),
    ).toBeUndefined();
    const staging = entity('checkout', { id: 'checkout', cluster: 'staging' });
    expect(find([staging], { name: 'checkout' })).toBeUndefined();
    expect(find([staging], { name: 'checkout' }, 'staging')).toBe(
      'component:default/checkout',
    );
  });

  it('does not fall back when a label names an unknown id', () => {
    expect(
      find([CHECKOUT], { kubernetesId: 'gone', name: 'checkout' }),
    ).toBeUndefined();
  });
});
