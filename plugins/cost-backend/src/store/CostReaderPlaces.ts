import { Knex } from 'knex';
import { CatalogPlace } from '../domain/CatalogPlace';
import { whereAnyOf } from './CostReaderSums';

/** Reads which entities that ever cost anything belong to what. */
export class CostReaderPlaces {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Refs of what belongs to some owners, to a system or to a domain. */
  async listMembers(
    of: 'owner_ref' | 'system_ref' | 'domain_ref',
    refs: readonly string[],
  ): Promise<string[]> {
    return this.#knex('cost_entity')
      .whereRaw(whereAnyOf(this.#knex, of, refs))
      .orderBy('entity_ref')
      .pluck('entity_ref');
  }

  /** Those that ever cost anything, of some. */
  async listKnown(refs: readonly string[]): Promise<string[]> {
    return this.#knex('cost_entity')
      .whereRaw(whereAnyOf(this.#knex, 'entity_ref', refs))
      .orderBy('entity_ref')
      .pluck('entity_ref');
  }

  /** Where entities stand in the catalog. */
  async listPlaces(
    refs: readonly string[],
  ): Promise<Map<string, CatalogPlace>> {
    const rows = await this.#knex('cost_entity').whereRaw(
      whereAnyOf(this.#knex, 'entity_ref', refs),
    );
    return new Map(
      rows.map((row: any) => [
        row.entity_ref,
        {
          entityRef: row.entity_ref,
          ownerRef: row.owner_ref ?? undefined,
          systemRef: row.system_ref ?? undefined,
          domainRef: row.domain_ref ?? undefined,
        },
      ]),
    );
  }
}
