import { Entity } from '@backstage/catalog-model';

const WATCHED_TYPES = new Set(['ml-model', 'ml-pipeline', 'model-server']);
/** Every annotation of the drift family begins so. */
const ANNOTATION_PREFIX = 'plumbline.dev/drift';

/** Whether an entity is of a type that should be watched. */
export function isWatchable(entity: Entity): boolean {
  return WATCHED_TYPES.has(String(entity.spec?.type));
}

/** Whether drift is shown on an entity: models, what trains and serves them, and whatever asks for a monitor. @public */
export function isDriftAvailable(entity: Entity): boolean {
  return (
    isWatchable(entity) ||
    Object.keys(entity.metadata.annotations ?? {}).some(name =>
      name.startsWith(ANNOTATION_PREFIX),
    )
  );
}
