import { Entity } from '@backstage/catalog-model';

const KINDS = new Set(['component', 'resource', 'system']);
/** Data has no code, image or cluster that a scanner looks at. */
const DATA_TYPES = new Set(['dataset', 'feature-set', 'ml-model']);

export const isTeam = (entity: Entity) => entity.kind.toLowerCase() === 'group';

/** Whether a scanner can look at an entity: components, resources and systems, except data. @public */
export function isScannable(entity: Entity): boolean {
  return (
    KINDS.has(entity.kind.toLowerCase()) &&
    !DATA_TYPES.has(String(entity.spec?.type))
  );
}
