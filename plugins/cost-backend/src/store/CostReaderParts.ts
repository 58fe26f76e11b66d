import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { CostKind } from '../domain/DayCost';
import { MonthSum } from './CostReaderMonths';
import { sumCosts, whereAnyOf } from './CostReaderSums';

/** Reads what parts of months add up to. */
export class CostReaderParts {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** By entity, of all or of some, over some days in one currency. */
  async listByEntity(options: {
    /** Both are included. */
    start: string;
    end: string;
    currency: string;
    metric: CostMetric;
    entityRefs?: readonly string[];
  }): Promise<MonthSum[]> {
    const { start, end, currency, metric, entityRefs } = options;
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: {
        source: 'source',
        currency: 'currency',
        entityRef: 'entity_ref',
        kind: 'kind',
      },
      metrics: [metric],
      where: query => {
        query.where({ currency }).whereBetween('day', [start, end]);
        if (entityRefs) {
          query.whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs));
        }
      },
    });
    return sums.map(({ keys, amounts }) => ({
      ...keys,
      kind: keys.kind as CostKind,
      amount: amounts[metric],
    }));
  }
}
