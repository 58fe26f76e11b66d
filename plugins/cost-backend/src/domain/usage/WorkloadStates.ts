import { keyOf } from './keyOf';
import { RecordedUsage, UsageSample } from './RecordedUsage';
import { Workload, Workloads } from './Workloads';

const KINDS = [
  ['deployment', 'Deployment'],
  ['statefulset', 'StatefulSet'],
  ['daemonset', 'DaemonSet'],
] as const;

const keyOfWorkload = ({ cluster, namespace, kind, name }: Workload) =>
  keyOf(cluster, namespace, kind, name);

/** Says of workloads what forbids to trust what was measured. */
export class WorkloadStates {
  readonly #changed = new Set<string>();
  readonly #autoscaled = new Set<string>();
  readonly #autoscaledNames = new Set<string>();
  readonly #clusterOf: (labels: UsageSample['labels']) => string;

  constructor(recorded: RecordedUsage, workloads: Workloads) {
    this.#clusterOf = labels => workloads.clusterOf(labels);
    this.#compareGenerations(recorded);
    const targets = new Set<string>();
    for (const { labels } of recorded.autoscalers) {
      const { namespace, horizontalpodautoscaler: name } = labels;
      targets.add(keyOf(labels.cluster, namespace, name));
      this.#autoscaled.add(
        keyOf(
          this.#clusterOf(labels),
          namespace,
          labels.scaletargetref_kind,
          labels.scaletargetref_name,
        ),
      );
    }
    // Where nothing says what they scale, they are mostly named like it
    for (const { labels } of recorded.namedAutoscalers) {
      const { namespace, horizontalpodautoscaler: name } = labels;
      if (!targets.has(keyOf(labels.cluster, namespace, name))) {
        this.#autoscaledNames.add(
          keyOf(this.#clusterOf(labels), namespace, name),
        );
      }
    }
  }

  /** Whether it got another generation in the window. */
  isChanged(workload: Workload): boolean {
    return this.#changed.has(keyOfWorkload(workload));
  }

  isAutoscaled(workload: Workload): boolean {
    const { cluster, namespace, name } = workload;
    return (
      this.#autoscaled.has(keyOfWorkload(workload)) ||
      this.#autoscaledNames.has(keyOf(cluster, namespace, name))
    );
  }

  #compareGenerations(recorded: RecordedUsage): void {
    const { generationsMost, generationsLeast } = recorded;
    const least = new Map<string, number>();
    for (const sample of generationsLeast) {
      least.set(this.#keyOfGeneration(sample) ?? '', sample.value);
    }
    for (const sample of generationsMost) {
      const key = this.#keyOfGeneration(sample);
      if (key !== undefined && least.get(key) !== sample.value) {
        this.#changed.add(key);
      }
    }
  }

  #keyOfGeneration({ labels }: UsageSample): string | undefined {
    const [label, kind] = KINDS.find(([name]) => labels[name]) ?? [];
    return label === undefined
      ? undefined
      : keyOf(this.#clusterOf(labels), labels.namespace, kind, labels[label]);
  }
}
