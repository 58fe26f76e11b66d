import { CLAIMS, NODES } from './sampleUsageLandscape.mjs';
import {
  CONTAINER,
  byPod,
  requests,
  generations,
  autoscalers,
  jobOwners,
  replicaSetOwners,
  daily,
  below,
  samples,
  gpus,
  claims,
  volumeOf,
  ofNodes,
  objectLabels,
  labelsOf,
} from './sampleUsageSeries.mjs';

/** By what an expression holds, the first that fits: its answer at one time. */
const INSTANT = [
  [
    /(max|min)_over_time\(kube_pod_container_resource_requests/,
    nowMs => requests(nowMs, () => true),
  ],
  [
    /kube_pod_container_resource_requests/,
    nowMs => requests(nowMs, ({ isThere }) => isThere),
  ],
  [
    /kube_pod_status_phase/,
    nowMs =>
      byPod(nowMs, ({ pod }) =>
        pod.day === undefined ? [{ metric: labelsOf(pod), value: 1 }] : [],
      ),
  ],
  // None of the sample's models hands out tokens
  [/increase\(vllm:/, () => []],
  // The rule of the Kubernetes mixin is not among what is recorded here
  [/namespace_workload_pod/, () => []],
  [
    /kube_pod_owner/,
    nowMs =>
      byPod(nowMs, ({ pod }) => [
        {
          metric: {
            ...labelsOf(pod),
            owner_kind: pod.owner.kind,
            owner_name: pod.owner.name,
          },
          value: 1,
        },
      ]),
  ],
  [/kube_replicaset_owner/, replicaSetOwners],
  [/kube_job_owner/, jobOwners],
  [/^max by .*_metadata_generation/, () => generations(true)],
  [/^min by .*_metadata_generation/, () => generations(false)],
  [/kube_horizontalpodautoscaler_info/, autoscalers],
  [/kube_horizontalpodautoscaler_spec/, () => []],
  [
    /quantile_over_time\(0\.95/,
    nowMs =>
      byPod(nowMs, ({ workload, pod }) => [
        {
          metric: { ...labelsOf(pod), container: CONTAINER },
          value: workload.used.cores,
        },
      ]),
  ],
  [
    /last_terminated_reason/,
    nowMs =>
      byPod(nowMs, ({ workload, pod }) =>
        workload.isKilled
          ? [{ metric: { ...labelsOf(pod), container: CONTAINER }, value: 1 }]
          : [],
      ),
  ],
  [
    /count_over_time\(.*kube_persistentvolumeclaim_info.*\[(\d+)d:1h/,
    (_, [, days]) => claims(CLAIMS, () => Number(days) * 24),
  ],
  [
    /kube_persistentvolumeclaim_info/,
    () =>
      CLAIMS.map(claim => ({
        metric: {
          namespace: claim.namespace,
          persistentvolumeclaim: claim.name,
          volumename: volumeOf(claim),
        },
        value: 1,
      })),
  ],
  [
    /kube_persistentvolumeclaim_resource_requests_storage_bytes/,
    () => claims(CLAIMS, ({ bytes }) => bytes),
  ],
  [
    /kube_pod_spec_volumes_persistentvolumeclaims_info/,
    () =>
      CLAIMS.filter(({ pod }) => pod).map(({ namespace, pod, name }) => ({
        metric: { namespace, pod, persistentvolumeclaim: name },
        value: 1,
      })),
  ],
  [
    /kubelet_volume_stats_used_bytes/,
    () =>
      claims(
        CLAIMS.filter(({ usedBytes }) => usedBytes),
        ({ usedBytes }) => usedBytes,
      ),
  ],
  [/node_cpu_hourly_cost/, () => ofNodes(NODES, ({ core }) => core)],
  [/node_ram_hourly_cost/, () => ofNodes(NODES, ({ gibibyte }) => gibibyte)],
  [
    /node_gpu_hourly_cost/,
    () =>
      ofNodes(
        NODES.filter(({ gpu }) => gpu),
        ({ gpu }) => gpu,
      ),
  ],
  [
    /pv_hourly_cost/,
    () =>
      CLAIMS.filter(({ price }) => price).map(claim => ({
        metric: { persistentvolume: volumeOf(claim) },
        value: claim.price,
      })),
  ],
  [
    /kubecost_node_is_spot/,
    () => ofNodes(NODES, ({ isSpot }) => (isSpot ? 1 : 0)),
  ],
  [/kube_node_labels/, () => ofNodes(NODES, () => 1)],
  [/__name__=~"kube_/, objectLabels],
];

/** The same for what is asked at many times. */
const RANGE = [
  [/quantile_over_time\(0\.95/, daily(of => below(of.workload.used.cores, of))],
  [/count_over_time\(.*(cpu_usage|working_set)/, daily(samples)],
  [
    /container_memory_working_set_bytes/,
    daily(of => Math.round(below(of.workload.used.bytes, of))),
  ],
  [/DCGM_FI_DEV_GPU_UTIL/, gpus],
  [/DCGM_FI_PROF_GR_ENGINE_ACTIVE/, () => []],
];

/** Namespaces that an expression is about; undefined where it is about all. */
function namespacesOf(query) {
  const [, names] = /namespace=~"([^"]*)"/.exec(query) ?? [];
  return names === undefined ? undefined : new Set(names.split('|'));
}

function answer(rules, query, time) {
  for (const [pattern, listOf] of rules) {
    const match = pattern.exec(query);
    if (match) {
      const namespaces = namespacesOf(query);
      return listOf(time, match).filter(
        ({ metric }) => !namespaces || namespaces.has(metric.namespace),
      );
    }
  }
  return undefined;
}

const pairOf = (timeMs, value) => [timeMs / 1000, String(value)];

/**
 * What is recorded for an expression at one time; undefined where nothing was
 * recorded for it.
 *
 * @param {{ query: string, timeMs: number }} question
 */
export function answerInstant({ query, timeMs }) {
  return answer(INSTANT, query, timeMs)?.map(({ metric, value }) => ({
    metric,
    value: pairOf(timeMs, value),
  }));
}

/**
 * The same at many times.
 *
 * @param {{ query: string, startMs: number, endMs: number, stepMs: number }} question
 */
export function answerRange({ query, startMs, endMs, stepMs }) {
  const times = Array.from(
    { length: Math.floor((endMs - startMs) / stepMs) + 1 },
    (_, index) => startMs + index * stepMs,
  );
  return answer(RANGE, query, times)?.map(({ metric, points }) => ({
    metric,
    values: points.map(([timeMs, value]) => pairOf(timeMs, value)),
  }));
}
