import { adviseGpus, Amount } from '@plumbline/backstage-plugin-cost-formats';
import { AdviceDraft } from './AdviceDraft';
import { ContainerRecord, ContainerRecords } from './ContainerRecord';
import { keyOf } from './keyOf';
import { RecordedUsage, UsageDays, UsageSample } from './RecordedUsage';
import { UsageCosts } from './UsageCosts';
import { WorkloadStates } from './WorkloadStates';

const WHOLE = 'nvidia_com_gpu';
/** Slices as kube-state-metrics writes `nvidia.com/mig-1g.5gb`. */
const SLICE = /^nvidia_com_mig_(\d+g)_(\d+gb)$/;
/** A GPU that is less busy than this in an hour is idle. */
const BUSY_PERCENT = 5;

/** Percent by hour, by GPU. */
type Utilisation = Map<number, Map<string, number>>;

/** Pods as the exporter of NVIDIA names them, whether or not Prometheus has put its own labels before. */
function podLabels(labels: UsageSample['labels']): UsageSample['labels'] {
  return {
    ...labels,
    namespace: labels.exported_namespace || labels.namespace,
    pod: labels.exported_pod || labels.pod,
    container: labels.exported_container || labels.container,
  };
}

/** Whether a container has GPUs, and of which size. */
function gpuResourcesOf({ pods }: ContainerRecord): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { requests } of pods.values()) {
    for (const [resource, count] of requests) {
      if (count > 0 && (resource === WHOLE || SLICE.test(resource))) {
        counts.set(resource, (counts.get(resource) ?? 0) + count);
      }
    }
  }
  return counts;
}

/** What GPUs of each container did, hour by hour: whole ones and slices apart. */
export class GpuRecords {
  readonly #whole = new Map<ContainerRecord, Utilisation>();
  readonly #slices = new Map<ContainerRecord, Utilisation>();

  constructor(recorded: RecordedUsage, containers: ContainerRecords) {
    // What is measured of whole GPUs comes last, as it says more of them
    for (const [series, factor] of [
      ...recorded.gpuEngineActive.map(of => [of, 100] as const),
      ...recorded.gpuUtilisation.map(of => [of, 1] as const),
    ]) {
      const record = containers.find(podLabels(series.labels));
      if (record) {
        const { UUID, GPU_I_ID = '' } = series.labels;
        const target = GPU_I_ID === '' ? this.#whole : this.#slices;
        const hours: Utilisation = target.get(record) ?? new Map();
        target.set(record, hours);
        for (const { timeMs, value } of series.points) {
          const gpus = hours.get(timeMs) ?? new Map<string, number>();
          hours.set(timeMs, gpus.set(keyOf(UUID, GPU_I_ID), value * factor));
        }
      }
    }
  }

  /** How GPUs are used, or that they are not. */
  advise(
    record: ContainerRecord,
    tools: { costs: UsageCosts; states: WorkloadStates; window: UsageDays },
  ): AdviceDraft[] {
    const { costs, states, window } = tools;
    const { workload, container } = record;
    return [...gpuResourcesOf(record)].flatMap(([resource, gpus]) => {
      const isWhole = resource === WHOLE;
      const hours = (isWhole ? this.#whole : this.#slices).get(record);
      if (!hours) {
        return [];
      }
      const [, compute, memory] = SLICE.exec(resource) ?? [];
      return [
        {
          kind: 'gpuIdle' as const,
          workload,
          container,
          resource,
          advice: adviseGpus(
            {
              gpus,
              slice: isWhole ? undefined : `mig-${compute}.${memory}`,
              windowDays: window.days,
              busyByHour: busyByHour(hours, gpus),
              isChanged: states.isChanged(workload),
            },
            priceOf(record, costs),
          ),
          measured: {
            unit: 'percent' as const,
            requested: null,
            days: meanByDay(hours),
          },
        },
      ];
    });
  }
}

/** Whether anything requests a GPU, so that somebody should measure it. */
export function requestsGpus(record: ContainerRecord): boolean {
  return gpuResourcesOf(record).size > 0;
}

/** A GPU that nobody measured in an hour may have been busy. */
function busyByHour(hours: Utilisation, gpus: number): number[] {
  return [...hours.values()].map(measured => {
    const busy = [...measured.values()].filter(of => of >= BUSY_PERCENT);
    return busy.length + Math.max(0, gpus - measured.size);
  });
}

function meanByDay(hours: Utilisation) {
  const days = new Map<string, number[]>();
  for (const [timeMs, gpus] of hours) {
    const day = new Date(timeMs - 1).toISOString().slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), ...gpus.values()]);
  }
  return [...days].sort().map(([day, values]) => ({
    day,
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
  }));
}

/** Of the cheapest of its nodes: which pod would go is not said. */
function priceOf(
  { pods }: ContainerRecord,
  costs: UsageCosts,
): Amount | undefined {
  const prices = [...pods.values()].map(({ labels }) => costs.gpuHour(labels));
  return prices.some(price => price === undefined)
    ? undefined
    : prices.reduce((a, b) => (a! < b! ? a : b));
}
