import {
  CostAmounts,
  CostMetric,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';

/** What alike rows add up to. */
export interface CostSum<K extends string> {
  keys: Record<K, string>;
  /** A metric that no row states is absent. */
  amounts: CostAmounts;
  rows: number;
  /** Rows that state the first of the metrics. */
  statedRows: number;
}

/** What is stored is an amount, or the database was written to by somebody else. */
export function toAmount(text: unknown): bigint | undefined {
  if (text === null || text === undefined) {
    return undefined;
  }
  const amount = readAmount(String(text));
  if (amount === undefined) {
    throw new Error(
      `The database holds '${String(text).slice(0, 60)}', which is no amount`,
    );
  }
  return amount;
}

/** Whether a database knows exact decimals. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/** A condition on a column that takes any number of values as one. */
export function whereAnyOf(
  knex: Knex,
  column: string,
  values: readonly string[],
): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw('?? = any(?::text[])', [column, values as string[]])
    : knex.raw('?? in (select value from json_each(?))', [
        column,
        JSON.stringify(values),
      ]);
}

/**
 * Adds rows up by some expressions, exactly: in the database where it knows
 * decimals, with amounts of ours where it does not.
 *
 * @param keys - SQL by the name of the key; never anything from outside
 */
export async function sumCosts<K extends string>(options: {
  knex: Knex;
  from: 'cost_day' | 'cost_month' | 'cost_source_day';
  keys: Readonly<Record<K, string>>;
  metrics: readonly CostMetric[];
  where: (query: Knex.QueryBuilder) => void;
}): Promise<CostSum<K>[]> {
  const { knex, from, keys, metrics, where } = options;
  const names = Object.keys(keys) as K[];
  const columns = names.map(name => knex.raw(`${keys[name]} as ??`, [name]));
  const query = knex(from).modify(where);
  if (isPostgres(knex)) {
    const rows = await query
      .select(
        ...columns,
        ...metrics.map(metric =>
          knex.raw('cast(sum(??) as text) as ??', [metric, metric]),
        ),
        knex.raw('cast(count(*) as integer) as row_count'),
        knex.raw('cast(count(??) as integer) as stated_count', [metrics[0]]),
      )
      .groupByRaw(names.map((_, index) => index + 1).join(', '));
    return rows.map((row: any) => ({
      keys: pick(row, names),
      amounts: toAmounts(row, metrics),
      rows: row.row_count,
      statedRows: row.stated_count,
    }));
  }
  const sums = new Map<string, CostSum<K>>();
  for (const row of await query.select(...columns, ...metrics)) {
    const key = JSON.stringify(names.map(name => row[name]));
    const sum = sums.get(key) ?? {
      keys: pick(row, names),
      amounts: {},
      rows: 0,
      statedRows: 0,
    };
    for (const metric of metrics) {
      const amount = toAmount(row[metric]);
      if (amount !== undefined) {
        sum.amounts[metric] = (sum.amounts[metric] ?? 0n) + amount;
      }
    }
    sum.rows += 1;
    sum.statedRows += row[metrics[0]] === null ? 0 : 1;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

function pick<K extends string>(row: any, names: readonly K[]) {
  return Object.fromEntries(
    names.map(name => [name, String(row[name])]),
  ) as Record<K, string>;
}

function toAmounts(row: any, metrics: readonly CostMetric[]): CostAmounts {
  const amounts: CostAmounts = {};
  for (const metric of metrics) {
    const amount = toAmount(row[metric]);
    if (amount !== undefined) {
      amounts[metric] = amount;
    }
  }
  return amounts;
}
