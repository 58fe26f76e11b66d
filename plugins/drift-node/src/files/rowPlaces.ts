import {
  DescribedColumn,
  RowPlace,
} from '@plumbline/backstage-plugin-drift-engine';

/** Columns that numbered rows have besides their own. */
export const ROW_COLUMN = 'plumbline_row';
export const FILE_COLUMN = 'plumbline_file';

/** Each numbered file is read by a call of its own, which names every column. */
const MAX_CALLS = 500;
const MAX_NAMES = 50_000;
/** Numbering holds all columns of a batch of rows in memory once more. */
const MAX_COLUMNS = 1_000;

const textLiteral = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Whether rows of files without numbers of their own can be numbered. */
export function canNumberRows(
  columns: readonly string[],
  files: number,
): boolean {
  return (
    files <= MAX_CALLS &&
    columns.length <= MAX_COLUMNS &&
    files * columns.length <= MAX_NAMES &&
    !columns.some(name =>
      [ROW_COLUMN, FILE_COLUMN].includes(name.toLowerCase()),
    )
  );
}

/** Rows of Parquet files know their numbers; undefined when a column takes the name that DuckDB has for them. */
export function parquetPlace(options: {
  files: readonly { path: string; literal: string; title: string }[];
  columns: readonly DescribedColumn[];
  /** What cuts them to a window. */
  filter: string;
}): RowPlace | undefined {
  const { files, columns, filter } = options;
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  if (taken.has('file_row_number') || taken.has('filename')) {
    return undefined;
  }
  const paths = files.map(({ path }) => textLiteral(path)).join(', ');
  const titles = files.map(({ title }) => textLiteral(title)).join(', ');
  return {
    relation: `(SELECT * FROM read_parquet([${files.map(({ literal }) => literal).join(', ')}], file_row_number = true, filename = true)${filter})`,
    row: 'file_row_number + 1',
    ...(files.length > 1 && {
      file: `map([${paths}], [${titles}])[filename]`,
    }),
  };
}
