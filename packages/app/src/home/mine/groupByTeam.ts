import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { Team } from '@plumbline/backstage-plugin-kit-react';

/** What one team owns, by what it is. */
export interface TeamGroup {
  team: Team;
  parts: { title: string; entities: Entity[] }[];
}

const DATA_TYPES = ['ml-model', 'dataset'];

const typeOf = (entity: Entity) => String(entity.spec?.type ?? '');

const PARTS: { title: string; holds: (entity: Entity) => boolean }[] = [
  { title: 'Systems', holds: entity => entity.kind === 'System' },
  {
    title: 'Pipelines',
    holds: entity =>
      entity.kind === 'Component' && typeOf(entity) === 'ml-pipeline',
  },
  { title: 'Components', holds: entity => entity.kind === 'Component' },
  {
    title: 'Models',
    holds: entity =>
      entity.kind === 'Resource' && typeOf(entity) === 'ml-model',
  },
  {
    title: 'Data',
    holds: entity =>
      entity.kind === 'Resource' && DATA_TYPES.includes(typeOf(entity)),
  },
  { title: 'APIs', holds: entity => entity.kind === 'API' },
  { title: 'Other resources', holds: () => true },
];

const isOwnedBy = (entity: Entity, team: Team) =>
  (entity.relations ?? []).some(
    relation =>
      relation.type === RELATION_OWNED_BY && relation.targetRef === team.ref,
  );

/** The entities of each team, every one in exactly one part of its team. */
export function groupByTeam(teams: Team[], entities: Entity[]): TeamGroup[] {
  return teams.map(team => {
    const owned = entities.filter(entity => isOwnedBy(entity, team));
    const partOf = (entity: Entity) =>
      PARTS.find(part => part.holds(entity))!.title;
    const parts = PARTS.map(({ title }) => ({
      title,
      entities: owned.filter(entity => partOf(entity) === title),
    }));
    return { team, parts: parts.filter(part => part.entities.length > 0) };
  });
}
