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

/** What an entity cost on some days. */
export type EntitySum = Omit<MonthSum, 'source' | 'kind'>;

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

  /** Every source of which something is stored. */
  async listSources(): Promise<string[]> {
    return this.#knex('cost_source_day')
      .distinct('source')
      .orderBy('source')
      .pluck('source');
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

  /** By source, kind, and whether it is an entity's, which then is `*`, or nobody's. */
  async listByKind(options: {
    month: string;
    metric: CostMetric;
  }): Promise<MonthSum[]> {
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_month',
      keys: {
        source: 'source',
        currency: 'currency',
        entityRef: `case when entity_ref = '' then '' else '*' end`,
        kind: 'kind',
      },
      metrics: [options.metric],
      where: query => query.where({ month: options.month }),
    });
    return sums.map(({ keys, amounts }) => ({
      ...keys,
      kind: keys.kind as CostKind,
      amount: amounts[options.metric],
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

  /** By entity and currency, what days of one month add up to, of all entities or of some. */
  async listOfDays(options: {
    source: string;
    from: string;
    /** In the same month. */
    to: string;
    metric: CostMetric;
    entityRefs?: readonly string[];
  }): Promise<EntitySum[]> {
    const { source, from, to, metric, entityRefs } = options;
    const query = this.#knex('cost_to_date')
      .where({ month: monthOf(to), metric, source })
      .whereNot({ entity_ref: '' })
      .modify(ofEntities => {
        if (entityRefs) {
          ofEntities.whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs));
        }
      });
    const last = Number(to.slice(8));
    const before = Number(from.slice(8)) - 1;
    if (isPostgres(this.#knex)) {
      const rows = await query
        .groupBy('entity_ref', 'currency')
        .select('entity_ref', 'currency', {
          amount: this.#knex.raw(
            `cast(sum(to_date[least(?, cardinality(to_date))]
              - coalesce(to_date[least(?, cardinality(to_date))], 0)) as text)`,
            [last, before],
          ),
        });
      return rows.map((row: any) => ({
        entityRef: row.entity_ref,
        currency: row.currency,
        amount: toAmount(row.amount),
      }));
    }
    const rows = await query.select('entity_ref', 'currency', 'to_date');
    return rows.map((row: any) => {
      const known: string[] = row.to_date.split(',');
      const until = (day: number) =>
        toAmount(known.slice(0, day).at(-1) || null);
      const sum = until(last);
      return {
        entityRef: row.entity_ref,
        currency: row.currency,
        amount: sum === undefined ? undefined : sum - (until(before) ?? 0n),
      };
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
