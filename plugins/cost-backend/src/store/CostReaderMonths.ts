import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { CostKind } from '../domain/DayCost';
import { monthOf } from '../domain/days';
import {
  CostSum,
  isPostgres,
  sumCosts,
  toAmount,
  whereAnyOf,
} from './CostReaderSums';

/** What an entity, or nobody, cost in a month. */
export interface MonthSum {
  source: string;
  currency: string;
  /** Empty for what is no entity's. */
  entityRef: string;
  kind: CostKind;
  amount?: bigint;
}

type EntitySum = Omit<MonthSum, 'source' | 'kind'>;

function toEntitySum(row: any): EntitySum {
  return {
    entityRef: row.entity_ref,
    currency: row.currency,
    amount: toAmount(row.amount),
  };
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

  /** What the sources state of some days, whoever they are booked to. */
  async listTotals(options: {
    from: string;
    to: string;
    metric: CostMetric;
  }): Promise<CostSum<'source' | 'currency'>[]> {
    return sumCosts({
      knex: this.#knex,
      from: 'cost_source_day',
      keys: { source: 'source', currency: 'currency' },
      metrics: [options.metric],
      where: query => query.whereBetween('day', [options.from, options.to]),
    });
  }

  /** By entity and currency, from the first day of a month to another of it. */
  async listToDate(options: {
    source: string;
    to: string;
    metric: CostMetric;
    entityRefs: readonly string[];
  }): Promise<EntitySum[]> {
    const { source, to, metric, entityRefs } = options;
    const query = this.#knex('cost_to_date')
      .where({ month: monthOf(to), metric, source })
      .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs));
    const place = Number(to.slice(8));
    if (isPostgres(this.#knex)) {
      const rows = await query
        .groupBy('entity_ref', 'currency')
        .select('entity_ref', 'currency', {
          amount: this.#knex.raw('cast(sum(??) as text)', [
            this.#knex.raw('to_date[least(?, cardinality(to_date))]', [place]),
          ]),
        });
      return rows.map(toEntitySum);
    }
    const rows = await query.select('entity_ref', 'currency', 'to_date');
    return rows.map(({ to_date: toDate, ...row }) => {
      const amounts = toDate.split(',').slice(0, place);
      return toEntitySum({ ...row, amount: amounts.at(-1) || null });
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
