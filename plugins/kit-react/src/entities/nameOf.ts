import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';

/** An entity in few letters: its kind and namespace are said only where they are not the usual ones. @public */
export function nameOf(entityRef: string, usualKind = 'component'): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const place = namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
  return kind === usualKind ? place : `${kind}:${place}`;
}

/** Who did something: a person by name, a machine as it is called. @public */
export function nameOfActor(actor: string | undefined): string {
  return actor === undefined
    ? 'Plumbline'
    : actor.replace(/^user:default\//, '').replace(/^external:/, '');
}
