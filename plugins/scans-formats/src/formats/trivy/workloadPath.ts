import { workloadName } from '../../locations/workloadName';

/** `namespace/Kind/name` of the workload of a resource, or `Kind/name` of what has no namespace. */
export function workloadPath(resource: {
  namespace?: string;
  kind?: string;
  name?: string;
}): string | undefined {
  if (resource.name === undefined) {
    return undefined;
  }
  const { kind, name } = workloadName({
    kind: resource.kind ?? 'Resource',
    name: resource.name,
  });
  return [resource.namespace, kind, name]
    .filter(part => part !== undefined)
    .join('/');
}
