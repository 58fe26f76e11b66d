import { Amount } from '../money/amount';
import { UsageAdvice } from './UsageAdvice';

/** Where a workload runs that may be able to bear interruptions. @public */
export interface SpotUsage {
  workloadKind: 'Deployment' | 'CronJob';
  windowDays: number;
  /** Of a Deployment that run now, of a CronJob that ran in the window. */
  pods: number;
  /** Of them, those on nodes that may be interrupted. */
  spotPods: number;
  mountsVolumes: boolean;
}

function whyWithheld(usage: SpotUsage): string | undefined {
  const { workloadKind, windowDays, pods, spotPods, mountsVolumes } = usage;
  if (spotPods === pods) {
    return 'It runs on nodes that may be interrupted already.';
  }
  if (mountsVolumes) {
    return 'Its pods mount volumes, so that it may have a state.';
  }
  if (workloadKind === 'Deployment' && pods < 2) {
    return 'It has one pod: an interruption would stop it.';
  }
  if (workloadKind === 'CronJob' && pods < 2) {
    return `It ran once in ${windowDays} days: that says nothing of the next time.`;
  }
  return undefined;
}

/**
 * Whether a workload could run on nodes that may be interrupted: a Deployment
 * of two or more pods without volumes, as others serve on while one moves; and
 * the Jobs of a CronJob without volumes, as Kubernetes starts anew what is
 * interrupted (six times, where the Job does not say otherwise).
 *
 * @param savingPerMonth - where a price of such nodes is known
 * @public
 */
export function adviseSpot(
  usage: SpotUsage,
  savingPerMonth?: Amount,
): UsageAdvice {
  const { workloadKind, windowDays, pods, spotPods } = usage;
  const count = (of: number) => `${of} ${of === 1 ? 'pod' : 'pods'}`;
  const current =
    spotPods === pods
      ? `${count(pods)} on nodes that may be interrupted`
      : `${count(pods - spotPods)} on nodes on demand`;
  const reason = whyWithheld(usage);
  if (reason !== undefined) {
    return { kind: 'withheld', current, reason };
  }
  return {
    kind: 'suggestion',
    current,
    suggested: 'nodes that may be interrupted (spot)',
    evidence:
      workloadKind === 'Deployment'
        ? `A Deployment of ${count(pods)} without volumes: others serve on while one moves.`
        : `Jobs of a CronJob without volumes, ${count(pods)} in ${windowDays} days: Kubernetes starts anew what is interrupted.`,
    savingPerMonth,
  };
}
