import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { CostKind } from '../domain/DayCost';
import { CostSum, sumCosts, whereAnyOf } from './CostReaderSums';

/** What an entity, or nobody, cost in a month. */
export interface MonthSum {
  source: string;
  currency: string;
  /** Empty for what is no entity's. */
  entityRef: string;
  kind: CostKind;
  amount?: bigint;
}

/** Reads what months add up to, and what is no entity's. */
export class CostReaderMonths {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The last month of which anything is known, up to a month. */
  async findLastMonth(until: string): Promise<string | undefined> {
    const row = await this.#knex('cost_month')
      .where('month', '<=', until)
      .max({ month: 'month' })
      .first();
    return row?.month ?? undefined;
  }

  /** By entity, of all or of some. */
  async listByEntity(options: {
    month: string;
    metric: CostMetric;
    entityRefs?: readonly string[];
  }): Promise<MonthSum[]> {
    const { month, metric, entityRefs } = options;
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_month',
      keys: {
        source: 'source',
        currency: 'currency',
        entityRef: 'entity_ref',
        kind: 'kind',
      },
      metrics: [metric],
      where: query => {
        query.where({ month });
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

  /** What the days of a month state, whoever they are booked to. */
  async listTotals(options: {
    from: string;
    to: string;
    metric: CostMetric;
  }): Promise<CostSum<'source' | 'currency'>[]> {
    return sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: { source: 'source', currency: 'currency' },
      metrics: [options.metric],
      where: query => query.whereBetween('day', [options.from, options.to]),
    });
  }

  /** By source, currency and entity, over the days that are asked of each source. */
  async listOverDays(options: {
    source: string;
    from: string;
    to: string;
    metric: CostMetric;
    entityRefs: readonly string[];
  }): Promise<CostSum<'currency' | 'entityRef'>[]> {
    const { source, from, to, metric, entityRefs } = options;
    return sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: { currency: 'currency', entityRef: 'entity_ref' },
      metrics: [metric],
      where: query =>
        query
          .where({ source })
          .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs))
          .whereBetween('day', [from, to]),
    });
  }

  /** What is no entity's in some days, by what the source says of it. */
  async listUnattributed(options: {
    from: string;
    to: string;
    metric: CostMetric;
  }): Promise<
    CostSum<
      'source' | 'currency' | 'account' | 'service' | 'namespace' | 'reason'
    >[]
  > {
    return sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: {
        source: 'source',
        currency: 'currency',
        account: `coalesce(nullif(account_name, ''), account)`,
        service: 'service',
        namespace: 'namespace',
        reason: 'reason',
      },
      metrics: [options.metric],
      where: query =>
        query
          .where({ entity_ref: '' })
          .whereBetween('day', [options.from, options.to]),
    });
  }
}
