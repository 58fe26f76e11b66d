import { adviseSpot, Amount } from '@plumbline/backstage-plugin-cost-formats';
import { AdviceDraft, RequestDraft } from './AdviceDraft';
import { ContainerRecords } from './ContainerRecord';
import { keyOf } from './keyOf';
import { RecordedUsage, UsageSample } from './RecordedUsage';
import { roundDown } from './roundDown';
import { UsageCosts } from './UsageCosts';
import { Workload, Workloads } from './Workloads';

const SAMPLES_PER_DAY = 288;
const HOURS_PER_MONTH = 730n;
const GIBIBYTE = 2n ** 30n;

interface SpotPod {
  labels: UsageSample['labels'];
  millicores: number;
  bytes: number;
}

interface SpotWorkload {
  workload: Workload & { kind: 'Deployment' | 'CronJob' };
  pods: Map<string, SpotPod>;
}

const podKey = ({ labels }: { labels: UsageSample['labels'] }) =>
  keyOf(labels.cluster, labels.namespace, labels.pod);

function isCandidate(
  workload: Workload | undefined,
): workload is SpotWorkload['workload'] {
  return workload?.kind === 'Deployment' || workload?.kind === 'CronJob';
}

/** What pods would request less by other advice, by workload, container and resource: it is not saved twice. */
function indexLess(
  requests: readonly RequestDraft[],
): ReadonlyMap<string, number> {
  return new Map(
    requests.map(({ workload, container, advice }) => [
      lessKey(workload, container, advice.resource),
      advice.less,
    ]),
  );
}

function lessKey(
  { cluster, namespace, kind, name }: Workload,
  container: string | undefined,
  resource: string,
): string {
  return keyOf(cluster, namespace, kind, name, container, resource);
}

/** Pods of Deployments that run now, and of CronJobs that ran in the window. */
function listWorkloads(
  recorded: RecordedUsage,
  tools: {
    containers: ContainerRecords;
    requests: readonly RequestDraft[];
    workloads: Workloads;
  },
): SpotWorkload[] {
  const less = indexLess(tools.requests);
  const found = new Map<string, SpotWorkload>();
  const running = new Set(
    tools.containers
      .list()
      .flatMap(({ pods }) => [...pods.values()].map(podKey)),
  );
  for (const sample of recorded.requestsMost) {
    const { labels, value } = sample;
    const workload = tools.workloads.of(labels);
    const key = podKey(sample);
    if (
      isCandidate(workload) &&
      (workload.kind === 'CronJob' || running.has(key))
    ) {
      const { cluster, namespace, kind, name } = workload;
      const id = keyOf(cluster, namespace, kind, name);
      const of: SpotWorkload = found.get(id) ?? { workload, pods: new Map() };
      found.set(id, of);
      const pod = of.pods.get(key) ?? { labels, millicores: 0, bytes: 0 };
      of.pods.set(key, pod);
      const { container, resource = '' } = labels;
      const spared = less.get(lessKey(workload, container, resource)) ?? 0;
      if (resource === 'cpu') {
        pod.millicores += Math.round(value * 1000) - spared;
      } else if (resource === 'memory') {
        pod.bytes += Math.round(value) - spared;
      }
    }
  }
  return [...found.values()];
}

/** For how many samples pods ran, by pod. */
function countSamples({
  cpuSamplesByDay,
}: RecordedUsage): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const series of cpuSamplesByDay) {
    const key = podKey(series);
    const own = series.points.reduce((sum, { value }) => sum + value, 0);
    counts.set(key, Math.max(own, counts.get(key) ?? 0));
  }
  return counts;
}

/** What an hour of a pod would cost less; undefined where a price of what it requests is not known. */
function differenceOf(pod: SpotPod, costs: UsageCosts): Amount | undefined {
  const { core, gibibyte } = costs.spotDifference(pod.labels);
  if (
    (pod.millicores > 0 && core === undefined) ||
    (pod.bytes > 0 && gibibyte === undefined) ||
    pod.millicores + pod.bytes === 0
  ) {
    return undefined;
  }
  return (
    (BigInt(pod.millicores) * (core ?? 0n)) / 1000n +
    (BigInt(pod.bytes) * (gibibyte ?? 0n)) / GIBIBYTE
  );
}

function savingOf(
  pods: readonly SpotPod[],
  costs: UsageCosts,
  shareOf: (pod: SpotPod) => { part: bigint; whole: bigint },
): Amount | undefined {
  let saving = 0n;
  for (const pod of pods) {
    const difference = differenceOf(pod, costs);
    if (difference === undefined) {
      return undefined;
    }
    const { part, whole } = shareOf(pod);
    saving += (difference * HOURS_PER_MONTH * part) / whole;
  }
  return roundDown(saving);
}

/** Workloads that could bear interruptions, where it is known of all their nodes whether these may be interrupted. */
export function adviseSpotNodes(
  recorded: RecordedUsage,
  tools: {
    containers: ContainerRecords;
    costs: UsageCosts;
    requests: readonly RequestDraft[];
    workloads: Workloads;
  },
): AdviceDraft[] {
  const { costs } = tools;
  const { days } = recorded.window;
  const samples = countSamples(recorded);
  const mounting = new Set(recorded.claimMounts.map(podKey));
  return listWorkloads(recorded, tools).flatMap(({ workload, pods }) => {
    const isPlanned = workload.kind === 'CronJob';
    const all = [...pods.values()];
    const isSpot = all.map(({ labels }) => costs.isSpot(labels));
    if (isSpot.includes(undefined)) {
      return [];
    }
    // For how long they ran is not known where nobody measured any of them
    const isTimed = !isPlanned || all.some(pod => samples.has(podKey(pod)));
    const saving = isTimed
      ? savingOf(
          all.filter((_, index) => !isSpot[index]),
          costs,
          pod =>
            isPlanned
              ? {
                  part: BigInt(samples.get(podKey(pod)) ?? 0),
                  whole: BigInt(days * SAMPLES_PER_DAY),
                }
              : { part: 1n, whole: 1n },
        )
      : undefined;
    return [
      {
        kind: 'spot' as const,
        workload,
        advice: adviseSpot(
          {
            workloadKind: workload.kind,
            windowDays: days,
            pods: all.length,
            spotPods: isSpot.filter(Boolean).length,
            mountsVolumes: [...pods.keys()].some(key => mounting.has(key)),
          },
          saving,
        ),
      },
    ];
  });
}
