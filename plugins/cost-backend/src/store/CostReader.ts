import type { CostGroup } from '@plumbline/backstage-plugin-cost-common';
import {
  COST_METRICS,
  CostFact,
  CostMetric,
  NONE,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { CostKind, DayCost, DeliveredDays } from '../domain/DayCost';
import { MetricSums } from '../domain/metricWarning';
import { sumCosts, whereAnyOf } from './CostReaderSums';

/** Shares of what nobody used, and of what is shared, that are of no service have a name all the same: they are no gap in a bill. */
const SHARE = `case kind when 'idle' then '(idle)' when 'shared' then '(shared)' end`;
const orShare = (column: string) =>
  `coalesce(nullif(${column}, ''), ${SHARE}, '')`;
const orNone = (column: string) =>
  `coalesce(nullif(${column}, ''), ${SHARE}, '${NONE}')`;

/** SQL of what costs are told apart by. */
const GROUPS: Readonly<Record<CostGroup, string>> = {
  serviceCategory: orNone('service_category'),
  service: orNone('service'),
  kind: 'kind',
  region: orNone('region'),
  account: `coalesce(nullif(account_name, ''), ${orNone('account')})`,
  chargeCategory: orNone('charge_category'),
};

/** Charges that happen once, and say nothing of the days to come. */
export const IS_ONE_OFF = `case when charge_category in ('Purchase', 'Tax', 'Adjustment') then 'yes' else 'no' end`;

/** Which costs are read. */
export interface CostQuestion {
  entityRefs: readonly string[];
  /** Both are included. */
  from: string;
  to: string;
  metric: CostMetric;
}

/** Reads what entities cost, day by day. */
export class CostReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Every day by kind and by what costs are told apart. */
  async listByGroup(
    question: CostQuestion & { group: CostGroup },
  ): Promise<DayCost[]> {
    return this.#list(question, {
      kind: 'kind',
      key: GROUPS[question.group],
      isOneOff: `'no'`,
    });
  }

  /** Every day as a whole; only what happens once is told apart. */
  async listTotals(question: CostQuestion): Promise<DayCost[]> {
    return this.#list(question, {
      kind: `'direct'`,
      key: `'${NONE}'`,
      isOneOff: IS_ONE_OFF,
    });
  }

  async #list(
    question: CostQuestion,
    keys: Record<'kind' | 'key' | 'isOneOff', string>,
  ): Promise<DayCost[]> {
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: { source: 'source', currency: 'currency', day: 'day', ...keys },
      metrics: [question.metric],
      where: query => this.#within(query, question),
    });
    return sums.map(sum => ({
      source: sum.keys.source,
      currency: sum.keys.currency,
      day: sum.keys.day,
      kind: sum.keys.kind as CostKind,
      key: sum.keys.key,
      isOneOff: sum.keys.isOneOff === 'yes',
      amount: sum.amounts[question.metric],
      rows: sum.rows,
      statedRows: sum.statedRows,
    }));
  }

  /** What is behind the costs of some days; the entity stands as the resource. */
  async listFacts(options: {
    entityRefs: readonly string[];
    /** Each of them, or all from one to another. */
    days: readonly string[] | { start: string; end: string };
    /** Adds up the days of each month, which then stands as the day. */
    isByMonth?: boolean;
    metric: CostMetric;
    /** Undefined for all, as is the source. */
    currency?: string;
    source?: string;
  }): Promise<CostFact[]> {
    const { entityRefs, days, metric, currency, source } = options;
    const only = Object.fromEntries(
      Object.entries({ currency, source }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: {
        day: options.isByMonth ? 'month' : 'day',
        currency: 'currency',
        resourceId: 'entity_ref',
        serviceCategory: orShare('service_category'),
        service: orShare('service'),
        serviceSubcategory: 'service_subcategory',
        namespace: 'namespace',
        workload: 'workload',
      },
      metrics: [metric],
      where: query =>
        query
          .where(only)
          .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs))
          .modify(ofDays => {
            if ('start' in days) {
              ofDays.whereBetween('day', [days.start, days.end]);
            } else {
              ofDays.whereRaw(whereAnyOf(this.#knex, 'day', days));
            }
          }),
    });
    return sums.map(({ keys, amounts, rows }) => {
      const { day, currency: statedIn, ...subject } = keys;
      return {
        day,
        currency: statedIn,
        amounts,
        rows,
        subject: {
          ...Object.fromEntries(
            Object.entries(subject).filter(([, value]) => value !== ''),
          ),
          tags: new Map(),
          labels: new Map(),
          isIdle: false,
        },
      };
    });
  }

  /** What all four metrics state of some months. */
  async listMetrics(options: {
    entityRefs: readonly string[];
    months: readonly string[];
  }): Promise<MetricSums[]> {
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_month',
      keys: { currency: 'currency' },
      metrics: COST_METRICS,
      where: query =>
        query
          .whereRaw(whereAnyOf(this.#knex, 'entity_ref', options.entityRefs))
          .whereIn('month', options.months),
    });
    return sums
      .map(({ keys, amounts }) => ({ currency: keys.currency, amounts }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }

  /** Of the days, those of which the sources said anything, of whichever entity. */
  async listDelivered(
    sources: readonly string[],
    days: readonly string[],
  ): Promise<DeliveredDays> {
    const rows = await this.#knex('cost_source_day')
      .distinct('source', 'day')
      .whereRaw(whereAnyOf(this.#knex, 'source', sources))
      .whereRaw(whereAnyOf(this.#knex, 'day', days));
    const delivered = new Map(
      sources.map(source => [source, new Set<string>()]),
    );
    rows.forEach(({ source, day }: Record<'source' | 'day', string>) =>
      delivered.get(source)!.add(day),
    );
    return delivered;
  }

  #within(
    query: Knex.QueryBuilder,
    { entityRefs, from, to }: CostQuestion,
  ): void {
    query
      .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs))
      .whereBetween('day', [from, to]);
  }
}
