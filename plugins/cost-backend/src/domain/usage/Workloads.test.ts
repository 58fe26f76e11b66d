import { Workloads } from './Workloads';

const sample = (labels: Record<string, string>) => ({
  labels,
  value: 1,
  text: '1',
});
const NOTHING = {
  podOwners: [],
  replicaSetOwners: [],
  jobOwners: [],
  recordedOwners: [],
};
const pod = { namespace: 'shop', pod: 'checkout-7d9c5b8f6d-xbbcd' };

describe('Workloads', () => {
  it('follows owners up to what people write, within a cluster', () => {
    const workloads = new Workloads(
      {
        ...NOTHING,
        podOwners: [
          sample({
            ...pod,
            owner_kind: 'ReplicaSet',
            owner_name: 'checkout-7d9c5b8f6d',
          }),
        ],
        replicaSetOwners: [
          sample({
            cluster: 'other',
            namespace: 'shop',
            replicaset: 'checkout-7d9c5b8f6d',
            owner_kind: 'Rollout',
            owner_name: 'checkout',
          }),
        ],
      },
      'prod',
    );
    expect(workloads.of(pod)).toEqual({
      cluster: 'prod',
      namespace: 'shop',
      kind: 'ReplicaSet',
      name: 'checkout-7d9c5b8f6d',
    });
  });

  it('takes what a recording rule says where nothing else does', () => {
    const workloads = new Workloads(
      {
        ...NOTHING,
        recordedOwners: [
          sample({
            ...pod,
            cluster: 'a',
            workload: 'checkout',
            workload_type: 'deployment',
          }),
        ],
      },
      'prod',
    );
    expect(workloads.of({ ...pod, cluster: 'a' })).toEqual({
      cluster: 'a',
      namespace: 'shop',
      kind: 'Deployment',
      name: 'checkout',
    });
    expect(workloads.of(pod)?.kind).toBe(undefined);
  });

  it.each([
    ['checkout-7d9c5b8f6d-xbbcd', 'checkout'],
    ['agent-bcdfg', 'agent'],
    ['ledger-0', 'ledger'],
    ['by-hand', 'by-hand'],
    ['etcd', 'etcd'],
  ])(
    'tells by the name of the pod %s what it belongs to, and not which kind',
    (name, workload) => {
      expect(
        new Workloads(NOTHING, 'prod').of({ namespace: 'shop', pod: name }),
      ).toEqual({ cluster: 'prod', namespace: 'shop', name: workload });
    },
  );

  it('knows nothing of series without a pod', () => {
    expect(new Workloads(NOTHING, 'prod').of({ namespace: 'shop' })).toBe(
      undefined,
    );
  });

  it('takes any word for a kind', () => {
    const workloads = new Workloads(
      {
        ...NOTHING,
        podOwners: [
          sample({ ...pod, owner_kind: 'constructor', owner_name: 'x' }),
        ],
      },
      'prod',
    );
    expect(workloads.of(pod)).toMatchObject({ kind: 'constructor', name: 'x' });
  });

  it('takes a pod that a node owns for itself', () => {
    const etcd = { namespace: 'kube-system', pod: 'etcd-node-a' };
    const workloads = new Workloads(
      {
        ...NOTHING,
        podOwners: [
          sample({ ...etcd, owner_kind: 'Node', owner_name: 'node-a' }),
        ],
      },
      'prod',
    );
    expect(workloads.of(etcd)).toMatchObject({
      kind: 'Pod',
      name: 'etcd-node-a',
    });
  });

  it('takes a pod that nothing owns for itself', () => {
    const workloads = new Workloads(
      {
        ...NOTHING,
        podOwners: [
          sample({
            namespace: 'shop',
            pod: 'by-hand',
            owner_kind: '<none>',
            owner_name: '<none>',
          }),
        ],
      },
      'prod',
    );
    expect(workloads.of({ namespace: 'shop', pod: 'by-hand' })?.name).toBe(
      'by-hand',
    );
  });
});
