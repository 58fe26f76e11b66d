import type {
  CostAdvice,
  CostAdviceKind,
} from '@plumbline/backstage-plugin-cost-common';
import { Amount } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { fromAdviceRow } from './AdviceStore';
import { isPostgres, toAmount, whereAnyOf } from './CostReaderSums';

/** Place in the list, which is sorted by saving and id, both falling. */
export interface AdviceCursor {
  rank: string;
  id: string;
}

/** Which advice is meant. */
export interface AdviceFilter {
  /** Configured ones. */
  sources: readonly string[];
  /** Undefined where everything is meant, also what is no entity's. */
  entityRefs: readonly string[] | undefined;
  kind?: CostAdviceKind;
  state: CostAdvice['state'];
}

/** Advice as it was stored. */
export interface FoundAdvice {
  advice: Omit<CostAdvice, 'ownerRef'>;
  rank: string;
  patch?: string;
}

/** Reads what was advised. */
export class AdviceReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The largest saving first, at most as many as the limit. */
  async list(
    filter: AdviceFilter,
    page: { after: AdviceCursor | undefined; limit: number },
  ): Promise<FoundAdvice[]> {
    const { after, limit } = page;
    const rows = await this.#select(filter)
      .modify(query => {
        if (after) {
          query.where(further =>
            further
              .where('saving_rank', '<', after.rank)
              .orWhere(same =>
                same
                  .where('saving_rank', after.rank)
                  .where('id', '<', after.id),
              ),
          );
        }
      })
      .orderBy([
        { column: 'saving_rank', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map((row: any) => this.#toFound(row));
  }

  async count(filter: AdviceFilter): Promise<number> {
    const [row] = await this.#select(filter).count({ found: '*' });
    return Number(row.found);
  }

  /** What all of it saves together, by currency. */
  async sum(
    filter: AdviceFilter,
  ): Promise<{ currency: string; amount: Amount }[]> {
    const query = this.#select(filter).whereNotNull('saving');
    const rows = isPostgres(this.#knex)
      ? await query
          .select(
            'currency',
            this.#knex.raw('cast(sum(cast(saving as numeric)) as text) saving'),
          )
          .groupBy('currency')
      : await query.select('currency', 'saving');
    const sums = new Map<string, Amount>();
    for (const { currency, saving } of rows) {
      sums.set(currency, (sums.get(currency) ?? 0n) + toAmount(saving)!);
    }
    return [...sums].sort().map(([currency, amount]) => ({ currency, amount }));
  }

  async find(
    id: string,
    sources: readonly string[],
  ): Promise<FoundAdvice | undefined> {
    const row = await this.#knex('cost_advice')
      .where({ id })
      .whereIn('source', sources)
      .first();
    return row && this.#toFound(row);
  }

  #select({ sources, entityRefs, kind, state }: AdviceFilter) {
    return this.#knex('cost_advice')
      .where({ state })
      .whereIn('source', sources)
      .modify((query: Knex.QueryBuilder) => {
        if (kind !== undefined) {
          query.where({ kind });
        }
        if (entityRefs !== undefined) {
          query.whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs));
        }
      });
  }

  #toFound(row: any): FoundAdvice {
    return {
      advice: fromAdviceRow(row),
      rank: row.saving_rank,
      patch: row.patch ?? undefined,
    };
  }
}
