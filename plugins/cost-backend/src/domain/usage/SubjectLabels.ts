import type { CostAdviceKind } from '@plumbline/backstage-plugin-cost-common';
import { CostSubject } from '@plumbline/backstage-plugin-cost-formats';
import { AdviceDraft } from './AdviceDraft';
import { keyOf } from './keyOf';
import { RecordedUsage, UsageSample } from './RecordedUsage';
import { Workload, Workloads } from './Workloads';

type Texts = ReadonlyMap<string, string>;

/** What allocations of OpenCost call the parts of a cluster that advice is about. */
const PARTS: Readonly<
  Record<
    CostAdviceKind,
    { serviceSubcategory: string; serviceCategory: string }
  >
> = {
  cpuRequest: { serviceSubcategory: 'cpu', serviceCategory: 'Compute' },
  memoryRequest: { serviceSubcategory: 'memory', serviceCategory: 'Compute' },
  gpuIdle: { serviceSubcategory: 'gpu', serviceCategory: 'Compute' },
  volumeIdle: { serviceSubcategory: 'storage', serviceCategory: 'Storage' },
  spot: { serviceSubcategory: 'cpu', serviceCategory: 'Compute' },
};

/** Kinds as the names of metrics have them, with the label that names the object. */
const KINDS: ReadonlyMap<string, readonly [kind: string, label: string]> =
  new Map([
    ['pod', ['Pod', 'pod']],
    ['deployment', ['Deployment', 'deployment']],
    ['statefulset', ['StatefulSet', 'statefulset']],
    ['daemonset', ['DaemonSet', 'daemonset']],
    ['cronjob', ['CronJob', 'cronjob']],
    ['namespace', ['Namespace', 'namespace']],
    [
      'persistentvolumeclaim',
      ['PersistentVolumeClaim', 'persistentvolumeclaim'],
    ],
  ]);
const NAME = /^kube_([a-z]+)_(labels|annotations)$/;

/** What stands behind `label_` or `annotation_`: rules fold the keys that they look for in the same way. */
function textsOf(labels: UsageSample['labels'], prefix: string): Texts {
  return new Map(
    Object.entries(labels).flatMap(([key, value]) =>
      key.startsWith(prefix) && value !== ''
        ? [[key.slice(prefix.length), value] as const]
        : [],
    ),
  );
}

/** What rules look at to say whose a workload is: the very same as of its costs. */
export class SubjectLabels {
  readonly #labels = new Map<string, Texts>();
  readonly #annotations = new Map<string, Texts>();

  constructor(recorded: RecordedUsage, workloads: Workloads) {
    for (const { labels } of [
      ...recorded.podLabels,
      ...recorded.objectLabels,
    ]) {
      const [, type = '', what] = NAME.exec(labels.__name__ ?? '') ?? [];
      const [kind, label] = KINDS.get(type) ?? [];
      const name = label === undefined ? undefined : labels[label];
      if (kind === undefined || !name) {
        continue;
      }
      const of =
        kind === 'Pod'
          ? { ...workloads.of(labels), isPod: true }
          : { kind, name, isPod: false };
      const key = this.#keyOf(
        {
          cluster: workloads.clusterOf(labels),
          namespace: labels.namespace ?? '',
          kind: of.kind,
          name: of.name ?? '',
        },
        of.isPod,
      );
      if (what === 'labels') {
        this.#labels.set(key, textsOf(labels, 'label_'));
      } else {
        this.#annotations.set(key, textsOf(labels, 'annotation_'));
      }
    }
  }

  of({ kind, workload }: Pick<AdviceDraft, 'kind' | 'workload'>): CostSubject {
    const { cluster, namespace } = workload;
    const places = [
      this.#keyOf({ cluster, namespace, kind: 'Namespace', name: namespace }),
      this.#keyOf(workload),
      // What is said of the pods themselves is what costs are told apart by
      this.#keyOf(workload, true),
    ];
    const merge = (texts: ReadonlyMap<string, Texts>) =>
      new Map(places.flatMap(key => [...(texts.get(key) ?? [])]));
    const [, ...own] = places;
    return {
      service: 'Kubernetes',
      chargeCategory: 'Usage',
      ...PARTS[kind],
      account: cluster,
      cluster,
      namespace,
      ...(kind === 'volumeIdle' ? {} : { workload: nameOf(workload) }),
      tags: new Map(
        own.flatMap(key => [...(this.#annotations.get(key) ?? [])]),
      ),
      labels: merge(this.#labels),
      isIdle: false,
    };
  }

  #keyOf({ cluster, namespace, kind, name }: Workload, isPod = false): string {
    return keyOf(cluster, namespace, kind, name, String(isPod));
  }
}

/** As OpenCost writes it: `deployment/checkout`. */
function nameOf({ kind, name }: Workload): string {
  return kind === undefined ? name : `${kind.toLowerCase()}/${name}`;
}
