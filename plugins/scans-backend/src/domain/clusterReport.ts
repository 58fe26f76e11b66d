import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { workloadName } from '@plumbline/backstage-plugin-scans-formats';

/** Metadata of a resource that a scanner in a cluster wrote; anything may be missing. */
export interface ResourceMetadata {
  name?: string;
  namespace?: string;
  resourceVersion?: string;
  creationTimestamp?: string;
  labels?: Record<string, string>;
  ownerReferences?: { kind?: string; name?: string; controller?: boolean }[];
}

/** What a resource reports about. */
export interface Subject {
  /** Of nothing that the whole cluster has. */
  namespace?: string;
  kind?: string;
  name?: string;
  container?: string;
  kubernetesId?: string;
}

/** An entity that runs in clusters. */
export interface RunningEntity {
  entityRef: string;
  entity: Entity;
  kubernetesId?: string;
  namespace?: string;
  cluster?: string;
}

const ID = 'backstage.io/kubernetes-id';

/** What a resource reports about, by its labels or its owner. */
export function subjectOf(metadata: ResourceMetadata): Subject {
  const { namespace, labels = {}, ownerReferences = [] } = metadata;
  const owner =
    ownerReferences.find(({ controller }) => controller) ?? ownerReferences[0];
  const kind = labels['trivy-operator.resource.kind'] ?? owner?.kind;
  const name =
    labels['trivy-operator.resource.name'] ?? owner?.name ?? metadata.name;
  return {
    namespace,
    ...(kind && name ? workloadName({ kind, name }) : { kind, name }),
    container: labels['trivy-operator.container.name'],
    kubernetesId: labels[ID],
  };
}

/** The target of the scope that a resource speaks for. */
export function targetOf(
  cluster: string,
  resourceKind: string,
  subject: Subject,
): string {
  const { namespace, kind, name, container } = subject;
  return [cluster, resourceKind, namespace, kind, name, container]
    .filter(part => part !== undefined)
    .join('/');
}

/** Entities whose annotations say where they run. */
export function readRunning(entities: readonly Entity[]): RunningEntity[] {
  return entities.map(entity => {
    const { annotations = {} } = entity.metadata;
    return {
      entityRef: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
      entity,
      kubernetesId: annotations[ID],
      namespace: annotations['backstage.io/kubernetes-namespace'],
      cluster: annotations['backstage.io/kubernetes-cluster'],
    };
  });
}

/**
 * The entity that a report is about: the one whose id the resource carries as a
 * label or its workload as a name; else the only one that says it runs in the
 * namespace. Of several none is chosen.
 */
export function findEntity(
  running: readonly RunningEntity[],
  options: { cluster: string; subject: Subject },
): RunningEntity | undefined {
  const { cluster, subject } = options;
  const here = running.filter(
    one =>
      (one.cluster === undefined || one.cluster === cluster) &&
      (one.namespace === undefined || one.namespace === subject.namespace),
  );
  const onlyOne = (some: readonly RunningEntity[]) =>
    some.length === 1 ? some[0] : undefined;
  const labelled =
    subject.kubernetesId !== undefined &&
    here.filter(one => one.kubernetesId === subject.kubernetesId);
  if (labelled) {
    return onlyOne(labelled);
  }
  const named = here.filter(
    one => one.kubernetesId !== undefined && one.kubernetesId === subject.name,
  );
  return named.length > 0
    ? onlyOne(named)
    : onlyOne(here.filter(one => one.namespace !== undefined));
}
