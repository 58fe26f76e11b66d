import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { BATCH_BINS, chooseGrid, Grid, GridFacts } from '../profile/grid';
import { isExactProfile } from '../profile/isExactProfile';
import {
  emptyNumericProfile,
  NumericProfile,
  totalOf,
} from '../profile/NumericProfile';
import {
  ColumnRange,
  COLUMNS_PER_STATEMENT,
  countsQuery,
  gridQuery,
  isNumberType,
  rangeQuery,
  readCounts,
  readGrid,
  readRanges,
  readSampleFacts,
  sampleFactsQuery,
} from '../sql';
import { chunksOf } from './readColumnValues';

/** The ends of the finite values of some columns, for one statement; exact. */
async function readFiniteRanges(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
  signal: AbortSignal | undefined,
): Promise<Map<string, ColumnRange>> {
  const ask = async (
    asked: readonly DescribedColumn[],
    finiteOnly: boolean,
  ): Promise<[string, ColumnRange][]> => {
    const ranges = readRanges(
      await dataSet.runner.query(
        rangeQuery(dataSet, asked, { finiteOnly }),
        dataSet.parameters,
        { signal },
      ),
      asked.length,
    );
    return asked.flatMap(({ name }, index) => {
      const range = ranges[index];
      return range ? [[name, range]] : [];
    });
  };
  const ranges = new Map(await ask(columns, false));
  // What is not finite hides the ends of what is
  const odd = columns.filter(({ name }) => {
    const range = ranges.get(name);
    return range && !(Number.isFinite(range.min) && Number.isFinite(range.max));
  });
  if (odd.length > 0) {
    odd.forEach(({ name }) => ranges.delete(name));
    (await ask(odd, true)).forEach(([name, range]) => ranges.set(name, range));
  }
  return ranges;
}

/** What the grids of numeric columns are chosen by; a column without a finite value has none. */
export async function readGridFacts(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
  options: { rows: number; signal?: AbortSignal },
): Promise<Map<string, GridFacts>> {
  const { rows, signal } = options;
  const facts = new Map<string, GridFacts>();
  for (const batch of chunksOf(columns, COLUMNS_PER_STATEMENT)) {
    const ranges = await readFiniteRanges(dataSet, batch, signal);
    const samples = readSampleFacts(
      await dataSet.runner.query(
        sampleFactsQuery(dataSet, batch, rows),
        dataSet.parameters,
        { signal },
      ),
      batch.length,
    );
    batch.forEach(({ name }, index) => {
      const range = ranges.get(name);
      const { quartiles, hasFractions } = samples[index];
      if (range) {
        const { min, max } = range;
        const middle = min / 2 + max / 2;
        facts.set(name, {
          ...range,
          quartiles: quartiles ?? [middle, middle, middle],
          areWholeNumbers:
            !hasFractions && Number.isInteger(min) && Number.isInteger(max),
        });
      }
    });
  }
  return facts;
}

/**
 * The profile of a column on a grid: one scan, two when values are not finite
 * or not numbers.
 *
 * @param squaresFrom - a typical value: then the squares are those of the values
 */
async function scanColumn(options: {
  dataSet: DataSet;
  column: DescribedColumn;
  grid: Grid;
  least?: number;
  squaresFrom?: number;
  signal?: AbortSignal;
}): Promise<NumericProfile> {
  const { dataSet, column, grid, least, signal } = options;
  const ask = (sql: string) =>
    dataSet.runner.query(sql, dataSet.parameters, { signal });
  const scan = async (squaresFrom: number | undefined, isCareful: boolean) =>
    readGrid(
      await ask(
        gridQuery(dataSet, column, grid, { least, squaresFrom, isCareful }),
      ),
      grid,
      squaresFrom,
    );
  const { squaresFrom } = options;
  const quick = await scan(squaresFrom, false);
  const isClean = quick !== undefined && isNumberType(column.nativeType);
  let found = quick ?? (await scan(squaresFrom, true));
  if (found && squaresFrom !== undefined && !found.hasSquares) {
    // The value was not typical; the mean is
    const { mean } = totalOf(found.profile);
    found = (await scan(mean, quick === undefined)) ?? found;
  }
  const profile = found?.profile ?? emptyNumericProfile(grid);
  if (!isClean) {
    const counted = [{ column, isNumeric: true }];
    [profile.counts] = readCounts(
      await ask(countsQuery(dataSet, counted)),
      counted,
    );
  }
  return profile;
}

/** The ends of columns of numbers where an engine has them at hand; others are left out. */
export async function readKnownRanges(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
  signal?: AbortSignal,
): Promise<Map<string, ColumnRange>> {
  const known = new Map<string, ColumnRange>();
  if (dataSet.runner.dialect !== 'duckdb') {
    return known;
  }
  const numbers = columns.filter(column => isNumberType(column.nativeType));
  for (const batch of chunksOf(numbers, COLUMNS_PER_STATEMENT)) {
    const ranges = readRanges(
      await dataSet.runner.query(
        rangeQuery(dataSet, batch),
        dataSet.parameters,
        { signal },
      ),
      batch.length,
    );
    batch.forEach(({ name }, index) => {
      const range = ranges[index];
      if (range && Number.isFinite(range.min) && Number.isFinite(range.max)) {
        known.set(name, range);
      }
    });
  }
  return known;
}

/** The profile of a column of a window on the grid of a baseline. */
export async function profileColumn(options: {
  dataSet: DataSet;
  column: DescribedColumn;
  grid: Grid;
  /** Where it is known. */
  range?: ColumnRange;
  signal?: AbortSignal;
}): Promise<NumericProfile> {
  const { range, ...rest } = options;
  const profile = await scanColumn({ ...rest, least: range?.min });
  if (range) {
    profile.min = range.min;
    profile.max = range.max;
  }
  return profile;
}

/** The profile of a column of a baseline on the grid that it chooses itself. */
export async function profileBaselineColumn(options: {
  dataSet: DataSet;
  column: DescribedColumn;
  /** Absent for a column without a finite value. */
  facts: GridFacts | undefined;
  signal?: AbortSignal;
}): Promise<NumericProfile> {
  const { dataSet, column, facts, signal } = options;
  if (!facts) {
    const grid = { kind: 'identity', bins: 1, low: 0, high: 0 } as const;
    return scanColumn({ dataSet, column, grid, signal });
  }
  const { min, max, quartiles } = facts;
  const scan = (grid: Grid) =>
    scanColumn({
      dataSet,
      column,
      grid,
      least: min,
      squaresFrom: quartiles[1],
      signal,
    });
  let profile = await scan(chooseGrid(facts, BATCH_BINS));
  if (profile.grid.kind === 'identity' && !isExactProfile(profile)) {
    // Fractions that the sample had missed
    profile = await scan(
      chooseGrid({ ...facts, areWholeNumbers: false }, BATCH_BINS),
    );
  }
  profile.min = min;
  profile.max = max;
  return profile;
}
