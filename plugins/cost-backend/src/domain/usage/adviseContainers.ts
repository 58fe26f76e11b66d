import type { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import {
  adviseRequests,
  Amount,
  ContainerUsage,
  isKubernetesName,
  kustomizePatch,
  ResourcePrices,
  UsageWindow,
} from '@plumbline/backstage-plugin-cost-formats';
import { RequestDraft } from './AdviceDraft';
import { ContainerRecord, requestOf, SampleCounts } from './ContainerRecord';
import { UsageDays } from './RecordedUsage';
import { roundDown } from './roundDown';
import { UsageCosts } from './UsageCosts';
import { WorkloadStates } from './WorkloadStates';

const DAY_MS = 86_400_000;
const SAMPLES_PER_DAY = 288;

type PriceName = 'core' | 'gibibyte';

/** Pods that come and go by a plan: what they run is not what there is of the window. */
const isByPlan = ({ workload }: ContainerRecord) =>
  workload.kind === 'CronJob' || workload.kind === 'Job';

/**
 * How much of the window was measured, as samples of one pod: of each day what
 * its pods have together, divided by how many there are (of a DaemonSet: were
 * on that day).
 */
function windowOf(
  record: ContainerRecord,
  counts: SampleCounts,
  { days }: UsageDays,
): UsageWindow {
  let samples = 0;
  for (const day of counts.values()) {
    const pods =
      record.workload.kind === 'DaemonSet' ? day.pods : record.pods.size;
    samples += isByPlan(record)
      ? day.samples
      : Math.min(SAMPLES_PER_DAY, Math.floor(day.samples / pods));
  }
  return {
    days,
    samples,
    expectedSamples: isByPlan(record) ? samples : days * SAMPLES_PER_DAY,
  };
}

/** What an hour costs of all pods of the workload together, where it is known of each. */
function priceOf(
  record: ContainerRecord,
  costs: UsageCosts,
  options: { name: PriceName; window: UsageWindow },
): Amount | undefined {
  const { name, window } = options;
  const prices = [...record.pods.values()].map(
    ({ labels }) => costs.nodePrice(labels)[name],
  );
  const known = prices.filter(price => price !== undefined);
  if (known.length === 0 || known.length < prices.length) {
    return undefined;
  }
  if (!isByPlan(record)) {
    return known.reduce((sum, price) => sum + price, 0n);
  }
  // Of the pods that a plan makes, one costs as much as it runs
  const least = known.reduce((a, b) => (a < b ? a : b));
  return roundDown(
    (least * BigInt(Math.round(window.samples))) /
      BigInt(window.days * SAMPLES_PER_DAY),
  );
}

function measuredOf(
  values: ReadonlyMap<number, number>,
  options: { unit: 'cores' | 'bytes'; requested: number },
): CostAdvice['measured'] {
  const { unit, requested } = options;
  return {
    unit,
    requested,
    days: [...values]
      .sort(([one], [other]) => one - other)
      .map(([timeMs, value]) => ({
        day: new Date(timeMs - DAY_MS).toISOString().slice(0, 10),
        value,
      })),
  };
}

/** What the containers of a workload could request instead. */
export function adviseContainers(
  record: ContainerRecord,
  tools: { costs: UsageCosts; states: WorkloadStates; window: UsageDays },
): RequestDraft[] {
  const { costs, states } = tools;
  const { workload, container, p95Cores, coresByDay, bytesByDay } = record;
  const cores = requestOf(record, 'cpu');
  const bytes = requestOf(record, 'memory');
  const cpuWindow = windowOf(record, record.cpuSamples, tools.window);
  const memoryWindow = windowOf(record, record.memorySamples, tools.window);
  const usage: ContainerUsage = {
    namespace: workload.namespace,
    workload: workload.name,
    workloadKind: workload.kind,
    container,
    isChanged: states.isChanged(workload) || record.hasOtherRequests,
    isAutoscaled: states.isAutoscaled(workload),
    ...(p95Cores !== undefined && cores !== undefined
      ? {
          cpu: {
            window: cpuWindow,
            p95Cores,
            requestMillicores: Math.round(cores * 1000),
          },
        }
      : {}),
    ...(bytesByDay.size > 0 && bytes !== undefined
      ? {
          memory: {
            window: memoryWindow,
            maxBytes: Math.max(...bytesByDay.values()),
            requestBytes: Math.round(bytes),
            wasKilled: record.wasKilled,
          },
        }
      : {}),
  };
  const prices: ResourcePrices = {
    coreHour: priceOf(record, costs, { name: 'core', window: cpuWindow }),
    gibibyteHour: priceOf(record, costs, {
      name: 'gibibyte',
      window: memoryWindow,
    }),
  };
  return adviseRequests(usage, prices).map(advice => ({
    kind: advice.resource === 'cpu' ? 'cpuRequest' : 'memoryRequest',
    workload,
    container,
    advice,
    measured:
      advice.resource === 'cpu'
        ? measuredOf(coresByDay, { unit: 'cores', requested: cores ?? 0 })
        : measuredOf(bytesByDay, { unit: 'bytes', requested: bytes ?? 0 }),
    patch: isPatchable(usage) ? kustomizePatch(usage, [advice]) : undefined,
  }));
}

/** What a Prometheus says may be no name: there is no patch of it then. */
function isPatchable({ namespace, workload, container }: ContainerUsage) {
  return [namespace, workload, container].every(isKubernetesName);
}
