import { shiftDay } from './costSampleDays.mjs';
import { NODES } from './sampleUsageLandscape.mjs';

/** As Kubernetes names ReplicaSets and pods. */
const REPLICA_SET = '7c9f5b8d6c';
const PODS = ['x2v4k', 'b7jtq', 'nw5zd', 'h8rlm'];
/** Jobs that are kept after they ended. */
const KEPT = 3;
/** Of CronJobs pods of a week are known, one for each day. */
const DAYS = 7;

const dayOf = timeMs => new Date(timeMs).toISOString().slice(0, 10);

/** A workload's own job of a day. */
const jobOf = (name, day) => `${name}-${Date.parse(day) / 60_000}`;

/**
 * Pods of a workload, with what owns each.
 *
 * @param {typeof import('./sampleUsageLandscape.mjs').WORKLOADS[number]} workload
 * @param {number} nowMs
 */
export function podsOf(workload, nowMs) {
  const { namespace, name, kind = 'Deployment', nodes } = workload;
  const on = nodes ?? NODES.slice(0, 3).map(node => node.name);
  if (kind === 'CronJob') {
    const today = dayOf(nowMs);
    return Array.from({ length: DAYS }, (_, index) => {
      const day = shiftDay(today, index - DAYS);
      const job = jobOf(name, day);
      return {
        namespace,
        pod: `${job}-${PODS[index % PODS.length]}`,
        node: on[index % on.length],
        owner: { kind: 'Job', name: job },
        day,
        isThere: index >= DAYS - KEPT,
      };
    });
  }
  const owner =
    kind === 'Deployment'
      ? { kind: 'ReplicaSet', name: `${name}-${REPLICA_SET}` }
      : { kind, name };
  const podName = {
    Deployment: index => `${name}-${REPLICA_SET}-${PODS[index]}`,
    StatefulSet: index => `${name}-${index}`,
    DaemonSet: index => `${name}-${PODS[index]}`,
  }[kind];
  return Array.from({ length: workload.pods }, (_, index) => ({
    namespace,
    pod: podName(index),
    node: on[index % on.length],
    owner,
    isThere: true,
  }));
}
