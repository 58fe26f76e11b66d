import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
} from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';

/** One entity needs another. */
type Dependency = {
  dependent: CompoundEntityRef;
  on: CompoundEntityRef;
};

/**
 * The dependencies that the machine-learning fields of a valid entity state,
 * beside `dependsOn` and `dependencyOf`, which the catalog reads itself.
 * The arrow follows the data: a consumer depends on its source.
 */
export function listDependencies(
  entity: Entity,
  self: CompoundEntityRef,
): Dependency[] {
  const spec = entity.spec as JsonObject;
  const contract = spec.contract as JsonObject | undefined;
  const refs = (value: unknown, defaultKind: string) =>
    ((value as string[] | undefined) ?? []).map(ref =>
      parseEntityRef(ref, { defaultKind, defaultNamespace: self.namespace }),
    );
  const sources = [
    ...refs(spec.derivedFrom, 'resource'),
    ...refs(spec.serves, 'resource'),
  ];
  const dependents = [
    ...refs(spec.produces, 'resource'),
    ...refs(contract?.consumers, 'component'),
  ];
  return [
    ...sources.map(on => ({ dependent: self, on })),
    ...dependents.map(dependent => ({ dependent, on: self })),
  ];
}
