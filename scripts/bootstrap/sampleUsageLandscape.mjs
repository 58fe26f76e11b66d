/**
 * What runs in the cluster of the sample landscape and what of it is used: the
 * same workloads as in its bill, and about the same prices.
 */

const GIBIBYTE = 2 ** 30;
const MEBIBYTE = 2 ** 20;

/** Prices of an hour, as OpenCost exports them of nodes. */
const ON_DEMAND = { core: '0.035', gibibyte: '0.0047' };
export const NODES = [
  { name: 'general-1', type: 'general-8', ...ON_DEMAND },
  { name: 'general-2', type: 'general-8', ...ON_DEMAND },
  { name: 'general-3', type: 'general-8', ...ON_DEMAND },
  {
    name: 'general-4',
    type: 'general-8',
    core: '0.0126',
    gibibyte: '0.0017',
    isSpot: true,
  },
  { name: 'gpu-1', type: 'gpu-4', ...ON_DEMAND, gpu: '0.5625' },
  { name: 'gpu-2', type: 'gpu-4', ...ON_DEMAND, gpu: '0.5625' },
];

/**
 * `cores` and `bytes` are what each pod requests, `used` what 95 % of the time
 * is enough and what memory was used at most.
 */
export const WORKLOADS = [
  {
    namespace: 'core-production',
    name: 'backend',
    entity: 'backend',
    pods: 3,
    cores: 2,
    bytes: 6 * GIBIBYTE,
    used: { cores: 0.617, bytes: 2_310 * MEBIBYTE },
  },
  {
    namespace: 'core-production',
    name: 'frontend',
    entity: 'frontend',
    pods: 4,
    cores: 0.7,
    bytes: 2 * GIBIBYTE,
    used: { cores: 0.36, bytes: 690 * MEBIBYTE },
    isAutoscaled: true,
  },
  {
    namespace: 'core-production',
    name: 'replenishment',
    entity: 'replenishment',
    pods: 1,
    cores: 0.8,
    bytes: 4 * GIBIBYTE,
    used: { cores: 0.796, bytes: 3_555 * MEBIBYTE },
  },
  {
    namespace: 'ml-production',
    name: 'ml-backend',
    entity: 'ml-backend',
    pods: 2,
    cores: 3,
    bytes: 16 * GIBIBYTE,
    used: { cores: 1.74, bytes: 11_260 * MEBIBYTE },
    nodes: ['gpu-1', 'gpu-2'],
    // The second one came with a second replica, and has had nothing to do since
    gpuPercents: [46, 1.4],
  },
  {
    namespace: 'ml-production',
    name: 'demand-forecast-scoring',
    entity: 'demand-forecast-scoring',
    pods: 2,
    cores: 0.65,
    bytes: 2.5 * GIBIBYTE,
    used: { cores: 0.648, bytes: 2_220 * MEBIBYTE },
    nodes: ['general-4'],
  },
  {
    namespace: 'ml-production',
    name: 'ml-data-processing',
    entity: 'ml-data-processing',
    pods: 2,
    cores: 1.7,
    bytes: 9 * GIBIBYTE,
    used: { cores: 1.698, bytes: 5_410 * MEBIBYTE },
    nodes: ['general-4'],
  },
  {
    namespace: 'data-production',
    name: 'data-api',
    entity: 'data-api',
    pods: 2,
    cores: 0.85,
    bytes: 3.5 * GIBIBYTE,
    used: { cores: 0.312, bytes: 920 * MEBIBYTE },
  },
  {
    namespace: 'data-production',
    name: 'data-processor',
    entity: 'data-processor',
    pods: 4,
    cores: 1.6,
    bytes: 10 * GIBIBYTE,
    used: { cores: 0.94, bytes: 6_030 * MEBIBYTE },
    isChanged: true,
    nodes: ['general-4'],
  },
  {
    namespace: 'data-production',
    name: 'data-quality-jobs',
    kind: 'CronJob',
    entity: 'data-quality-jobs',
    cores: 4,
    bytes: 16 * GIBIBYTE,
    used: { cores: 3.998, bytes: 14_235 * MEBIBYTE },
  },
  {
    namespace: 'data-production',
    name: 'stream-processor',
    kind: 'StatefulSet',
    entity: 'stream-processor',
    pods: 3,
    cores: 1.3,
    bytes: 4.5 * GIBIBYTE,
    used: { cores: 0.524, bytes: 4_600 * MEBIBYTE },
    isKilled: true,
  },
  {
    namespace: 'ingress',
    name: 'ingress',
    kind: 'DaemonSet',
    entity: 'ingress',
    pods: 3,
    cores: 0.3,
    bytes: 896 * MEBIBYTE,
    used: { cores: 0.297, bytes: 779 * MEBIBYTE },
  },
  // Without a label: nobody said whose these are
  {
    namespace: 'monitoring',
    name: 'prometheus',
    kind: 'StatefulSet',
    pods: 1,
    cores: 2,
    bytes: 23 * GIBIBYTE,
    used: { cores: 1.21, bytes: 19_400 * MEBIBYTE },
  },
  {
    namespace: 'kube-system',
    name: 'dns',
    pods: 2,
    cores: 0.25,
    bytes: 896 * MEBIBYTE,
    used: { cores: 0.247, bytes: 61 * MEBIBYTE },
  },
];

/** Volumes: `pod` mounts it, where one does; `price` is of a GiB and hour. */
export const CLAIMS = [
  {
    namespace: 'data-production',
    name: 'data-stream-processor-0',
    pod: 'stream-processor-0',
    entity: 'stream-processor',
    bytes: 40 * GIBIBYTE,
    usedBytes: 21 * GIBIBYTE,
    price: '0.00011',
  },
  {
    namespace: 'monitoring',
    name: 'data-prometheus-0',
    pod: 'prometheus-0',
    bytes: 200 * GIBIBYTE,
    usedBytes: 118 * GIBIBYTE,
    price: '0.00011',
  },
  {
    namespace: 'core-production',
    name: 'orders-archive-2025',
    entity: 'backend',
    bytes: 250 * GIBIBYTE,
    price: '0.00011',
  },
  // On a store of which nobody exports a price
  {
    namespace: 'ml-production',
    name: 'notebook-scratch',
    entity: 'ml-data-processing',
    bytes: 50 * GIBIBYTE,
  },
];
