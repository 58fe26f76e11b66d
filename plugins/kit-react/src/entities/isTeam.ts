import { Entity } from '@backstage/catalog-model';

/** @public */
export function isTeam(entity: Entity): boolean {
  return entity.kind.toLowerCase() === 'group';
}
