import { Entity } from '@backstage/catalog-model';

/** Whether an entity is a model, whose cost is also that of what makes and serves it. */
export function isModel(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en') === 'resource' &&
    entity.spec?.type === 'ml-model'
  );
}
