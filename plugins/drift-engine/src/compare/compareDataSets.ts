import { ColumnType } from '../columns/columnTypes';
import { DataSet } from '../compute/SqlRunner';
import { calibrated } from '../policy/calibrated';
import { AnyDriftTest, createTestRegistry } from '../stats/testRegistry';
import {
  ColumnEvidence,
  ColumnVerdict,
  DatasetVerdict,
  Policy,
  PolicySettings,
} from '../verdict/verdict';
import { BaselineProfile, countRows, profileBaseline } from './BaselineProfile';
import { compareValues } from './compareValues';
import {
  findFailure,
  NO_ROWS,
  planColumns,
  PlannedColumn,
} from './planColumns';
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

/** Profiles of every column, on grids that the reference chooses. */
async function compareProfiles(
  options: CompareOptions,
  planned: readonly PlannedColumn[],
  tests: readonly AnyDriftTest[],
): Promise<Comparison> {
  const { reference, current, signal, onProgress, weights, exact } = options;
  const steps = 2 * planned.length;
  const sound = planned.filter(column => !findFailure(options, column));
  const baseline = await profileBaseline({
    dataSet: reference,
    types: new Map(
      sound.map(({ name, type, typeReason }) => [name, { type, typeReason }]),
    ),
    onProgress: done => onProgress?.(done, steps),
    signal,
  });
  const { rows, evidence } = await scanWithBaseline({
    baseline,
    current,
    tests,
    exactReference: exact ? reference : undefined,
    weights,
    onProgress: done => onProgress?.(planned.length + done, steps),
    signal,
  });
  for (const column of planned.filter(one => !sound.includes(one))) {
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
  if (rows > EXACT_ROWS && !options.policy?.chunks) {
    return compareProfiles(options, planned, tests);
  }
  const found = await compareValues(options, planned, tests);
  return judge(options, found.rows, found.evidence);
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
