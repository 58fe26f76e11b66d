import { ColumnType } from '../columns/columnTypes';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import {
  countsQuery,
  numericSampleQuery,
  readCounts,
  readNumericSample,
} from '../sql';
import {
  countRows,
  profileBaseline,
  profileCategoricalColumn,
} from './BaselineProfile';
import { isNumericType } from './columnEvidence';
import { profileColumn } from './profileColumns';
import { DeclaredType, proposeTypes } from './proposeTypes';
import { DocumentedColumn, ProfileDocument } from './ProfileDocument';

/** Rows up to which every number is kept. */
const SAMPLE_ROWS = 100_000;

async function sampleColumn(
  dataSet: DataSet,
  column: DescribedColumn,
  signal: AbortSignal | undefined,
): Promise<DocumentedColumn['profile']> {
  const ask = (sql: string) =>
    dataSet.runner.query(sql, dataSet.parameters, { signal });
  const counted = [{ column, isNumeric: true }];
  const [counts] = readCounts(
    await ask(countsQuery(dataSet, counted)),
    counted,
  );
  const sample = readNumericSample(
    await ask(numericSampleQuery(dataSet, column)),
  );
  return { version: 1, kind: 'sample', counts, sample };
}

/**
 * Profiles a data set, to be kept as a document. Throws an Error that names the
 * column when a declared one is missing.
 *
 * @public
 */
export async function profileDataSet(options: {
  dataSet: DataSet;
  /** Declared types; only these columns are profiled. Without, every column is. */
  types?: ReadonlyMap<string, ColumnType>;
  /** A document whose columns, types and grids are used, so that both can be merged. */
  like?: ProfileDocument;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}): Promise<ProfileDocument> {
  const { dataSet, like, onProgress, signal } = options;
  const described = new Map(
    dataSet.columns.map(column => [column.name, column]),
  );
  const declared: ReadonlyMap<string, DeclaredType> =
    like?.columns ??
    (options.types
      ? new Map([...options.types].map(([name, type]) => [name, { type }]))
      : await proposeTypes(dataSet, signal));
  for (const name of declared.keys()) {
    if (!described.has(name)) {
      throw new Error(`${dataSet.title} has no column '${name}'.`);
    }
  }
  const rows = await countRows(dataSet, signal);
  if (!like && rows > SAMPLE_ROWS) {
    return profileBaseline({ dataSet, types: declared, onProgress, signal });
  }
  const columns = new Map<string, DocumentedColumn>();
  for (const [name, { type, typeReason }] of declared) {
    signal?.throwIfAborted();
    const column = described.get(name)!;
    const model = like?.columns.get(name)?.profile;
    let profile: DocumentedColumn['profile'];
    if (model?.kind === 'numeric') {
      profile = await profileColumn(dataSet, column, model.grid, signal);
    } else if (isNumericType(type)) {
      profile = await sampleColumn(dataSet, column, signal);
    } else if (type === 'categorical' || type === 'boolean') {
      profile = await profileCategoricalColumn(dataSet, column, signal);
    }
    columns.set(name, { type, typeReason, profile });
    onProgress?.(columns.size, declared.size);
  }
  return { version: 1, rows, columns };
}
