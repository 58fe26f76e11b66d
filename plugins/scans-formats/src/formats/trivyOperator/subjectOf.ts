import { imageRepository } from '../../locations/reportPath';
import { Loose, asText, at, objectsIn } from '../../read/loose';
import { workloadPath } from '../trivy/workloadPath';

const DOCKER_HUB = /^(?:index\.|registry-1\.)?docker\.io$/;

/** The image of a report as people write it, without its tag. */
export function imageOf(resource: Loose): string | undefined {
  const repository = asText(at(resource, 'report', 'artifact', 'repository'));
  const server = asText(at(resource, 'report', 'registry', 'server'));
  if (repository === undefined) {
    return undefined;
  }
  return imageRepository(
    server === undefined || DOCKER_HUB.test(server)
      ? repository.replace(/^library\//, '')
      : `${server}/${repository}`,
  );
}

/**
 * What a report is about: the resource that its labels or its owner name, a
 * node, an image, the cluster, or the report itself.
 */
export function subjectOf(kind: string, resource: Loose): string | undefined {
  const label = (name: string) =>
    asText(at(resource, 'metadata', 'labels', `trivy-operator.${name}`));
  const annotation = (name: string) =>
    asText(at(resource, 'metadata', 'annotations', `trivy-operator.${name}`));
  const [owner] = objectsIn(at(resource, 'metadata', 'ownerReferences'));
  const node = asText(at(resource, 'report', 'artifact', 'nodeName'));
  const subject = {
    // A report lies in the namespace of what it is about
    namespace:
      asText(at(resource, 'metadata', 'namespace')) ??
      label('resource.namespace'),
    kind: label('resource.kind') ?? asText(owner?.kind),
    name:
      label('resource.name') ??
      annotation('resource.name') ??
      asText(owner?.name),
  };
  if (subject.kind === 'ClusterSbomReport') {
    // The parts of the cluster itself; its name is a hash of their versions
    return `Cluster/${label('container.name') ?? 'k8s-cluster'}`;
  }
  if (node !== undefined) {
    return `Node/${node}`;
  }
  return (
    (subject.kind === undefined ? undefined : workloadPath(subject)) ??
    imageOf(resource) ??
    workloadPath({
      namespace: subject.namespace,
      kind,
      name: asText(at(resource, 'metadata', 'name')),
    })
  );
}
