import { ColumnType } from '../columns/columnTypes';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { profileCategories } from '../profile/CategoricalProfile';
import { profileSample } from '../profile/NumericProfile';
import {
  countRows,
  profileBaseline,
  profileCategoricalColumn,
} from './BaselineProfile';
import { isNumericType } from './columnEvidence';
import { describedColumns } from './describedColumns';
import { profileColumn, readKnownRanges } from './profileColumns';
import { DeclaredType, proposeTypes } from './proposeTypes';
import { DocumentedColumn, ProfileDocument } from './ProfileDocument';
import { readColumnValues } from './readColumnValues';
import { countColumns, ReadColumn, readSamples } from './readSamples';

/** Rows up to which every number is kept. */
const SAMPLE_ROWS = 100_000;

/** The profile of a column that was read whole. */
function profileOf(
  { counts, values }: ReadColumn,
  model: DocumentedColumn['profile'],
): NonNullable<DocumentedColumn['profile']> {
  if (values instanceof Map) {
    return profileCategories(values, counts);
  }
  return model?.kind === 'numeric'
    ? profileSample(values, model.grid, counts)
    : { version: 1, kind: 'sample', counts, sample: values };
}

/** A column whose every number is kept. */
async function sampleColumn(
  dataSet: DataSet,
  column: DescribedColumn,
  signal: AbortSignal | undefined,
): Promise<ReadColumn> {
  const asked = { dataSet, columns: [{ column, isNumeric: true }], signal };
  const [counts] = await countColumns(dataSet, asked.columns, signal);
  const [values] = await readColumnValues(asked);
  return { counts, values };
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
  const declared: ReadonlyMap<string, DeclaredType> =
    like?.columns ??
    (options.types
      ? new Map([...options.types].map(([name, type]) => [name, { type }]))
      : await proposeTypes(dataSet, signal));
  const described = describedColumns(dataSet, declared);
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
  const isProfiled = (type: ColumnType) =>
    isNumericType(type) || type === 'categorical' || type === 'boolean';
  const ranges = await readKnownRanges(
    dataSet,
    dataSet.columns.filter(
      ({ name }) => like?.columns.get(name)?.profile?.kind === 'numeric',
    ),
    signal,
  );
  const samples = readSamples({
    dataSet,
    rows,
    columns: [...declared].flatMap(([name, { type }]) =>
      isProfiled(type)
        ? [{ column: described.get(name)!, isNumeric: isNumericType(type) }]
        : [],
    ),
    signal,
  });
  for (const [name, { type, typeReason }] of declared) {
    signal?.throwIfAborted();
    const column = described.get(name)!;
    const model = like?.columns.get(name)?.profile;
    let profile: DocumentedColumn['profile'];
    if (isProfiled(type)) {
      const { value: read } = await samples.next();
      profile = read && profileOf(read, model);
    }
    if (!profile && model?.kind === 'numeric') {
      profile = await profileColumn({
        dataSet,
        column,
        grid: model.grid,
        range: ranges.get(name),
        signal,
      });
    } else if (!profile && isNumericType(type)) {
      profile = profileOf(await sampleColumn(dataSet, column, signal), model);
    } else if (!profile && isProfiled(type)) {
      profile = await profileCategoricalColumn(dataSet, column, signal);
    }
    columns.set(name, { type, typeReason, profile });
    onProgress?.(columns.size, declared.size);
  }
  return { version: 1, rows, columns };
}
