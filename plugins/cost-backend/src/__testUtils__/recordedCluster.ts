import {
  beginMs,
  between,
  endMs,
  GIBIBYTE,
  HOUR_MS,
  nowMs,
  recordClaim,
  recordDeployment,
  recordNode,
  recordPod,
} from './recordedObjects';
import { RecordedSeries } from './recordedPrometheus';

const entity = (name: string) => ({ backstage_io_kubernetes_id: name });

/** What the exporters of a cluster record of two days: whatever there is advice about, and reasons for none. */
export const RECORDED_CLUSTER: readonly RecordedSeries[] = [
  ...recordNode({
    node: 'node-a',
    type: 'm5',
    core: 0.031611,
    gibibyte: 0.004237,
  }),
  ...recordNode({ node: 'node-b', type: 'm5', core: 0.04, gibibyte: 0.005 }),
  ...recordNode({
    node: 'node-s',
    type: 'm5',
    core: 0.011611,
    gibibyte: 0.001237,
    isSpot: true,
  }),
  { name: 'node_gpu_hourly_cost', labels: { node: 'node-a' }, value: 2.48 },

  // Could have less, and bears interruptions
  ...recordDeployment('checkout', [
    {
      cpu: [1, 0.2, 0.4],
      memory: [1024, 400],
      labels: entity('checkout'),
    },
    {
      cpu: [1, 0.1],
      memory: [1024, 300],
      labels: entity('checkout'),
      node: 'node-b',
    },
  ]),
  // Was changed yesterday
  ...recordDeployment(
    'cart',
    [{ cpu: [1, 0.2], memory: [1024, 100], labels: entity('cart') }],
    timeMs => (timeMs < endMs - 12 * HOUR_MS ? 1 : 2),
  ),
  // Scaled by usage over request, which makes generations
  ...recordDeployment(
    'search',
    [{ cpu: [1, 0.2] }, { cpu: [1, 0.2] }],
    timeMs => Math.floor(timeMs / HOUR_MS),
  ),
  {
    name: 'kube_horizontalpodautoscaler_info',
    labels: {
      namespace: 'shop',
      horizontalpodautoscaler: 'search-scaler',
      scaletargetref_kind: 'Deployment',
      scaletargetref_name: 'search',
    },
    value: 1,
  },
  // Measured for half of the time, and for five hours
  ...recordDeployment('gaps', [
    { cpu: [1, 0.2], ...between(beginMs, beginMs + 24 * HOUR_MS) },
  ]),
  ...recordDeployment('young', [
    { cpu: [1, 0.2], ...between(endMs - 5 * HOUR_MS, nowMs) },
  ]),
  // Has what it needs, has too little, was killed
  ...recordDeployment('fits', [{ cpu: [0.2, 0.2] }]),
  ...recordDeployment('tight', [{ memory: [128, 120] }]),
  ...recordDeployment('leaky', [{ memory: [1024, 200] }]),
  {
    name: 'kube_pod_container_status_last_terminated_reason',
    labels: {
      namespace: 'shop',
      pod: 'leaky-7d9c5b8f6d-xbbcd',
      container: 'app',
      reason: 'OOMKilled',
    },
    value: 1,
    ...between(endMs - HOUR_MS, nowMs),
  },
  // Another pod of it requested something else until yesterday
  ...recordDeployment('patched', [{ cpu: [1, 0.2] }], 1),
  {
    name: 'kube_pod_container_resource_requests',
    labels: {
      namespace: 'shop',
      pod: 'patched-7d9c5b8f6d-x9bcd',
      container: 'app',
      node: 'node-b',
      resource: 'cpu',
    },
    value: 2,
    ...between(beginMs, beginMs + 24 * HOUR_MS),
  },
  {
    name: 'kube_pod_owner',
    labels: {
      namespace: 'shop',
      pod: 'patched-7d9c5b8f6d-x9bcd',
      owner_kind: 'ReplicaSet',
      owner_name: 'patched-7d9c5b8f6d',
    },
    value: 1,
    ...between(beginMs, beginMs + 24 * HOUR_MS),
  },
  // Runs on nodes that may be interrupted
  ...recordDeployment('bold', [
    { cpu: [0.2, 0.2], node: 'node-s' },
    { cpu: [0.2, 0.2], node: 'node-s' },
  ]),
  // One pod for each node, one for a name, some by a plan
  ...recordPod({
    pod: 'agent-bcdfg',
    owner: ['DaemonSet', 'agent'],
    cpu: [0.5, 0.1],
  }),
  ...recordPod({
    pod: 'ledger-0',
    owner: ['StatefulSet', 'ledger'],
    memory: [2048, 1000],
    labels: entity('ledger'),
  }),
  ...[20, 44].flatMap(hour =>
    recordPod({
      pod: `nightly-2901${hour}-bcdfg`,
      owner: ['Job', `nightly-2901${hour}`],
      cpu: [2, 0.3],
      phase: 'Succeeded',
      ...between(beginMs + (hour - 5) * HOUR_MS, beginMs + hour * HOUR_MS),
    }),
  ),
  ...[20, 44].map(hour => ({
    name: 'kube_job_owner',
    labels: {
      namespace: 'shop',
      job_name: `nightly-2901${hour}`,
      owner_kind: 'CronJob',
      owner_name: 'nightly',
    },
    value: 1,
  })),

  // Two GPUs of which one does something, and a slice that does nothing
  ...recordDeployment('trainer', [{ gpus: { nvidia_com_gpu: 2 } }]),
  ...['GPU-1', 'GPU-2'].map((UUID, index) => ({
    name: 'DCGM_FI_DEV_GPU_UTIL',
    labels: {
      UUID,
      pod: 'dcgm-exporter-zzzzz',
      namespace: 'gpu-operator',
      exported_namespace: 'shop',
      exported_pod: 'trainer-7d9c5b8f6d-xbbcd',
      exported_container: 'app',
    },
    value: index === 0 ? 80 : 2,
  })),
  // Two of which one is measured: the other may be busy
  ...recordDeployment('indexer', [{ gpus: { nvidia_com_gpu: 2 } }]),
  {
    name: 'DCGM_FI_DEV_GPU_UTIL',
    labels: {
      UUID: 'GPU-5',
      namespace: 'shop',
      pod: 'indexer-7d9c5b8f6d-xbbcd',
      container: 'app',
    },
    value: 0,
  },
  ...recordDeployment('embedder', [{ gpus: { nvidia_com_mig_1g_5gb: 1 } }]),
  {
    name: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    labels: {
      UUID: 'GPU-3',
      GPU_I_ID: '7',
      namespace: 'shop',
      pod: 'embedder-7d9c5b8f6d-xbbcd',
      container: 'app',
    },
    value: 0.01,
  },

  // A volume that nobody mounts, one that is nearly empty, and one that was mounted yesterday
  ...recordClaim('old-data', 100),
  {
    name: 'pv_hourly_cost',
    labels: { persistentvolume: 'pv-old-data' },
    value: 0.00013,
  },
  ...recordClaim('ledger-data', 50),
  ...recordClaim('report-data', 10),
  {
    name: 'kubelet_volume_stats_used_bytes',
    labels: { namespace: 'shop', persistentvolumeclaim: 'ledger-data' },
    value: GIBIBYTE,
  },
  {
    name: 'kube_pod_spec_volumes_persistentvolumeclaims_info',
    labels: {
      namespace: 'shop',
      pod: 'ledger-0',
      persistentvolumeclaim: 'ledger-data',
    },
    value: 1,
  },
  {
    name: 'kube_pod_spec_volumes_persistentvolumeclaims_info',
    labels: {
      namespace: 'shop',
      pod: 'report-1',
      persistentvolumeclaim: 'report-data',
    },
    value: 1,
    ...between(beginMs, beginMs + HOUR_MS),
  },
];
