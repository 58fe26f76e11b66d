import { Knex } from 'knex';
import { whereAnyOf } from './CostReaderSums';
import { inParts } from './inParts';

const ROWS = 400;

/** How much of a unit an entity handed out on a day, as a source counted it. */
export interface DayUnits {
  entityRef: string;
  day: string;
  source: string;
  quantity: number;
}

/** Counts of units, such as tokens, by entity and day. */
export class UnitStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(options: {
    unit: string;
    entityRefs: readonly string[];
    from: string;
    to: string;
  }): Promise<DayUnits[]> {
    const { unit, entityRefs, from, to } = options;
    const rows = await this.#knex('cost_units')
      .where({ unit })
      .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs))
      .whereBetween('day', [from, to])
      .orderBy(['entity_ref', 'day', 'source']);
    return (rows as any[]).map(row => ({
      entityRef: row.entity_ref,
      day: row.day,
      source: row.source,
      quantity: Number(row.quantity),
    }));
  }

  /** The last day that a source was asked about. */
  async findLastDay(unit: string, source: string): Promise<string | undefined> {
    const row = await this.#knex('cost_units')
      .where({ unit, source })
      .max({ day: 'day' })
      .first();
    return row?.day ?? undefined;
  }

  /** Entities of which a source ever counted anything. */
  async listKnown(unit: string, source: string): Promise<string[]> {
    return this.#knex('cost_units')
      .where({ unit, source })
      .distinct('entity_ref')
      .orderBy('entity_ref')
      .pluck('entity_ref');
  }

  /** Takes the place of what was counted of the same days. */
  async save(unit: string, units: readonly DayUnits[]): Promise<void> {
    for (const part of inParts(units, ROWS)) {
      await this.#knex('cost_units')
        .insert(
          part.map(({ entityRef, day, source, quantity }) => ({
            entity_ref: entityRef,
            day,
            unit,
            source,
            quantity,
          })),
        )
        .onConflict(['entity_ref', 'unit', 'day', 'source'])
        .merge();
    }
  }

  async deleteBefore(day: string): Promise<void> {
    await this.#knex('cost_units').where('day', '<', day).delete();
  }
}
