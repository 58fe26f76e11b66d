import { Amount, CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { ComparedDays } from '../domain/comparedDays';
import { EntityCost, toCeased } from '../domain/costRows';
import { monthOf } from '../domain/days';
import { EntityChange } from '../domain/movers';
import { isPostgres, toAmount, whereAnyOf } from './CostReaderSums';

/** No name of a source has one of these. */
const SEPARATOR = '\n';
const FIELD_SEPARATOR = '\t';

/** Which costs of a month are read. */
interface LargestQuestion {
  month: string;
  metric: CostMetric;
  /** All where none are named. */
  entityRefs?: readonly string[];
  limit: number;
}

/**
 * Reads the largest costs of a month without reading all of them. For databases
 * that know exact decimals: others cannot put amounts in order.
 */
export class CostReaderLargest {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  get isPossible(): boolean {
    return isPostgres(this.#knex);
  }

  /** Of entities in each of their currencies, the largest by whatever sign first. */
  async list(question: LargestQuestion): Promise<EntityCost[]> {
    const rows = await this.#ofEntities(question)
      .orderByRaw(
        `abs(${sumOf('direct')} + ${sumOf('idle')} + ${sumOf('shared')}) desc,
        entity_ref collate "C", currency`,
      )
      .limit(question.limit)
      .select(
        ...['direct', 'idle', 'shared'].map(kind =>
          this.#knex.raw(`cast(${sumOf(kind)} as text) as ??`, [kind]),
        ),
      );
    return rows.map((row: any) => {
      const byKind = {
        direct: toAmount(row.direct)!,
        idle: toAmount(row.idle)!,
        shared: toAmount(row.shared)!,
      };
      return {
        ...toEntity(row),
        amount: byKind.direct + byKind.idle + byKind.shared,
        byKind,
      };
    });
  }

  /**
   * Those that had a cost in the month before, by some sources only, and nothing
   * in this one.
   */
  async listGone(
    question: LargestQuestion & {
      monthBefore: string;
      sources: readonly string[];
    },
  ): Promise<EntityCost[]> {
    const { month, monthBefore, metric, sources } = question;
    const knex = this.#knex;
    const total = `${sumOf('direct')} + ${sumOf('idle')} + ${sumOf('shared')}`;
    const rows = await this.#ofEntities({ ...question, month: monthBefore })
      .whereNotExists(
        knex({ now: 'cost_to_date' })
          .where({ 'now.month': month, 'now.metric': metric })
          .whereRaw('now.entity_ref = cost_to_date.entity_ref')
          .whereRaw('now.currency = cost_to_date.currency'),
      )
      .havingRaw(`${total} <> 0`)
      .havingRaw('bool_and(source = any(?::text[]))', [sources as string[]])
      .orderByRaw(`abs(${total}) desc, entity_ref collate "C", currency`)
      .limit(question.limit);
    return rows.map((row: any) => toCeased(toEntity(row)));
  }

  /** Of each currency what changed most between days of a month and days of the month before; both begin with their month. */
  async listChanges(question: {
    metric: CostMetric;
    entityRefs?: readonly string[];
    /** Of each currency. */
    limit: number;
    compared: readonly ComparedDays[];
  }): Promise<EntityChange[]> {
    const { metric, entityRefs, limit, compared } = question;
    if (compared.length === 0) {
      return [];
    }
    const knex = this.#knex;
    const days = compared.flatMap(({ source, now, before }) => [
      { source, amount: now.end },
      { source, previous: before.end },
    ]);
    const sides = days.map(({ source, amount, previous }) =>
      knex('cost_to_date')
        .where({ month: monthOf(amount ?? previous!), metric, source })
        .whereNot({ entity_ref: '' })
        .modify(query => {
          if (entityRefs) {
            query.whereRaw(whereAnyOf(knex, 'entity_ref', entityRefs));
          }
        })
        .select('entity_ref', 'currency', {
          amount: untilDay(knex, amount),
          previous: untilDay(knex, previous),
        }),
    );
    const rows = await knex
      .with('sides', knex.unionAll(sides))
      .with('changes', query =>
        query
          .from('sides')
          .groupBy('entity_ref', 'currency')
          .select('entity_ref', 'currency')
          .sum({ amount: 'amount', previous: 'previous' }),
      )
      .with('ranked', query =>
        query
          .from('changes')
          .whereRaw('coalesce(amount, 0) <> coalesce(previous, 0)')
          .select(
            '*',
            knex.raw(`row_number() over (
              partition by currency
              order by abs(coalesce(amount, 0) - coalesce(previous, 0)) desc, entity_ref collate "C"
            ) as place`),
          ),
      )
      .from('ranked')
      .where('place', '<=', limit)
      .select('entity_ref', 'currency', {
        amount: knex.raw('cast(amount as text)'),
        previous: knex.raw('cast(previous as text)'),
      });
    return rows.map((row: any) => ({
      entityRef: row.entity_ref,
      currency: row.currency,
      amount: toAmount(row.amount),
      previous: toAmount(row.previous),
    }));
  }

  #ofEntities({ month, metric, entityRefs }: LargestQuestion) {
    return this.#knex('cost_to_date')
      .where({ month, metric })
      .whereNot({ entity_ref: '' })
      .modify(query => {
        if (entityRefs) {
          query.whereRaw(whereAnyOf(this.#knex, 'entity_ref', entityRefs));
        }
      })
      .groupBy('entity_ref', 'currency')
      .select(
        'entity_ref',
        'currency',
        this.#knex.raw(
          `string_agg(concat_ws(?, source, cast(
            coalesce(direct, 0) + coalesce(idle, 0) + coalesce(shared, 0)
            as text)), ?) as sources`,
          [FIELD_SEPARATOR, SEPARATOR],
        ),
      );
  }
}

/** SQL of a sum in which what is not stated is nothing; the rows state one of the three. */
function sumOf(kind: string): string {
  return `coalesce(sum(${kind}), 0)`;
}

/** SQL of what is known until a day of its month; nothing without a day. */
function untilDay(knex: Knex, day: string | undefined): Knex.Raw {
  return day === undefined
    ? knex.raw('null::numeric')
    : knex.raw('to_date[least(?::integer, cardinality(to_date))]', [
        Number(day.slice(8)),
      ]);
}

function toEntity(row: any) {
  // A source has a row for each of its bills
  const sources = new Map<string, Amount>();
  for (const stated of row.sources.split(SEPARATOR)) {
    const [source, amount] = stated.split(FIELD_SEPARATOR);
    sources.set(source, (sources.get(source) ?? 0n) + toAmount(amount)!);
  }
  return {
    entityRef: row.entity_ref as string,
    currency: row.currency as string,
    sources,
  };
}
