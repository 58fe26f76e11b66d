import { addDays } from '../domain/days';

/** What an allocation costs, as decimal text, and of what it is. */
export interface RecordedAllocation {
  cpu?: string;
  ram?: string;
  /** Their sum where it is not said. */
  total?: string;
  properties?: Record<string, unknown>;
}

/** Amounts as they stand: what is written as a number would lose digits. */
const raw = (text: string) => `#${text}#`;

function allocationOf(
  name: string,
  day: string,
  recorded: RecordedAllocation,
): object {
  const { cpu = '0', ram = '0', total, properties = {} } = recorded;
  const window = {
    start: `${day}T00:00:00Z`,
    end: `${addDays(day, 1)}T00:00:00Z`,
  };
  return {
    name,
    properties,
    window,
    ...window,
    minutes: 1440,
    cpuCores: 0.5,
    cpuCoreRequestAverage: 0.5,
    cpuCoreUsageAverage: 0.25,
    cpuCoreHours: 12,
    cpuCost: raw(cpu),
    cpuCostAdjustment: 0,
    cpuCostIdle: 0,
    cpuEfficiency: 0.5,
    gpuCount: 0,
    gpuHours: 0,
    gpuCost: 0,
    gpuCostAdjustment: 0,
    networkTransferBytes: 0,
    networkReceiveBytes: 0,
    networkCost: 0,
    networkCrossZoneCost: 0,
    networkCrossRegionCost: 0,
    networkInternetCost: 0,
    networkCostAdjustment: 0,
    loadBalancerCost: 0,
    loadBalancerCostAdjustment: 0,
    pvBytes: 0,
    pvByteHours: 0,
    pvCost: 0,
    pvs: null,
    pvCostAdjustment: 0,
    ramBytes: 1048576,
    ramByteRequestAverage: 1048576,
    ramByteUsageAverage: 524288,
    ramByteHours: 25165824,
    ramCost: raw(ram),
    ramCostAdjustment: 0,
    ramEfficiency: 0.5,
    externalCost: 0,
    sharedCost: 0,
    totalCost: raw(total ?? cpu),
    totalEfficiency: 0.5,
    lbAllocations: null,
  };
}

/** An answer of a day in the shape in which OpenCost records it. */
export function recordDay(
  day: string,
  allocations: Record<string, RecordedAllocation>,
): string {
  const answer = {
    code: 200,
    status: 'success',
    data: [
      Object.fromEntries(
        Object.entries(allocations).map(([name, recorded]) => [
          name,
          allocationOf(name, day, recorded),
        ]),
      ),
    ],
  };
  return JSON.stringify(answer).replace(/"#([^"#]*)#"/g, '$1');
}

/** A container of a workload. */
export function recordPod(
  cost: string,
  of: {
    namespace: string;
    controller: string;
    cluster?: string;
    labels?: Record<string, string>;
  },
): RecordedAllocation {
  return {
    cpu: cost,
    properties: {
      ...(of.cluster ? { cluster: of.cluster } : {}),
      node: 'node-1',
      container: of.controller,
      controller: of.controller,
      controllerKind: 'deployment',
      namespace: of.namespace,
      pod: `${of.controller}-75dc7dcc49-xdx5t`,
      providerID: 'i-0645',
      labels: of.labels ?? {},
      namespaceLabels: { kubernetes_io_metadata_name: of.namespace },
    },
  };
}
