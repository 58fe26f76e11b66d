/** What Kubernetes appends for a template of pods: digits in its own alphabet, plain ones before 1.9. */
const TEMPLATE_HASH = /-(?:[4-9bcdf]{6,10}|\d{8,10})$/;
/** What it appends to make the name of a pod unique. */
const POD_SUFFIX = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;
/** The minute, or the second in older versions, at which a job was due. */
const DUE = /-\d{8,10}$/;

/**
 * The workload that a resource of Kubernetes belongs to, by its name: what a
 * rollout and a schedule make anew is named after what makes it. A pod of a
 * DaemonSet or a Job stays a pod, as its name does not say which.
 *
 * @public
 */
export function workloadName(resource: { kind: string; name: string }): {
  kind: string;
  name: string;
} {
  const { kind, name } = resource;
  if (kind === 'ReplicaSet' && TEMPLATE_HASH.test(name)) {
    return { kind: 'Deployment', name: name.replace(TEMPLATE_HASH, '') };
  }
  if (kind === 'Job' && DUE.test(name)) {
    return { kind: 'CronJob', name: name.replace(DUE, '') };
  }
  if (kind === 'Pod' && POD_SUFFIX.test(name)) {
    const owner = name.replace(POD_SUFFIX, '');
    return TEMPLATE_HASH.test(owner)
      ? { kind: 'Deployment', name: owner.replace(TEMPLATE_HASH, '') }
      : { kind, name: owner };
  }
  return { kind, name };
}
