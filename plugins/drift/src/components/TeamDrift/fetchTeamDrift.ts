import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import { MonitorSummary } from '@plumbline/backstage-plugin-drift-common';
import { DriftApi } from '../../api/DriftApi';
import { sortByNeed } from '../../hooks/sortByNeed';
import { isWatchable } from '../entities/isDriftAvailable';

/** A monitor of the team with the entity that it watches. */
export interface TeamRow {
  entityRef: string;
  title: string;
  monitor: MonitorSummary;
  status: MonitorSummary['status'];
}

/** What a team should know about the drift of its things. */
export interface TeamDriftOverview {
  /** What needs action first. */
  checked: TeamRow[];
  /** Have a monitor that never answered. */
  neverChecked: TeamRow[];
  /** Models, pipelines and servers without a monitor. */
  unwatched: { entityRef: string; title: string }[];
}

const MOST_ENTITIES = 1000;

const titleOf = (entity: Entity) =>
  entity.metadata.title ?? entity.metadata.name;

/** The team's entities from the catalog, their monitors in batches from the backend. */
export async function fetchTeamDrift(options: {
  catalogApi: CatalogApi;
  driftApi: DriftApi;
  teamRef: string;
}): Promise<TeamDriftOverview> {
  const { catalogApi, driftApi, teamRef } = options;
  const { items } = await catalogApi.queryEntities({
    filter: {
      kind: ['component', 'resource'],
      [`relations.${RELATION_OWNED_BY}`]: teamRef,
    },
    fields: ['kind', 'metadata', 'spec.type'],
    limit: MOST_ENTITIES,
  });
  const entities = new Map(
    items.map(entity => [stringifyEntityRef(entity).toLowerCase(), entity]),
  );
  const summaries =
    entities.size > 0 ? await driftApi.getSummaries([...entities.keys()]) : [];
  const rows = summaries.flatMap(({ entityRef, monitors }) => {
    const entity = entities.get(entityRef);
    return monitors.map(monitor => ({
      entityRef,
      title: entity ? titleOf(entity) : entityRef,
      monitor,
      status: monitor.status,
    }));
  });
  const watched = new Set(rows.map(row => row.entityRef));
  return {
    checked: sortByNeed(rows.filter(row => row.monitor.checkedAt)),
    neverChecked: rows.filter(row => !row.monitor.checkedAt),
    unwatched: [...entities]
      .filter(([ref, entity]) => !watched.has(ref) && isWatchable(entity))
      .map(([entityRef, entity]) => ({ entityRef, title: titleOf(entity) }))
      .sort((a, b) => a.title.localeCompare(b.title)),
  };
}
