import { Entity } from '@backstage/catalog-model';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import { Team, fetchMyTeams } from '@plumbline/backstage-plugin-kit-react';

/** More than anybody can look at on one page. */
const MAX_ENTITIES = 500;

/** What the teams of the signed-in user own. */
export interface Mine {
  teams: Team[];
  entities: Entity[];
  /** How many there are, of which `entities` may be a part. */
  total: number;
  /** Entities that mine refer to and the catalog does not have. */
  missingRefs: string[];
}

async function findMissing(catalogApi: CatalogApi, entities: Entity[]) {
  const refs = [
    ...new Set(
      entities.flatMap(entity =>
        (entity.relations ?? []).map(relation => relation.targetRef),
      ),
    ),
  ];
  if (refs.length === 0) {
    return [];
  }
  const { items } = await catalogApi.getEntitiesByRefs({
    entityRefs: refs,
    fields: ['kind'],
  });
  return refs.filter((_ref, index) => !items[index]);
}

/** Four requests, however much there is. */
export async function fetchMine(options: {
  identityApi: IdentityApi;
  catalogApi: CatalogApi;
}): Promise<Mine> {
  const { catalogApi } = options;
  const teams = await fetchMyTeams(options);
  if (teams.length === 0) {
    return { teams, entities: [], total: 0, missingRefs: [] };
  }
  const { items, totalItems } = await catalogApi.queryEntities({
    filter: {
      kind: ['system', 'component', 'api', 'resource'],
      'relations.ownedBy': teams.map(team => team.ref),
    },
    fields: ['kind', 'metadata', 'spec.type', 'relations', 'status'],
    orderFields: [{ field: 'metadata.name', order: 'asc' }],
    limit: MAX_ENTITIES,
  });
  return {
    teams,
    entities: items,
    total: totalItems,
    missingRefs: await findMissing(catalogApi, items),
  };
}
