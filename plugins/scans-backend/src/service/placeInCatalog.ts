import {
  Entity,
  RELATION_PART_OF,
  parseEntityRef,
} from '@backstage/catalog-model';
import { ownersOf } from '@plumbline/backstage-plugin-kit-node';

/** Where an entity stands in the catalog, as far as its own relations say. */
export interface CatalogPlace {
  entityRef: string;
  ownerRef?: string;
  systemRef?: string;
  domainRef?: string;
}

function partOf(entity: Entity, kind: string): string | undefined {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_PART_OF)
    .map(({ targetRef }) => targetRef)
    .find(ref => parseEntityRef(ref).kind.toLowerCase() === kind);
}

/** Owner, system and domain of an entity. */
export function placeInCatalog(
  entityRef: string,
  entity: Entity,
): CatalogPlace {
  return {
    entityRef,
    ownerRef: ownersOf(entity)[0],
    systemRef:
      parseEntityRef(entityRef).kind === 'system'
        ? entityRef
        : partOf(entity, 'system'),
    domainRef: partOf(entity, 'domain'),
  };
}
