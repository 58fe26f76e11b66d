import { ColumnType } from '../columns/columnTypes';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import {
  CategoricalProfile,
  profileCategories,
} from '../profile/CategoricalProfile';
import { NumericProfile } from '../profile/NumericProfile';
import { categoryQuery, readCategories, readCategoryCounts } from '../sql';
import { isNumericType } from './columnEvidence';
import { describedColumns } from './describedColumns';
import { profileBaselineColumn, readGridFacts } from './profileColumns';

/** Profile of a column, whichever its type. @public */
export type ColumnProfile = NumericProfile | CategoricalProfile;

/** A column of a profile. @public */
export interface ProfiledColumn {
  type: ColumnType;
  /** Why this type, when nobody declared it. */
  typeReason?: string;
  /** Absent for types that are not tested. */
  profile?: ColumnProfile;
}

/**
 * All that is kept of a baseline: the grids, and its profiles on them. Comparing
 * a window with it scans the window only.
 *
 * @public
 */
export interface BaselineProfile {
  version: 1;
  rows: number;
  columns: Map<string, ProfiledColumn>;
}

/** Number of rows of a data set. */
export async function countRows(
  dataSet: DataSet,
  signal?: AbortSignal,
): Promise<number> {
  const result = await dataSet.runner.query(
    `SELECT count(*) AS n FROM ${dataSet.relation} AS t`,
    dataSet.parameters,
    { signal },
  );
  return Number(result.columns.n[0]);
}

/** The profile of a column of categories. */
export async function profileCategoricalColumn(
  dataSet: DataSet,
  column: DescribedColumn,
  signal?: AbortSignal,
): Promise<CategoricalProfile> {
  const result = await dataSet.runner.query(
    categoryQuery(dataSet, column),
    dataSet.parameters,
    { signal },
  );
  return profileCategories(readCategories(result), readCategoryCounts(result));
}

/**
 * Profiles the columns of a baseline. Columns that it lacks are left out.
 *
 * @public
 */
export async function profileBaseline(options: {
  dataSet: DataSet;
  types: ReadonlyMap<string, { type: ColumnType; typeReason?: string }>;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}): Promise<BaselineProfile> {
  const { dataSet, types, onProgress, signal } = options;
  const described = describedColumns(dataSet, types);
  const numeric = [...types].flatMap(([name, { type }]) => {
    const column = described.get(name);
    return column && isNumericType(type) ? [column] : [];
  });
  const rows = await countRows(dataSet, signal);
  const facts = await readGridFacts(dataSet, numeric, { rows, signal });
  const columns = new Map<string, ProfiledColumn>();
  for (const [name, declared] of types) {
    signal?.throwIfAborted();
    const column = described.get(name);
    if (column && isNumericType(declared.type)) {
      const profile = await profileBaselineColumn({
        dataSet,
        column,
        facts: facts.get(name),
        signal,
      });
      columns.set(name, { ...declared, profile });
    } else if (column) {
      const isTested =
        declared.type === 'categorical' || declared.type === 'boolean';
      columns.set(name, {
        ...declared,
        profile: isTested
          ? await profileCategoricalColumn(dataSet, column, signal)
          : undefined,
      });
    }
    onProgress?.(columns.size, types.size);
  }
  return { version: 1, rows, columns };
}
