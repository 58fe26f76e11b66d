import { NONE } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { DayCost } from '../domain/DayCost';
import { CostQuestion, IS_ONE_OFF } from './CostReader';
import { sumCosts, whereAnyOf } from './CostReaderSums';

/** What one entity costs on one day. */
export type EntityDayCost = DayCost & { entityRef: string };

/** Reads what many entities cost, each by itself. */
export class CostReaderEntities {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Every day of every entity as a whole; only what happens once is told apart. */
  async listTotals(question: CostQuestion): Promise<EntityDayCost[]> {
    const { entityRefs, from, to, metric } = question;
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: {
        entityRef: 'entity_ref',
        source: 'source',
        currency: 'currency',
        day: 'day',
        isOneOff: IS_ONE_OFF,
      },
      metrics: [metric],
      where: query =>
        query
          .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs))
          .whereBetween('day', [from, to]),
    });
    return sums.map(({ keys, amounts, rows, statedRows }) => ({
      ...keys,
      kind: 'direct',
      key: NONE,
      isOneOff: keys.isOneOff === 'yes',
      amount: amounts[metric],
      rows,
      statedRows,
    }));
  }

  /** Another text whenever something else is stored. */
  async findState(): Promise<string> {
    const stored = await this.#knex('cost_import')
      .where('stores', '>', 0)
      .sum({ stores: 'stores' })
      .max({ last: 'started_at' })
      .first();
    return `${stored?.stores} ${stored?.last}`;
  }
}
