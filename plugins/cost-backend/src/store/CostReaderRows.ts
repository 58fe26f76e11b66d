import {
  COST_METRICS,
  CostAmounts,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { toAmount, whereAnyOf } from './CostReaderSums';

/** Rows of days as they were booked. */
export interface BookedRow {
  columns: Readonly<Record<string, string>>;
  amounts: CostAmounts;
}

/** Text columns that are written out, in order. */
export const BOOKED_COLUMNS = [
  'day',
  'currency',
  'entity_ref',
  'kind',
  'pool',
  'provider',
  'account',
  'account_name',
  'service',
  'service_category',
  'service_subcategory',
  'region',
  'charge_category',
  'cluster',
  'namespace',
  'workload',
  'run',
  'rule',
  'source',
] as const;

/** What is read of a row. */
const COLUMNS = [...BOOKED_COLUMNS, 'bill_month'] as const;

/** Reads what was booked to entities on one day. */
export class CostReaderRows {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listOfDay(
    entityRefs: readonly string[],
    day: string,
  ): Promise<BookedRow[]> {
    const rows = await this.#knex('cost_day')
      .where({ day })
      .whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs))
      .orderBy([...COLUMNS])
      .select(
        ...COLUMNS,
        ...COST_METRICS.map(metric =>
          this.#knex.raw('cast(?? as text) as ??', [metric, metric]),
        ),
      );
    return rows.map((row: any) => {
      const amounts: CostAmounts = {};
      for (const metric of COST_METRICS) {
        amounts[metric] = toAmount(row[metric]);
      }
      return {
        columns: Object.fromEntries(
          COLUMNS.map(column => [column, row[column]]),
        ),
        amounts,
      };
    });
  }
}
