import { RecordedUsage } from '../domain/usage/RecordedUsage';

/** Points of usage are five minutes apart, as `rate` needs samples within them. */
const STEP = '5m';

const POD = 'cluster, namespace, pod';
const CONTAINER = `${POD}, container`;
const CLAIM = 'cluster, namespace, persistentvolumeclaim';
const GPU =
  'cluster, namespace, pod, container, exported_namespace, exported_pod, exported_container, UUID, GPU_I_ID';

/** What the expressions of queries are made with. */
interface QueryWords {
  /** From the begin of the window until now. */
  sinceBegin: string;
  /** The window. */
  window: string;
  /** Conditions on namespaces; empty where all are meant. */
  namespaces: string;
}

/**
 * When a query is asked for: once, `now` or at the `end` of the window; or for
 * each `day` or `hour` of it. Those of a `namespace` touch every sample of
 * every pod: they are asked for some namespaces at a time.
 */
export interface UsageQuery {
  at: 'now' | 'end' | 'day' | 'hour';
  isByNamespace?: boolean;
  expression(words: QueryWords): string;
}

type QueryName = Exclude<keyof RecordedUsage, 'window'>;

/** Names of queries that are answered by samples, and of those by series. */
export type SampleQueryName = {
  [Name in QueryName]: 'points' extends keyof RecordedUsage[Name][number]
    ? never
    : Name;
}[QueryName];
export type SeriesQueryName = Exclude<QueryName, SampleQueryName>;

/** Containers of pods, without the one that holds a pod together. */
const containers = (namespaces: string) =>
  `{container!="", container!="POD"${namespaces && `, ${namespaces}`}}`;
const within = (namespaces: string) => (namespaces ? `{${namespaces}}` : '');
const now = (expression: string): UsageQuery => ({
  at: 'now',
  expression: () => expression,
});

/** Cores in use: the most of what several scrapes of the same container say. */
const cores = (namespaces: string) =>
  `max by (${CONTAINER}) (rate(container_cpu_usage_seconds_total${containers(namespaces)}[${STEP}]))`;

const generations = (bound: 'max' | 'min', window: string) => {
  const over = (name: string) => `${bound}_over_time(${name}[${window}])`;
  const kinds = ['deployment', 'statefulset', 'daemonset'];
  return kinds
    .map(
      kind =>
        `${bound} by (cluster, namespace, ${kind}) (${over(`kube_${kind}_metadata_generation`)} or ${over(`kube_${kind}_status_observed_generation`)})`,
    )
    .join(' or ');
};

/**
 * What is asked of a Prometheus, once a day. Everything that pods have of their
 * own is asked for until the begin of the window, also of pods that are gone.
 * Aggregations take the maximum, so that exporters that run twice do not count
 * twice.
 */
export const USAGE_QUERIES: Readonly<Record<QueryName, UsageQuery>> = {
  requests: now(
    `max by (${CONTAINER}, node, resource) (kube_pod_container_resource_requests)`,
  ),
  running: now(
    `max by (${POD}) (kube_pod_status_phase{phase=~"Running|Pending"} == 1)`,
  ),
  requestsMost: {
    at: 'now',
    isByNamespace: true,
    expression: ({ sinceBegin, namespaces }) =>
      `max by (${CONTAINER}, node, resource) (max_over_time(kube_pod_container_resource_requests${within(namespaces)}[${sinceBegin}]))`,
  },
  requestsLeast: {
    at: 'now',
    isByNamespace: true,
    expression: ({ sinceBegin, namespaces }) =>
      `min by (${CONTAINER}, node, resource) (min_over_time(kube_pod_container_resource_requests${within(namespaces)}[${sinceBegin}]))`,
  },

  podOwners: {
    at: 'now',
    isByNamespace: true,
    expression: ({ sinceBegin, namespaces }) =>
      `max by (${POD}, owner_kind, owner_name) (last_over_time(kube_pod_owner${within(namespaces)}[${sinceBegin}]))`,
  },
  replicaSetOwners: {
    at: 'now',
    expression: ({ sinceBegin }) =>
      `max by (cluster, namespace, replicaset, owner_kind, owner_name) (last_over_time(kube_replicaset_owner[${sinceBegin}]))`,
  },
  jobOwners: {
    at: 'now',
    expression: ({ sinceBegin }) =>
      `max by (cluster, namespace, job_name, owner_kind, owner_name) (last_over_time(kube_job_owner[${sinceBegin}]))`,
  },
  recordedOwners: {
    at: 'now',
    isByNamespace: true,
    expression: ({ sinceBegin, namespaces }) =>
      `max by (${POD}, workload, workload_type) (last_over_time(namespace_workload_pod:kube_pod_owner:relabel${within(namespaces)}[${sinceBegin}]))`,
  },
  generationsMost: {
    at: 'now',
    expression: ({ sinceBegin }) => generations('max', sinceBegin),
  },
  generationsLeast: {
    at: 'now',
    expression: ({ sinceBegin }) => generations('min', sinceBegin),
  },
  autoscalers: now(
    'max by (cluster, namespace, horizontalpodautoscaler, scaletargetref_kind, scaletargetref_name) (kube_horizontalpodautoscaler_info)',
  ),
  namedAutoscalers: now(
    'max by (cluster, namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_target_metric or kube_horizontalpodautoscaler_spec_max_replicas)',
  ),

  cpuQuantiles: {
    at: 'end',
    isByNamespace: true,
    expression: ({ window, namespaces }) =>
      `quantile_over_time(0.95, ${cores(namespaces)}[${window}:${STEP}])`,
  },
  cpuQuantilesByDay: {
    at: 'day',
    isByNamespace: true,
    expression: ({ namespaces }) =>
      `quantile_over_time(0.95, ${cores(namespaces)}[1d:${STEP}])`,
  },
  cpuSamplesByDay: {
    at: 'day',
    isByNamespace: true,
    expression: ({ namespaces }) =>
      `count_over_time(max by (${CONTAINER}) (container_cpu_usage_seconds_total${containers(namespaces)})[1d:${STEP}])`,
  },
  memoryByDay: {
    at: 'day',
    isByNamespace: true,
    expression: ({ namespaces }) =>
      `max by (${CONTAINER}) (max_over_time(container_memory_working_set_bytes${containers(namespaces)}[1d]))`,
  },
  memorySamplesByDay: {
    at: 'day',
    isByNamespace: true,
    expression: ({ namespaces }) =>
      `count_over_time(max by (${CONTAINER}) (container_memory_working_set_bytes${containers(namespaces)})[1d:${STEP}])`,
  },
  killed: {
    at: 'now',
    isByNamespace: true,
    expression: ({ sinceBegin, namespaces }) =>
      `max by (${CONTAINER}) (max_over_time(kube_pod_container_status_last_terminated_reason{reason="OOMKilled"${namespaces && `, ${namespaces}`}}[${sinceBegin}])) > 0 or max by (${CONTAINER}) (increase(container_oom_events_total${containers(namespaces)}[${sinceBegin}])) > 0`,
  },

  gpuUtilisation: {
    at: 'hour',
    expression: () =>
      `avg by (${GPU}) (avg_over_time(DCGM_FI_DEV_GPU_UTIL[1h]))`,
  },
  gpuEngineActive: {
    at: 'hour',
    expression: () =>
      `avg by (${GPU}) (avg_over_time(DCGM_FI_PROF_GR_ENGINE_ACTIVE[1h]))`,
  },

  claims: now(
    `max by (${CLAIM}, volumename) (kube_persistentvolumeclaim_info)`,
  ),
  claimBytes: now(
    `max by (${CLAIM}) (kube_persistentvolumeclaim_resource_requests_storage_bytes)`,
  ),
  claimHours: {
    at: 'end',
    expression: ({ window }) =>
      `count_over_time(max by (${CLAIM}) (kube_persistentvolumeclaim_info)[${window}:1h])`,
  },
  claimMounts: {
    at: 'now',
    expression: ({ sinceBegin }) =>
      `max by (${POD}, persistentvolumeclaim) (last_over_time(kube_pod_spec_volumes_persistentvolumeclaims_info[${sinceBegin}]))`,
  },
  claimUsedBytes: {
    at: 'now',
    expression: ({ sinceBegin }) =>
      `max by (${CLAIM}) (max_over_time(kubelet_volume_stats_used_bytes[${sinceBegin}]))`,
  },

  nodeCorePrices: now(
    'max by (cluster, node, instance_type) (node_cpu_hourly_cost)',
  ),
  nodeGibibytePrices: now(
    'max by (cluster, node, instance_type) (node_ram_hourly_cost)',
  ),
  nodeGpuPrices: now(
    'max by (cluster, node, instance_type) (node_gpu_hourly_cost)',
  ),
  volumePrices: now('max by (cluster, persistentvolume) (pv_hourly_cost)'),
  spotNodes: now('max by (cluster, node) (kubecost_node_is_spot)'),
  nodeLabels: now('kube_node_labels'),
  podLabels: {
    at: 'now',
    isByNamespace: true,
    expression: ({ namespaces }) =>
      `{__name__=~"kube_pod_(labels|annotations)"${namespaces && `, ${namespaces}`}}`,
  },
  objectLabels: now(
    '{__name__=~"kube_(deployment|statefulset|daemonset|cronjob|namespace|persistentvolumeclaim)_(labels|annotations)"}',
  ),
};
