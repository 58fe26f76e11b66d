import { UsagePrices } from '../UsageSource';
import { requestsGpus } from './adviseGpuRecords';
import { ContainerRecords } from './ContainerRecord';
import { RecordedUsage } from './RecordedUsage';

/** What nobody exports, by what would say more if they did. */
export function describeLacks(
  recorded: RecordedUsage,
  options: { containers: ContainerRecords; prices: UsagePrices | undefined },
): string[] {
  const { containers, prices } = options;
  const records = containers.list();
  const isEmpty = (...names: (keyof Omit<RecordedUsage, 'window'>)[]) =>
    names.every(name => recorded[name].length === 0);
  const lacks: [isLacking: boolean, words: string][] = [
    [
      isEmpty('cpuQuantiles'),
      'No container_cpu_usage_seconds_total of the kubelet (cAdvisor) in the window: nothing is said about CPU.',
    ],
    [
      isEmpty('memoryByDay'),
      'No container_memory_working_set_bytes of the kubelet (cAdvisor) in the window: nothing is said about memory.',
    ],
    [
      isEmpty('podOwners', 'recordedOwners'),
      'No kube_pod_owner of kube-state-metrics: workloads are told by the names of their pods, and there are no patches.',
    ],
    [
      isEmpty('generationsMost'),
      'No kube_deployment_metadata_generation of kube-state-metrics: changes are told by what is requested alone.',
    ],
    [
      records.some(requestsGpus) &&
        isEmpty('gpuUtilisation', 'gpuEngineActive'),
      'GPUs are requested, but there is no DCGM_FI_DEV_GPU_UTIL of the DCGM exporter: nothing is said about them.',
    ],
    [
      isEmpty('claims'),
      'No kube_persistentvolumeclaim_info of kube-state-metrics: nothing is said about volumes.',
    ],
    [
      !isEmpty('claims') && isEmpty('claimMounts'),
      'No kube_pod_spec_volumes_persistentvolumeclaims_info of kube-state-metrics: nobody knows which volumes are mounted.',
    ],
    [
      isEmpty('spotNodes', 'nodeLabels'),
      'Neither kubecost_node_is_spot of OpenCost nor kube_node_labels of kube-state-metrics: nobody knows which nodes may be interrupted.',
    ],
    [
      prices === undefined,
      'No prices.currency in the configuration: no saving is known.',
    ],
    [
      prices !== undefined &&
        prices.coreHour === undefined &&
        isEmpty('nodeCorePrices'),
      'Neither node_cpu_hourly_cost of OpenCost nor a price in the configuration: no saving is known.',
    ],
  ];
  return lacks.flatMap(([isLacking, words]) => (isLacking ? [words] : []));
}
