import { ColumnType } from '../columns/columnTypes';
import { proposeColumnType } from '../columns/proposeColumnType';
import { DataSet } from '../compute/SqlRunner';
import { COLUMNS_PER_STATEMENT, factsQuery, readFacts } from '../sql';

/** A type, and why when nobody declared it. */
export interface DeclaredType {
  type: ColumnType;
  typeReason?: string;
}

/** A type for each column of a data set, with the reason. */
export async function proposeTypes(
  dataSet: DataSet,
  signal?: AbortSignal,
): Promise<Map<string, DeclaredType>> {
  const types = new Map<string, DeclaredType>();
  const { columns } = dataSet;
  for (let start = 0; start < columns.length; start += COLUMNS_PER_STATEMENT) {
    const batch = columns.slice(start, start + COLUMNS_PER_STATEMENT);
    const result = await dataSet.runner.query(
      factsQuery(dataSet, batch),
      dataSet.parameters,
      { signal },
    );
    readFacts(result, batch).forEach((facts, index) => {
      const { type, reason } = proposeColumnType(facts);
      types.set(batch[index].name, { type, typeReason: reason });
    });
  }
  return types;
}
