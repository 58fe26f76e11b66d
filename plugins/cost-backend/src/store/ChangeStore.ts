import type {
  CostChange,
  CostDifference,
} from '@plumbline/backstage-plugin-cost-common';
import {
  CostMetric,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { beforeTime, TimeCursor } from '@plumbline/backstage-plugin-kit-node';
import { Knex } from 'knex';
import { toAmount } from './CostReaderSums';

/** A change without what only the configuration knows. */
export type KeptChange = Omit<CostChange, 'title'>;

/** Those that are shown in a list. */
const FIRST_DIFFERENCES = 5;
/** Changes that are deleted at once: each may have a difference for every entity and month. */
const DELETED = 20;

function toShown(amount: unknown): string | null {
  const read = toAmount(amount);
  return read === undefined ? null : formatAmount(read);
}

/** Figures that became others, and what they were before. */
export class ChangeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The newest first, one more than the limit, each with its largest differences in a metric. */
  async list(options: {
    after: TimeCursor | undefined;
    limit: number;
    metric: CostMetric;
  }): Promise<KeptChange[]> {
    const { after, limit, metric } = options;
    const rows = await this.#knex('cost_change')
      .modify(query => {
        if (after) {
          query.where(beforeTime('at', after));
        }
      })
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    const changes: KeptChange[] = [];
    for (const row of rows) {
      const differences = { offset: 0, limit: FIRST_DIFFERENCES };
      changes.push(await this.#read(row, { metric, ...differences }));
    }
    return changes;
  }

  /** A change with its differences in a metric from one on, one more than the limit. */
  async get(
    id: string,
    page: { offset: number; limit: number; metric: CostMetric },
  ): Promise<KeptChange | undefined> {
    const row = await this.#knex('cost_change').where({ id }).first();
    return row && this.#read(row, { ...page, limit: page.limit + 1 });
  }

  /** Deletes some changes from before a time; whether there may be more. */
  async deleteSomeBefore(at: string): Promise<boolean> {
    return this.#knex.transaction(async tx => {
      const ids: string[] = await tx('cost_change')
        .where('at', '<', at)
        .orderBy('at')
        .limit(DELETED)
        .pluck('id');
      await tx('cost_change_amount').whereIn('change_id', ids).delete();
      await tx('cost_change').whereIn('id', ids).delete();
      return ids.length === DELETED;
    });
  }

  async #read(
    { id, source, at, cause }: any,
    page: { offset: number; limit: number; metric: CostMetric },
  ): Promise<KeptChange> {
    const months: string[] = await this.#differing(id, page.metric)
      .distinct('month')
      .orderBy('month')
      .pluck('month');
    const counted = await this.#differing(id, page.metric)
      .whereNot({ entity_ref: '' })
      .countDistinct({ entities: 'entity_ref' })
      .first();
    return {
      id,
      source,
      at,
      cause,
      months,
      entities: Number(counted?.entities),
      differences: await this.#listDifferences(id, page),
    };
  }

  async #listDifferences(
    id: string,
    page: { offset: number; limit: number; metric: CostMetric },
  ): Promise<CostDifference[]> {
    const { offset, limit, metric } = page;
    const rows = await this.#differing(id, metric)
      .orderBy([
        { column: `size_${metric}`, order: 'desc' },
        { column: 'month', order: 'desc' },
        'currency',
        'entity_ref',
      ])
      .offset(offset)
      .limit(limit)
      .select(
        'month',
        'currency',
        'entity_ref',
        ...['before', 'after'].map(side =>
          this.#knex.raw('cast(?? as text) as ??', [`${side}_${metric}`, side]),
        ),
      );
    return rows.map((row: any) => ({
      month: row.month,
      currency: row.currency,
      ...(row.entity_ref === '' ? {} : { entityRef: row.entity_ref }),
      before: toShown(row.before),
      after: toShown(row.after),
    }));
  }

  #differing(id: string, metric: CostMetric): Knex.QueryBuilder {
    return this.#knex('cost_change_amount')
      .where({ change_id: id })
      .where(`size_${metric}`, '>', 0);
  }
}
