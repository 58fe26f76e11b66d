import { noiseOf, shiftDay } from './costSampleDays.mjs';
import { CLAIMS, NODES, WORKLOADS } from './sampleUsageLandscape.mjs';
import { podsOf } from './sampleUsagePods.mjs';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of a day that was measured all through. */
const SAMPLES = 288;
/** A job runs for two hours. */
const JOB_SAMPLES = 24;
export const CONTAINER = 'app';

const kindOf = ({ kind = 'Deployment' }) => kind;
const dayBefore = timeMs =>
  shiftDay(new Date(timeMs).toISOString().slice(0, 10), -1);

/** One series for each pod of each workload. */
export const byPod = (nowMs, listOf) =>
  WORKLOADS.flatMap(workload =>
    podsOf(workload, nowMs).flatMap((pod, index) =>
      listOf({ workload, pod, index }),
    ),
  );

export const labelsOf = ({ namespace, pod }) => ({ namespace, pod });

export function requests(nowMs, isOfPod) {
  return byPod(nowMs, ({ workload, pod }) => {
    const { cores, bytes, gpuPercents } = workload;
    const amounts = {
      cpu: cores,
      memory: bytes,
      ...(gpuPercents && { nvidia_com_gpu: 1 }),
    };
    return isOfPod(pod)
      ? Object.entries(amounts).map(([resource, value]) => ({
          metric: {
            ...labelsOf(pod),
            container: CONTAINER,
            node: pod.node,
            resource,
          },
          value,
        }))
      : [];
  });
}

export const generations = isMost =>
  WORKLOADS.filter(workload => kindOf(workload) !== 'CronJob').map(
    workload => ({
      metric: {
        namespace: workload.namespace,
        [kindOf(workload).toLowerCase()]: workload.name,
      },
      value: isMost && workload.isChanged ? 5 : 4,
    }),
  );

export const autoscalers = () =>
  WORKLOADS.filter(({ isAutoscaled }) => isAutoscaled).map(workload => ({
    metric: {
      namespace: workload.namespace,
      horizontalpodautoscaler: workload.name,
      scaletargetref_kind: kindOf(workload),
      scaletargetref_name: workload.name,
    },
    value: 1,
  }));

export const jobOwners = nowMs =>
  byPod(nowMs, ({ workload, pod }) =>
    pod.owner.kind === 'Job'
      ? [
          {
            metric: {
              namespace: pod.namespace,
              job_name: pod.owner.name,
              owner_kind: 'CronJob',
              owner_name: workload.name,
            },
            value: 1,
          },
        ]
      : [],
  );

export const replicaSetOwners = nowMs =>
  byPod(nowMs, ({ workload, pod, index }) =>
    pod.owner.kind === 'ReplicaSet' && index === 0
      ? [
          {
            metric: {
              namespace: pod.namespace,
              replicaset: pod.owner.name,
              owner_kind: 'Deployment',
              owner_name: workload.name,
            },
            value: 1,
          },
        ]
      : [],
  );

/** What a pod did on the days of a range, or at the end of one window. */
export const daily = valueOf => times =>
  byPod(times[times.length - 1], ({ workload, pod }) => {
    const points = times
      .filter(timeMs => pod.day === undefined || pod.day === dayBefore(timeMs))
      .map((timeMs, index, own) => [
        timeMs,
        valueOf({
          workload,
          name: `${pod.pod} ${dayBefore(timeMs)}`,
          isLast: index === own.length - 1,
        }),
      ]);
    return points.length > 0
      ? [{ metric: { ...labelsOf(pod), container: CONTAINER }, points }]
      : [];
  });

/** Below the most that was used, which was on the last day. */
export const below = (most, { name, isLast }) =>
  isLast ? most : most * (0.9 + 0.1 * noiseOf(name));

export const samples = ({ workload }) =>
  kindOf(workload) === 'CronJob' ? JOB_SAMPLES : SAMPLES;

export const gpus = times =>
  byPod(times[times.length - 1], ({ workload, pod, index }) => {
    const percent = workload.gpuPercents?.[index];
    return percent === undefined
      ? []
      : [
          {
            metric: {
              ...labelsOf(pod),
              container: CONTAINER,
              UUID: `GPU-00000000-0000-4000-8000-00000000000${index}`,
            },
            points: times.map(timeMs => [
              timeMs,
              percent * (1 + 0.4 * noiseOf(`${pod.pod} ${timeMs}`)),
            ]),
          },
        ];
  });

export const claims = (list, valueOf) =>
  list.map(claim => ({
    metric: {
      namespace: claim.namespace,
      persistentvolumeclaim: claim.name,
    },
    value: valueOf(claim),
  }));

export const volumeOf = ({ namespace, name }) => `pv-${namespace}-${name}`;

export const ofNodes = (nodes, valueOf) =>
  nodes.map(node => ({
    metric: { node: node.name, instance_type: node.type },
    value: valueOf(node),
  }));

export function objectLabels() {
  const of = (type, { namespace, name, entity }) =>
    entity
      ? [
          {
            metric: {
              __name__: `kube_${type}_labels`,
              namespace,
              [type]: name,
              label_plumbline_dev_entity: entity,
            },
            value: 1,
          },
        ]
      : [];
  return [
    ...WORKLOADS.flatMap(workload =>
      of(kindOf(workload).toLowerCase(), workload),
    ),
    ...CLAIMS.flatMap(claim => of('persistentvolumeclaim', claim)),
  ];
}
