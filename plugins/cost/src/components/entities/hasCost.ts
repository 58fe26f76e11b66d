import { Entity } from '@backstage/catalog-model';

const KINDS = new Set(['component', 'resource', 'system', 'domain', 'group']);
/** Kinds of which cost is expected, so that its absence is worth a card. */
const EXPECTED = new Set(['component', 'resource', 'system', 'group']);

/** Whether an entity can cost something, itself or what belongs to it. @public */
export function hasCost(entity: Entity): boolean {
  return KINDS.has(entity.kind.toLocaleLowerCase('en'));
}

/** Whether somebody misses the cost where there is none. */
export function isExpectedToCost(entity: Entity): boolean {
  return (
    EXPECTED.has(entity.kind.toLocaleLowerCase('en')) &&
    // What is built from a module costs something; the module itself does not
    entity.spec?.type !== 'terraform-module'
  );
}
