/** Labels of a series and its value at one time. */
export interface UsageSample {
  labels: Readonly<Record<string, string>>;
  value: number;
  /** The value as a decimal, for what must stay exact. */
  text: string;
}

/** Labels of a series and its values at many times. */
export interface UsageSeries {
  labels: Readonly<Record<string, string>>;
  points: readonly { timeMs: number; value: number }[];
}

/** Whole days in UTC; `toMs` is the midnight at their end. */
export interface UsageDays {
  days: number;
  fromMs: number;
  toMs: number;
}

/** What a Prometheus has recorded of a cluster, query by query. Empty where no exporter says it. */
export interface RecordedUsage {
  window: UsageDays;

  /** What containers request now: CPU in cores, memory in bytes, GPUs. */
  requests: readonly UsageSample[];
  /** Pods that run or wait now. */
  running: readonly UsageSample[];
  /** The most and the least that containers requested, from the begin of the window until now. */
  requestsMost: readonly UsageSample[];
  requestsLeast: readonly UsageSample[];

  podOwners: readonly UsageSample[];
  replicaSetOwners: readonly UsageSample[];
  jobOwners: readonly UsageSample[];
  /** Workloads of pods as the recording rule of the Kubernetes mixin has them. */
  recordedOwners: readonly UsageSample[];
  /** The highest and the lowest generation of Deployments, StatefulSets and DaemonSets, until now. */
  generationsMost: readonly UsageSample[];
  generationsLeast: readonly UsageSample[];
  autoscalers: readonly UsageSample[];
  /** Autoscalers of which it is known only that they are there. */
  namedAutoscalers: readonly UsageSample[];

  cpuQuantiles: readonly UsageSample[];
  cpuQuantilesByDay: readonly UsageSeries[];
  cpuSamplesByDay: readonly UsageSeries[];
  memoryByDay: readonly UsageSeries[];
  memorySamplesByDay: readonly UsageSeries[];
  /** Containers that were killed for their memory. */
  killed: readonly UsageSample[];

  /** Percent by hour, of whole GPUs. */
  gpuUtilisation: readonly UsageSeries[];
  /** Share by hour, of GPUs and their slices. */
  gpuEngineActive: readonly UsageSeries[];

  claims: readonly UsageSample[];
  claimBytes: readonly UsageSample[];
  claimHours: readonly UsageSample[];
  /** Claims that pods mount, or did in the window until now. */
  claimMounts: readonly UsageSample[];
  claimUsedBytes: readonly UsageSample[];

  nodeCorePrices: readonly UsageSample[];
  nodeGibibytePrices: readonly UsageSample[];
  nodeGpuPrices: readonly UsageSample[];
  volumePrices: readonly UsageSample[];
  spotNodes: readonly UsageSample[];
  nodeLabels: readonly UsageSample[];
  /** Labels and annotations of pods; of workloads, claims and namespaces. */
  podLabels: readonly UsageSample[];
  objectLabels: readonly UsageSample[];
}
