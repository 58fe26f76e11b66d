import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { quoteIdentifier } from '../sql/expressions';
import { breachPredicate, RowCondition } from './breachPredicate';
import { findExamples } from './findExamples';
import { ConditionMeasurement, ContractMeasurements } from './judgeContract';
import { ContractCheck, RowCheck } from './planContract';
import { instantExpression, numberLiteral } from './valueExpressions';

/** Clocks of machines differ: a time may be ahead by this much. */
const CLOCK_TOLERANCE_S = 5 * 60;
/** Broken checks whose rows are looked for: each is a scan. */
const MAX_EXAMPLED = 20;
/** Engines limit expressions, and DuckDB prepares them in the square of their number. */
const CHECKS_PER_STATEMENT = 100;

/** What the questions about a window are asked with. */
interface Asking {
  dataSet: DataSet;
  /** Seconds since 1970; later times lie in the future. */
  latest: number;
  signal?: AbortSignal;
}

/** A check of a column that the data has, which every row answers by itself. */
interface CountedCheck {
  check: RowCheck;
  column: DescribedColumn;
  condition: RowCondition;
}

interface Counts {
  rows: number;
  conditions: Map<string, ConditionMeasurement>;
  /** Seconds since 1970. */
  newest?: number;
}

/** Rows, all conditions and the newest time in one scan. */
async function countConditions(
  { dataSet, latest, signal }: Asking,
  checks: readonly CountedCheck[],
  freshness: DescribedColumn | undefined,
): Promise<Counts> {
  const parts = checks.map(
    ({ column, condition }, index) =>
      `count(*) FILTER (WHERE ${breachPredicate({ dataSet, column, condition, latest })}) AS breach_${index}`,
  );
  if (freshness) {
    const instant = instantExpression(dataSet, freshness);
    const isPast = `${instant} <= ${numberLiteral(dataSet.runner.dialect, latest)}`;
    parts.push(`max(CASE WHEN ${isPast} THEN ${instant} END) AS newest`);
  }
  const { columns } = await dataSet.runner.query(
    `SELECT ${['count(*) AS row_count', ...parts].join(', ')} FROM ${dataSet.relation} AS t`,
    dataSet.parameters,
    { signal },
  );
  const figure = (name: string) => Number(columns[name][0]);
  const newest = freshness && columns.newest[0];
  return {
    rows: figure('row_count'),
    conditions: new Map(
      checks.map(({ check }, index) => [
        check.id,
        { rows: figure(`breach_${index}`) },
      ]),
    ),
    ...(typeof newest === 'number' && Number.isFinite(newest) && { newest }),
  };
}

/** Rows whose value another row has as well. */
async function countRepeated(
  { dataSet, signal }: Asking,
  column: DescribedColumn,
): Promise<ConditionMeasurement> {
  const name = quoteIdentifier(column.name);
  const { columns } = await dataSet.runner.query(
    `SELECT COALESCE(sum(n), 0) AS repeated FROM (SELECT count(*) AS n FROM ${dataSet.relation} AS t WHERE ${name} IS NOT NULL GROUP BY ${name} HAVING count(*) > 1) AS g`,
    dataSet.parameters,
    { signal },
  );
  return { rows: Number(columns.repeated[0]) };
}

/** The answer, or the reason why there is none; throws only when told to stop. */
async function attempt<T>(
  ask: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | { failure: string }> {
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Counts column by column where one that cannot be counted fails the statement of all. */
async function countBatch(
  asking: Asking,
  checks: readonly CountedCheck[],
  freshness: DescribedColumn | undefined,
): Promise<Partial<Counts> & Pick<Counts, 'conditions'>> {
  const counts = await attempt(
    () => countConditions(asking, checks, freshness),
    asking.signal,
  );
  if (!('failure' in counts)) {
    return counts;
  }
  const names = [...new Set(checks.map(({ column }) => column.name))];
  if (names.length <= 1) {
    return {
      conditions: new Map(checks.map(({ check }) => [check.id, counts])),
    };
  }
  const parts = [];
  for (const name of names) {
    parts.push(
      await countBatch(
        asking,
        checks.filter(({ column }) => column.name === name),
        freshness?.name === name ? freshness : undefined,
      ),
    );
  }
  return {
    rows: parts.find(({ rows }) => rows !== undefined)?.rows,
    newest: parts.find(({ newest }) => newest !== undefined)?.newest,
    conditions: new Map(parts.flatMap(({ conditions }) => [...conditions])),
  };
}

function inBatches<T>(checks: readonly T[]): T[][] {
  const batches = Array.from(
    { length: Math.ceil(checks.length / CHECKS_PER_STATEMENT) },
    (_, index) =>
      checks.slice(
        index * CHECKS_PER_STATEMENT,
        (index + 1) * CHECKS_PER_STATEMENT,
      ),
  );
  // Rows are counted also where nothing else is
  return batches.length === 0 ? [[]] : batches;
}

/**
 * Finds out about a window what its contract needs: one scan for all that a row
 * answers by itself (by a hundred rules), one for each column that must be
 * unique, and one for each broken promise whose rows are shown.
 *
 * @public
 */
export async function measureContract(options: {
  checks: readonly ContractCheck[];
  dataSet: DataSet;
  /** Time at which the data must be fresh, ISO 8601: the end of its window. */
  freshAt: string;
  /** ISO 8601; later times lie in the future. */
  now: string;
  /** Column that names a row to a person. */
  key?: string;
  signal?: AbortSignal;
}): Promise<ContractMeasurements> {
  const { checks, dataSet, freshAt, now, key, signal } = options;
  const asking = {
    dataSet,
    latest: Date.parse(now) / 1000 + CLOCK_TOLERANCE_S,
    signal,
  };
  const present = new Map(dataSet.columns.map(column => [column.name, column]));
  const rowChecks = checks.flatMap(check => {
    const column = 'condition' in check && present.get(check.column);
    return column && 'condition' in check ? [{ check, column }] : [];
  });
  const counted = rowChecks.flatMap(({ check, column }) =>
    check.condition.kind === 'repeated'
      ? []
      : [{ check, column, condition: check.condition }],
  );
  const fresh = checks.find(({ rule }) => rule === 'freshness');
  const freshColumn =
    fresh && 'column' in fresh ? present.get(fresh.column) : undefined;

  const conditions = new Map<string, ConditionMeasurement>();
  let rows: number | undefined;
  let newest: number | undefined;
  for (const batch of inBatches(counted)) {
    signal?.throwIfAborted();
    const holdsFresh = batch.some(
      ({ column }) => column.name === freshColumn?.name,
    );
    const found = await countBatch(
      asking,
      batch,
      holdsFresh ? freshColumn : undefined,
    );
    rows ??= found.rows;
    newest ??= found.newest;
    found.conditions.forEach((value, id) => conditions.set(id, value));
  }
  if (rows === undefined && counted.length > 0) {
    const alone = await countBatch(asking, [], undefined);
    rows = alone.rows;
  }
  for (const { check, column } of rowChecks) {
    if (check.condition.kind === 'repeated' && rows !== 0) {
      signal?.throwIfAborted();
      conditions.set(
        check.id,
        await attempt(() => countRepeated(asking, column), signal),
      );
    }
  }
  const broken = rowChecks.filter(({ check }) => {
    const found = conditions.get(check.id);
    return (
      found &&
      'rows' in found &&
      found.rows > 0 &&
      found.rows / (rows || 1) > check.allowedShare
    );
  });
  for (const place of broken.slice(0, MAX_EXAMPLED)) {
    signal?.throwIfAborted();
    const examples = await attempt(
      () =>
        findExamples({
          ...asking,
          ...place,
          key: key === undefined ? undefined : present.get(key),
        }),
      signal,
    );
    const found = conditions.get(place.check.id)!;
    // Without examples a breach is still a breach
    if ('rows' in found && !('failure' in examples)) {
      conditions.set(place.check.id, { ...found, examples });
    }
  }
  return {
    rows,
    columns: [...present.keys()],
    conditions,
    ...(newest !== undefined && {
      newest: new Date(newest * 1000).toISOString(),
    }),
    freshAt,
  };
}
