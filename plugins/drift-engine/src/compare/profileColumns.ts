import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { BATCH_BINS, chooseGrid, Grid } from '../profile/grid';
import { emptyNumericProfile, NumericProfile } from '../profile/NumericProfile';
import {
  COLUMNS_PER_STATEMENT,
  countsQuery,
  gridQuery,
  isNumberType,
  quartilesQuery,
  rangeQuery,
  readCounts,
  readGrid,
  readGridFacts,
} from '../sql';

/** A grid for a column of a baseline, and what only a scan of the values tells exactly. */
export interface ColumnGrid {
  grid: Grid;
  min: number;
  max: number;
  /** Population variance of the finite values. */
  variance: number;
}

/** The grids of numeric columns; a column without a finite value has none. */
export async function chooseGrids(
  dataSet: DataSet,
  columns: readonly DescribedColumn[],
  signal?: AbortSignal,
): Promise<Map<string, ColumnGrid>> {
  const grids = new Map<string, ColumnGrid>();
  for (let start = 0; start < columns.length; start += COLUMNS_PER_STATEMENT) {
    const batch = columns.slice(start, start + COLUMNS_PER_STATEMENT);
    const ask = (sql: string) =>
      dataSet.runner.query(sql, dataSet.parameters, { signal });
    const range = await ask(rangeQuery(dataSet, batch));
    const quartiles = await ask(quartilesQuery(dataSet, batch));
    batch.forEach((column, index) => {
      const facts = readGridFacts(range, quartiles, index);
      if (facts) {
        grids.set(column.name, {
          grid: chooseGrid(facts, BATCH_BINS),
          min: facts.min,
          max: facts.max,
          variance: facts.variance,
        });
      }
    });
  }
  return grids;
}

/** The profile of a column on a grid: one scan, two when values are not finite or not numbers. */
export async function profileColumn(
  dataSet: DataSet,
  column: DescribedColumn,
  grid: Grid,
  signal?: AbortSignal,
): Promise<NumericProfile> {
  const ask = (sql: string) =>
    dataSet.runner.query(sql, dataSet.parameters, { signal });
  let profile = readGrid(
    await ask(gridQuery(dataSet, column, grid, { finiteOnly: false })),
    grid,
  );
  const isClean = profile !== undefined && isNumberType(column.nativeType);
  profile ??= readGrid(
    await ask(gridQuery(dataSet, column, grid, { finiteOnly: true })),
    grid,
  );
  profile ??= emptyNumericProfile(grid);
  if (!isClean) {
    const counted = [{ column, isNumeric: true }];
    [profile.counts] = readCounts(
      await ask(countsQuery(dataSet, counted)),
      counted,
    );
  }
  return profile;
}
