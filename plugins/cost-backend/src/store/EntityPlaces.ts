import { Knex } from 'knex';
import { CatalogPlace } from '../domain/CatalogPlace';
import { inParts } from './inParts';

/** SQLite takes at most 500 rows in one statement. */
const ROWS = 400;

/** Remembers where entities stand in the catalog. */
export async function placeEntities(
  knex: Knex,
  places: readonly CatalogPlace[],
): Promise<void> {
  for (const part of inParts(places, ROWS)) {
    await knex('cost_entity')
      .insert(
        part.map(place => ({
          entity_ref: place.entityRef,
          owner_ref: place.ownerRef ?? null,
          system_ref: place.systemRef ?? null,
          domain_ref: place.domainRef ?? null,
        })),
      )
      .onConflict('entity_ref')
      .merge();
  }
}

/** Remembers entities that the catalog does not know; where they were known to stand stays. */
export async function addUnplaced(
  knex: Knex,
  entityRefs: readonly string[],
): Promise<void> {
  for (const part of inParts(entityRefs, ROWS)) {
    await knex('cost_entity')
      .insert(part.map(ref => ({ entity_ref: ref })))
      .onConflict('entity_ref')
      .ignore();
  }
}

/** Where the entities stand that ever cost anything. */
export class EntityPlaces {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(): Promise<CatalogPlace[]> {
    const rows = await this.#knex('cost_entity').orderBy('entity_ref');
    return rows.map(row => ({
      entityRef: row.entity_ref,
      ownerRef: row.owner_ref ?? undefined,
      systemRef: row.system_ref ?? undefined,
      domainRef: row.domain_ref ?? undefined,
    }));
  }

  async place(places: readonly CatalogPlace[]): Promise<void> {
    await placeEntities(this.#knex, places);
  }
}
