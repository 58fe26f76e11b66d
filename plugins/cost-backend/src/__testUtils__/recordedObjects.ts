import { RecordedSeries } from './recordedPrometheus';

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
const MEBIBYTE = 2 ** 20;
export const GIBIBYTE = 2 ** 30;

/** Six o'clock in the morning; two whole days are looked at. */
export const NOW = '2026-11-10T06:00:00.000Z';
export const nowMs = Date.parse(NOW);
export const beginMs = Date.parse('2026-11-08T00:00:00Z');
export const endMs = Date.parse('2026-11-10T00:00:00Z');
export const between = (fromMs: number, toMs: number) => ({ fromMs, toMs });

/** When everything is recorded, every two minutes. */
export const RECORDED = {
  fromMs: beginMs - 10 * MINUTE_MS,
  toMs: nowMs,
  stepMs: 2 * MINUTE_MS,
};

interface TestPod {
  namespace?: string;
  pod: string;
  owner: [kind: string, name: string];
  node?: string;
  /** Cores that it requests, and uses: one number, or another in the last tenth of the two days. */
  cpu?: [request: number, use: number, lateUse?: number];
  /** Mebibytes that it requests, and uses at most. */
  memory?: [request: number, most: number];
  gpus?: Record<string, number>;
  labels?: Record<string, string>;
  fromMs?: number;
  toMs?: number;
  /** What it said before, of what it requests. */
  phase?: 'Running' | 'Succeeded';
}

const lateMs = beginMs + 0.9 * (endMs - beginMs);
const peakMs = beginMs + 30 * HOUR_MS;

/** Seconds of CPU until some time: a counter. */
function countSeconds(use: number, lateUse: number) {
  return (timeMs: number) => {
    const early = Math.min(timeMs, lateMs) - RECORDED.fromMs;
    const late = Math.max(0, timeMs - lateMs);
    // What happens on the day that has not ended is not looked at
    const today = Math.max(0, timeMs - endMs);
    return (early * use + late * lateUse + today * 5) / 1000;
  };
}

/** Series of a pod. */
export function recordPod(given: TestPod): RecordedSeries[] {
  const { namespace = 'shop', pod, owner, node = 'node-a' } = given;
  const { cpu, memory, gpus = {}, labels = {}, phase = 'Running' } = given;
  const { fromMs, toMs } = given;
  const on = { namespace, pod };
  const container = { ...on, container: 'app' };
  const requests = {
    ...(cpu ? { cpu: cpu[0] } : {}),
    ...(memory ? { memory: memory[0] * MEBIBYTE } : {}),
    ...gpus,
  };
  return [
    {
      name: 'kube_pod_owner',
      labels: { ...on, owner_kind: owner[0], owner_name: owner[1] },
      value: 1,
    },
    {
      name: 'kube_pod_status_phase',
      labels: { ...on, phase },
      value: 1,
    },
    {
      name: 'kube_pod_labels',
      labels: {
        ...on,
        ...Object.fromEntries(
          Object.entries(labels).map(([key, value]) => [`label_${key}`, value]),
        ),
      },
      value: 1,
    },
    ...Object.entries(requests).map(([resource, value]) => ({
      name: 'kube_pod_container_resource_requests',
      labels: { ...container, node, resource },
      value,
    })),
    ...(cpu
      ? [
          {
            name: 'container_cpu_usage_seconds_total',
            labels: { ...container, image: 'app:1' },
            value: countSeconds(cpu[1], cpu[2] ?? cpu[1]),
            fromMs,
            toMs,
          },
          // What holds the pod together does not count
          {
            name: 'container_cpu_usage_seconds_total',
            labels: { ...on, container: 'POD' },
            value: countSeconds(9, 9),
          },
        ]
      : []),
    ...(memory
      ? [
          {
            name: 'container_memory_working_set_bytes',
            labels: { ...container, image: 'app:1' },
            value: (timeMs: number) =>
              memory[1] * MEBIBYTE - (timeMs === peakMs ? 0 : MEBIBYTE),
            fromMs,
            toMs,
          },
        ]
      : []),
  ];
}

/** A Deployment with the ReplicaSet of its pods. */
export function recordDeployment(
  name: string,
  pods: readonly Omit<TestPod, 'pod' | 'owner'>[],
  generation: RecordedSeries['value'] = 3,
): RecordedSeries[] {
  const hash = '7d9c5b8f6d';
  const replicaset = `${name}-${hash}`;
  const namespace = pods[0].namespace ?? 'shop';
  return [
    ...pods.flatMap((pod, index) =>
      recordPod({
        ...pod,
        pod: `${replicaset}-x${'bc'[index]}bcd`,
        owner: ['ReplicaSet', replicaset],
      }),
    ),
    {
      name: 'kube_replicaset_owner',
      labels: {
        namespace,
        replicaset,
        owner_kind: 'Deployment',
        owner_name: name,
      },
      value: 1,
    },
    {
      name: 'kube_deployment_metadata_generation',
      labels: { namespace, deployment: name },
      value: generation,
    },
  ];
}

/** Series of a node. */
export function recordNode(options: {
  node: string;
  type: string;
  core: number;
  gibibyte: number;
  isSpot?: boolean;
}): RecordedSeries[] {
  const { node, type, core, gibibyte, isSpot = false } = options;
  const labels = { node, instance_type: type };
  return [
    { name: 'node_cpu_hourly_cost', labels, value: core },
    { name: 'node_ram_hourly_cost', labels, value: gibibyte },
    { name: 'kubecost_node_is_spot', labels: { node }, value: Number(isSpot) },
  ];
}

/** Series of a claim. */
export function recordClaim(
  persistentvolumeclaim: string,
  gibibytes: number,
): RecordedSeries[] {
  const labels = { namespace: 'shop', persistentvolumeclaim };
  return [
    {
      name: 'kube_persistentvolumeclaim_info',
      labels: { ...labels, volumename: `pv-${persistentvolumeclaim}` },
      value: 1,
    },
    {
      name: 'kube_persistentvolumeclaim_resource_requests_storage_bytes',
      labels,
      value: gibibytes * GIBIBYTE,
    },
  ];
}
