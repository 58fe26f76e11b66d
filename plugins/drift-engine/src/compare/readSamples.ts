import { DataSet } from '../compute/SqlRunner';
import { SampleCounts } from '../samples/samples';
import {
  COLUMNS_PER_STATEMENT,
  CountedColumn,
  countsQuery,
  readCounts,
} from '../sql';
import {
  chunksOf,
  columnsTogether,
  ColumnValues,
  readColumnValues,
} from './readColumnValues';

/** All values of a column, and what of it is no value. */
export interface ReadColumn {
  counts: SampleCounts;
  values: ColumnValues;
}

/** Rows, nulls and the like of some columns, in their order. */
export async function countColumns(
  dataSet: DataSet,
  columns: readonly CountedColumn[],
  signal?: AbortSignal,
): Promise<SampleCounts[]> {
  const counts: SampleCounts[] = [];
  for (const batch of chunksOf(columns, COLUMNS_PER_STATEMENT)) {
    const result = await dataSet.runner.query(
      countsQuery(dataSet, batch),
      dataSet.parameters,
      { signal },
    );
    counts.push(...readCounts(result, batch));
  }
  return counts;
}

/**
 * Reads columns of few rows, many with one statement, in their order. A column
 * comes as `undefined` when its rows are too many for that, or when its group
 * cannot be read: the caller asks for it by itself.
 */
export async function* readSamples(options: {
  dataSet: DataSet;
  rows: number;
  columns: readonly CountedColumn[];
  signal?: AbortSignal;
}): AsyncGenerator<ReadColumn | undefined, undefined> {
  const { dataSet, rows, columns, signal } = options;
  const together = columnsTogether(rows);
  for (const group of chunksOf(columns, together)) {
    let read: ReadColumn[] = [];
    if (together > 1) {
      try {
        const counts = await countColumns(dataSet, group, signal);
        const values = await readColumnValues({
          dataSet,
          columns: group,
          signal,
        });
        read = counts.map((count, index) => ({
          counts: count,
          values: values[index],
        }));
      } catch {
        signal?.throwIfAborted();
      }
    }
    for (const index of group.keys()) {
      yield read[index];
    }
  }
  return undefined;
}
