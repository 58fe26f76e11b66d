import { ColumnType } from '../columns/columnTypes';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { calibrated } from '../policy/calibrated';
import { pairCategorical } from '../samples/categoricalPair';
import { pairNumeric } from '../samples/numericSample';
import { SampleCounts, SamplePair } from '../samples/samples';
import {
  categoryQuery,
  COLUMNS_PER_STATEMENT,
  countsQuery,
  numericSampleQuery,
  readCategories,
  readCounts,
  readNumericSample,
} from '../sql';
import { AnyDriftTest, createTestRegistry } from '../stats/testRegistry';
import {
  ColumnEvidence,
  ColumnVerdict,
  DatasetVerdict,
  Policy,
  PolicySettings,
} from '../verdict/verdict';
import { BaselineProfile, countRows, profileBaseline } from './BaselineProfile';
import { chunkReference } from './chunkReference';
import { columnEvidence, isNumericType } from './columnEvidence';
import { DeclaredType, proposeTypes } from './proposeTypes';
import { scanWithBaseline } from './scanWithBaseline';

/** Rows of both sides up to which every value is compared; above, profiles are. */
const EXACT_ROWS = 400_000;

/** What is compared, and how it is judged. @public */
export interface CompareOptions {
  reference: DataSet;
  current: DataSet;
  /** Declared types; only these columns are tested. Without, every common column is, with a proposed type. */
  types?: ReadonlyMap<string, ColumnType>;
  /** Importance of columns; 1 where none is given. */
  weights?: ReadonlyMap<string, number>;
  /** Ids of the tests to run; all that apply when absent. */
  tests?: readonly string[];
  /** Tests of the caller's own, besides Plumbline's. */
  ownTests?: readonly AnyDriftTest[];
  /** Defaults to `calibrated`. */
  policy?: Policy;
  settings?: PolicySettings;
  /** Exact Kolmogorov-Smirnov and Wasserstein statistics also of large data, for a second scan. */
  exact?: boolean;
  /** Called with columns done and all columns. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** What two data sets differ by. @public */
export interface Comparison {
  rows: { reference: number; current: number };
  evidence: ColumnEvidence[];
  verdicts: ColumnVerdict[];
  dataset: DatasetVerdict;
}

interface PlannedColumn {
  name: string;
  type: ColumnType;
  typeReason?: string;
  reference?: DescribedColumn;
  current?: DescribedColumn;
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

async function planColumns(options: CompareOptions): Promise<PlannedColumn[]> {
  const { reference, current, types, signal } = options;
  const columnsOf = (dataSet: DataSet) =>
    new Map(dataSet.columns.map(column => [column.name, column]));
  const before = columnsOf(reference);
  const now = columnsOf(current);
  const plan = (name: string, declared: DeclaredType) => ({
    name,
    ...declared,
    reference: before.get(name),
    current: now.get(name),
  });
  return types
    ? [...types].map(([name, type]) => plan(name, { type }))
    : [...(await proposeTypes(reference, signal))].map(([name, proposed]) =>
        plan(name, proposed),
      );
}

const NO_ROWS: SampleCounts = { rows: 0, nulls: 0, nonFinite: 0, mistyped: 0 };

async function countColumns(
  dataSet: DataSet,
  side: 'reference' | 'current',
  planned: readonly PlannedColumn[],
  signal: AbortSignal | undefined,
): Promise<{ rows: number; counts: Map<string, SampleCounts> }> {
  const present = planned.flatMap(({ type, ...column }) =>
    column[side]
      ? [{ column: column[side], isNumeric: isNumericType(type) }]
      : [],
  );
  const counts = new Map<string, SampleCounts>();
  let rows = 0;
  const batches =
    present.length === 0 ? [[]] : chunksOf(present, COLUMNS_PER_STATEMENT);
  for (const batch of batches) {
    const result = await dataSet.runner.query(
      countsQuery(dataSet, batch),
      dataSet.parameters,
      { signal },
    );
    rows = Number(result.columns.row_count[0]);
    readCounts(result, batch).forEach((count, index) =>
      counts.set(batch[index].column.name, count),
    );
  }
  return { rows, counts };
}

async function readPair(
  options: CompareOptions,
  planned: PlannedColumn,
): Promise<SamplePair | undefined> {
  const { reference, current, signal } = options;
  if (planned.type === 'text' || planned.type === 'idLike') {
    return undefined;
  }
  const ask = async (dataSet: DataSet, sql: string) =>
    dataSet.runner.query(sql, dataSet.parameters, { signal });
  if (isNumericType(planned.type)) {
    return pairNumeric(
      readNumericSample(
        await ask(reference, numericSampleQuery(reference, planned.reference!)),
      ),
      readNumericSample(
        await ask(current, numericSampleQuery(current, planned.current!)),
      ),
    );
  }
  return pairCategorical(
    readCategories(
      await ask(reference, categoryQuery(reference, planned.reference!)),
    ),
    readCategories(
      await ask(current, categoryQuery(current, planned.current!)),
    ),
  );
}

/** Why a column cannot be examined at all. */
function findFailure(
  options: CompareOptions,
  planned: PlannedColumn,
): string | undefined {
  const missing = (['reference', 'current'] as const).filter(
    side => !planned[side],
  );
  return missing.length === 0
    ? undefined
    : `${missing.map(side => options[side].title).join(' and ')} has no column '${planned.name}'.`;
}

/** The tests that were asked for; throws an Error that lists the known ones. */
function selectTests(
  options: Pick<CompareOptions, 'tests' | 'ownTests'>,
): AnyDriftTest[] {
  const registry = createTestRegistry(options.ownTests);
  if (!options.tests) {
    return [...registry.values()];
  }
  return options.tests.map(id => {
    const test = registry.get(id);
    if (!test) {
      throw new Error(
        `There is no test '${id}'. Known: ${[...registry.keys()].join(', ')}`,
      );
    }
    return test;
  });
}

/** A comparison from evidence. */
function judge(
  options: Pick<CompareOptions, 'policy' | 'settings'>,
  rows: Comparison['rows'],
  evidence: ColumnEvidence[],
): Comparison {
  const { columns: verdicts, dataset } = (options.policy ?? calibrated).decide(
    evidence,
    options.settings ?? {},
  );
  return { rows, evidence, verdicts, dataset };
}

/** Every value of every column, one column at a time. */
async function compareValues(
  options: CompareOptions,
  planned: readonly PlannedColumn[],
  tests: readonly AnyDriftTest[],
): Promise<Comparison> {
  const { reference, current, signal, onProgress } = options;
  const before = await countColumns(reference, 'reference', planned, signal);
  const now = await countColumns(current, 'current', planned, signal);
  const evidence: ColumnEvidence[] = [];
  for (const column of planned) {
    signal?.throwIfAborted();
    const base = {
      column: column.name,
      type: column.type,
      typeReason: column.typeReason,
      weight: options.weights?.get(column.name),
      reference: before.counts.get(column.name) ?? {
        ...NO_ROWS,
        rows: before.rows,
      },
      current: now.counts.get(column.name) ?? { ...NO_ROWS, rows: now.rows },
    };
    let failure = findFailure(options, column);
    if (failure === undefined) {
      try {
        const pair = await readPair(options, column);
        const found = columnEvidence({ ...base, pair, tests });
        const chunks = options.policy?.chunks;
        if (pair && chunks) {
          found.referenceChunks = await chunkReference({
            reference,
            column: column.reference!,
            rows: before.rows,
            pair,
            chunks,
            signal,
          });
        }
        evidence.push(found);
      } catch (error) {
        signal?.throwIfAborted();
        failure = `Could not be read: ${(error as Error).message}`;
      }
    }
    if (failure !== undefined) {
      evidence.push({ ...base, tests: {}, signals: [], failure });
    }
    onProgress?.(evidence.length, planned.length);
  }
  return judge(
    options,
    { reference: before.rows, current: now.rows },
    evidence,
  );
}

/** Profiles of every column, on grids that the reference chooses. */
async function compareProfiles(
  options: CompareOptions,
  planned: readonly PlannedColumn[],
  tests: readonly AnyDriftTest[],
): Promise<Comparison> {
  const { reference, current, signal, onProgress, weights, exact } = options;
  const steps = 2 * planned.length;
  const baseline = await profileBaseline({
    dataSet: reference,
    types: new Map(
      planned.map(({ name, type, typeReason }) => [name, { type, typeReason }]),
    ),
    onProgress: done => onProgress?.(done, steps),
    signal,
  });
  const missing = planned.filter(({ name }) => !baseline.columns.has(name));
  const { rows, evidence } = await scanWithBaseline({
    baseline,
    current,
    tests,
    exactReference: exact ? reference : undefined,
    weights,
    onProgress: done => onProgress?.(planned.length + done, steps),
    signal,
  });
  for (const column of missing) {
    evidence.push({
      column: column.name,
      type: column.type,
      reference: { ...NO_ROWS, rows: baseline.rows },
      current: { ...NO_ROWS, rows },
      tests: {},
      signals: [],
      failure: findFailure(options, column),
    });
  }
  return judge(options, { reference: baseline.rows, current: rows }, evidence);
}

/**
 * Compares two data sets column by column and judges them by a policy: by every
 * value up to 400,000 rows, by profiles with certified bounds above. A column
 * that cannot be examined is evidence with a failure, never a failed
 * comparison. Memory holds one column at a time.
 *
 * @public
 */
export async function compareDataSets(
  options: CompareOptions,
): Promise<Comparison> {
  const tests = selectTests(options);
  const planned = await planColumns(options);
  const rows =
    (await countRows(options.reference, options.signal)) +
    (await countRows(options.current, options.signal));
  // Chunks are cut from the values, whatever their number
  return rows <= EXACT_ROWS || options.policy?.chunks
    ? compareValues(options, planned, tests)
    : compareProfiles(options, planned, tests);
}

/**
 * Compares a window with a profiled baseline: the cost is a scan of the window.
 *
 * @public
 */
export async function compareWithBaseline(
  options: Omit<CompareOptions, 'reference' | 'types' | 'exact'> & {
    baseline: BaselineProfile;
  },
): Promise<Comparison> {
  const { baseline } = options;
  const { rows, evidence } = await scanWithBaseline({
    ...options,
    tests: selectTests(options),
  });
  return judge(options, { reference: baseline.rows, current: rows }, evidence);
}
