import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { CostKind } from '../domain/DayCost';
import { EntityMonthCost } from '../domain/modelCosts';
import { RunDays } from '../domain/modelRuns';
import { sumCosts, whereAnyOf } from './CostReaderSums';

/** Entities, and days that are both included. */
interface Question {
  entityRefs: readonly string[];
  from: string;
  to: string;
}

/** Reads what the economics of models are made of. */
export class CostReaderModels {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Costs by month and by all that decides what of a model they are. */
  async listCosts(
    question: Question & { metric: CostMetric },
  ): Promise<EntityMonthCost[]> {
    const { metric } = question;
    const sums = await sumCosts({
      knex: this.#knex,
      from: 'cost_day',
      keys: {
        entityRef: 'entity_ref',
        month: 'month',
        currency: 'currency',
        kind: 'kind',
        serviceCategory: 'service_category',
        serviceSubcategory: 'service_subcategory',
        run: 'run',
        workload: 'workload',
      },
      metrics: [metric],
      where: query => this.#within(query, question),
    });
    return sums.map(({ keys, amounts }) => ({
      ...keys,
      kind: keys.kind as CostKind,
      amount: amounts[metric],
    }));
  }

  /** When each run cost anything. */
  async listRunDays(question: Question): Promise<RunDays[]> {
    const rows = await this.#knex('cost_day')
      .modify(query => this.#within(query, question))
      .whereNot('run', '')
      .groupBy('entity_ref', 'run', 'currency')
      .select('entity_ref', 'run', 'currency')
      .min({ first: 'day' })
      .max({ last: 'day' });
    return (rows as any[]).map(row => ({
      entityRef: row.entity_ref,
      run: row.run,
      currency: row.currency,
      firstDay: row.first,
      lastDay: row.last,
    }));
  }

  /** Months of which anything is known, of whichever entity, each with its currency: `2026-11 EUR`. */
  async listKnownMonths(from: string, to: string): Promise<Set<string>> {
    const rows = await this.#knex('cost_month')
      .whereBetween('month', [from, to])
      .distinct('month', 'currency');
    return new Set(rows.map(({ month, currency }) => `${month} ${currency}`));
  }

  /** The last of some days of which anything is known. */
  async findLastDay(from: string, to: string): Promise<string | undefined> {
    const row = await this.#knex('cost_source_day')
      .whereBetween('day', [from, to])
      .max({ day: 'day' })
      .first();
    return row?.day ?? undefined;
  }

  #within(query: Knex.QueryBuilder, { entityRefs, from, to }: Question): void {
    query
      .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs))
      .whereBetween('day', [from, to]);
  }
}
