import { keyOf } from './keyOf';
import { RecordedUsage, UsageSample, UsageSeries } from './RecordedUsage';
import { Workload, Workloads } from './Workloads';

/** What a pod requests now for one of its containers. */
interface PodRequests {
  labels: UsageSample['labels'];
  /** By resource, such as `cpu`. */
  requests: Map<string, number>;
}

/** Values by the last moment of their day or hour, of all pods. */
type ByTime = Map<number, number>;

/** What was recorded of the containers of one name in a workload. */
export interface ContainerRecord {
  workload: Workload;
  container: string;
  /** That are there now, by name; of a CronJob also those that ended. */
  pods: Map<string, PodRequests>;
  /** Whether a pod ever requested something else in the window. */
  hasOtherRequests: boolean;
  p95Cores?: number;
  coresByDay: ByTime;
  bytesByDay: ByTime;
  cpuSamples: SampleCounts;
  memorySamples: SampleCounts;
  wasKilled: boolean;
}

/** Samples of a day, added up over pods, and of how many pods. */
export type SampleCounts = Map<number, { samples: number; pods: number }>;

const RESOURCES = ['cpu', 'memory'];

function raise(values: ByTime, { points }: UsageSeries): void {
  for (const { timeMs, value } of points) {
    values.set(timeMs, Math.max(value, values.get(timeMs) ?? value));
  }
}

function addUp(counts: SampleCounts, { points }: UsageSeries): void {
  for (const { timeMs, value } of points) {
    const { samples, pods } = counts.get(timeMs) ?? { samples: 0, pods: 0 };
    counts.set(timeMs, { samples: samples + value, pods: pods + 1 });
  }
}

/** What a container of a workload requests in its pods: the most where they differ. */
export function requestOf(
  record: ContainerRecord,
  resource: string,
): number | undefined {
  const known = [...requestsOf(record, resource)].filter(
    request => request !== undefined,
  );
  return known.length === 0 ? undefined : Math.max(...known);
}

function requestsOf({ pods }: ContainerRecord, resource: string) {
  return new Set([...pods.values()].map(pod => pod.requests.get(resource)));
}

/** All containers that request something now, by workload. */
export class ContainerRecords {
  readonly #workloads: Workloads;
  readonly #records = new Map<string, ContainerRecord>();

  constructor(recorded: RecordedUsage, workloads: Workloads) {
    this.#workloads = workloads;
    this.#addRequests(recorded);
    for (const sample of recorded.cpuQuantiles) {
      this.#change(sample, record => {
        record.p95Cores = Math.max(sample.value, record.p95Cores ?? 0);
      });
    }
    for (const sample of recorded.killed) {
      this.#change(sample, record => {
        record.wasKilled = true;
      });
    }
    this.#addSeries(recorded);
    this.#compareRequests(recorded);
  }

  list(): ContainerRecord[] {
    return [...this.#records.values()];
  }

  /** Of the same workload and container as a series. */
  find(labels: UsageSample['labels']): ContainerRecord | undefined {
    const workload = this.#workloads.of(labels);
    return (
      workload && this.#records.get(this.#keyOf(workload, labels.container))
    );
  }

  #keyOf(
    { cluster, namespace, kind, name }: Workload,
    container: string | undefined,
  ): string {
    return keyOf(cluster, namespace, kind, name, container);
  }

  #change(
    { labels }: { labels: UsageSample['labels'] },
    change: (record: ContainerRecord) => void,
  ): void {
    const record = this.find(labels);
    if (record) {
      change(record);
    }
  }

  #addRequests({ requests, running }: RecordedUsage): void {
    const alive = new Set(
      running.map(({ labels }) =>
        keyOf(labels.cluster, labels.namespace, labels.pod),
      ),
    );
    for (const { labels, value } of requests) {
      const { cluster, namespace, pod, container, resource = '' } = labels;
      const workload = this.#workloads.of(labels);
      const isThere =
        alive.size === 0 ||
        workload?.kind === 'CronJob' ||
        alive.has(keyOf(cluster, namespace, pod));
      if (workload && container && isThere) {
        const key = this.#keyOf(workload, container);
        const record = this.#records.get(key) ?? {
          workload,
          container,
          pods: new Map(),
          hasOtherRequests: false,
          coresByDay: new Map(),
          bytesByDay: new Map(),
          cpuSamples: new Map(),
          memorySamples: new Map(),
          wasKilled: false,
        };
        this.#records.set(key, record);
        const of = record.pods.get(pod) ?? { labels, requests: new Map() };
        record.pods.set(pod, of);
        of.requests.set(resource, value);
      }
    }
  }

  #addSeries(recorded: RecordedUsage): void {
    for (const series of recorded.cpuQuantilesByDay) {
      this.#change(series, record => raise(record.coresByDay, series));
    }
    for (const series of recorded.memoryByDay) {
      this.#change(series, record => raise(record.bytesByDay, series));
    }
    for (const series of recorded.cpuSamplesByDay) {
      this.#change(series, record => addUp(record.cpuSamples, series));
    }
    for (const series of recorded.memorySamplesByDay) {
      this.#change(series, record => addUp(record.memorySamples, series));
    }
  }

  #compareRequests({ requestsMost, requestsLeast }: RecordedUsage): void {
    for (const sample of [...requestsMost, ...requestsLeast]) {
      const { resource = '' } = sample.labels;
      if (RESOURCES.includes(resource)) {
        this.#change(sample, record => {
          record.hasOtherRequests ||=
            requestOf(record, resource) !== sample.value;
        });
      }
    }
    for (const record of this.#records.values()) {
      record.hasOtherRequests ||= RESOURCES.some(
        resource => requestsOf(record, resource).size > 1,
      );
    }
  }
}
