import { DataSet } from '../compute/SqlRunner';
import { numericSampleOf } from '../samples/numericSample';
import { NumericSample } from '../samples/samples';
import {
  categoryQuery,
  COLUMNS_PER_STATEMENT,
  CountedColumn,
  numericSampleQuery,
  readCategories,
  readNumericSample,
  readValues,
  valuesQuery,
} from '../sql';

/** Values that are read with one statement; an engine counts more of them faster than they are sent. */
const VALUES = 200_000;

/** How many columns of so many rows are read with one statement. */
export function columnsTogether(rows: number): number {
  return Math.max(
    1,
    Math.min(COLUMNS_PER_STATEMENT, Math.floor(VALUES / Math.max(1, rows))),
  );
}

/** Items in groups of one size; the last may be smaller. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The sample of a column of numbers, the categories of any other. */
export type ColumnValues = NumericSample | Map<string, number>;

function count(values: Iterable<unknown>): Map<string, number> {
  const categories = new Map<string, number>();
  for (const value of values) {
    if (value !== null) {
      const name = String(value);
      categories.set(name, (categories.get(name) ?? 0) + 1);
    }
  }
  return categories;
}

/** All values of some columns: of one column counted by the engine, of several counted here. */
export async function readColumnValues(options: {
  dataSet: DataSet;
  columns: readonly CountedColumn[];
  signal?: AbortSignal;
}): Promise<ColumnValues[]> {
  const { dataSet, columns, signal } = options;
  const ask = (sql: string) =>
    dataSet.runner.query(sql, dataSet.parameters, { signal });
  if (columns.length === 1) {
    const [{ column, isNumeric }] = columns;
    return [
      isNumeric
        ? readNumericSample(await ask(numericSampleQuery(dataSet, column)))
        : readCategories(await ask(categoryQuery(dataSet, column))),
    ];
  }
  const values = readValues(await ask(valuesQuery(dataSet, columns)), columns);
  return columns.map(({ isNumeric }, index) => {
    const column = values[index];
    if (!isNumeric) {
      return count(column);
    }
    return numericSampleOf(
      column instanceof Float64Array
        ? column
        : Float64Array.from(column, value =>
            value === null ? NaN : Number(value),
          ),
    );
  });
}
