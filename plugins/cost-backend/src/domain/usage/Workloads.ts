import { keyOf } from './keyOf';
import { RecordedUsage, UsageSample } from './RecordedUsage';

/** What pods belong to. */
export interface Workload {
  cluster: string;
  namespace: string;
  /** Such as `Deployment`; absent where only the name of a pod tells what it belongs to. */
  kind?: string;
  name: string;
}

type Labels = UsageSample['labels'];
type Owner = { kind?: string; name: string };

/** Kinds as the recording rule of the Kubernetes mixin writes them. */
const RECORDED_KINDS: ReadonlyMap<string, string> = new Map([
  ['deployment', 'Deployment'],
  ['statefulset', 'StatefulSet'],
  ['daemonset', 'DaemonSet'],
  ['replicaset', 'ReplicaSet'],
  ['cronjob', 'CronJob'],
  ['job', 'Job'],
]);
/** What Kubernetes makes names of: neither vowels nor what looks like another. */
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]';
/** Pods of a Deployment, of a DaemonSet or a Job, of a StatefulSet. */
const POD_NAMES = [
  new RegExp(`^(.+)-${RANDOM}{6,10}-${RANDOM}{5}$`),
  new RegExp(`^(.+)-${RANDOM}{5}$`),
  /^(.+)-\d{1,5}$/,
];

function readOwner({ owner_kind: kind = '', owner_name: name = '' }: Labels) {
  return name === '' || name === '<none>' ? undefined : { kind, name };
}

function indexOwners(
  samples: readonly UsageSample[],
  name: string,
): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const { labels } of samples) {
    const owner = readOwner(labels);
    if (owner) {
      owners.set(keyOf(labels.cluster, labels.namespace, labels[name]), owner);
    }
  }
  return owners;
}

/** Says to which workload pods belong. */
export class Workloads {
  readonly #cluster: string;
  readonly #pods: ReadonlyMap<string, Owner>;
  readonly #replicaSets: ReadonlyMap<string, Owner>;
  readonly #jobs: ReadonlyMap<string, Owner>;
  readonly #recorded: ReadonlyMap<string, Owner>;

  /** @param cluster - of series that name none */
  constructor(
    recorded: Pick<
      RecordedUsage,
      'podOwners' | 'replicaSetOwners' | 'jobOwners' | 'recordedOwners'
    >,
    cluster: string,
  ) {
    this.#cluster = cluster;
    this.#pods = indexOwners(recorded.podOwners, 'pod');
    this.#replicaSets = indexOwners(recorded.replicaSetOwners, 'replicaset');
    this.#jobs = indexOwners(recorded.jobOwners, 'job_name');
    this.#recorded = new Map(
      recorded.recordedOwners.flatMap(({ labels }) =>
        labels.workload
          ? [
              [
                keyOf(labels.cluster, labels.namespace, labels.pod),
                {
                  kind: RECORDED_KINDS.get(labels.workload_type ?? ''),
                  name: labels.workload,
                },
              ],
            ]
          : [],
      ),
    );
  }

  /** Of a pod; undefined where the series names none. */
  of(labels: Labels): Workload | undefined {
    const { cluster, namespace, pod } = labels;
    if (!namespace || !pod) {
      return undefined;
    }
    const key = keyOf(cluster, namespace, pod);
    const owner =
      this.#resolve(this.#pods.get(key), labels) ??
      this.#recorded.get(key) ??
      this.#guess(pod);
    return { cluster: this.clusterOf(labels), namespace, ...owner };
  }

  clusterOf({ cluster }: Labels): string {
    return cluster || this.#cluster;
  }

  /** A pod belongs to a ReplicaSet or a Job, which belongs to what people write. */
  #resolve(owner: Owner | undefined, labels: Labels): Owner | undefined {
    const { cluster, namespace, pod } = labels;
    const key = keyOf(cluster, namespace, owner?.name);
    switch (owner?.kind) {
      case 'ReplicaSet':
        return this.#replicaSets.get(key) ?? owner;
      case 'Job':
        return this.#jobs.get(key) ?? owner;
      case 'Node':
        // A static pod is written for itself
        return { kind: 'Pod', name: pod };
      default:
        return owner;
    }
  }

  #guess(pod: string): Owner {
    const [, name] =
      POD_NAMES.map(pattern => pattern.exec(pod)).find(Boolean) ?? [];
    return { name: name ?? pod };
  }
}
