import type {
  TableColumn,
  TableReading,
} from '@plumbline/backstage-plugin-cost-formats';
import {
  type DataFile,
  DuckDbRunner,
  type FileFormat,
  readCsvLayout,
} from '@plumbline/backstage-plugin-kit-duckdb';
import { explain } from './explain';

/** A longer row is not read. */
export const MAX_LINE_BYTES = 1024 * 1024;
/** By default DuckDB takes sixteen lines of the greatest length for each thread. */
const BUFFER_BYTES = 8 * 1024 * 1024;

/** A file with the rows of a bill. */
export interface TableSource {
  file: DataFile;
  format: FileFormat;
  /** SQL that can stand after FROM. */
  relation: string;
  /** The same for reading the file once more: rows that cannot be read are known by then. */
  relationAgain: string;
  /** Both, with less strict rules for quotes and ends of lines. Of CSV. */
  lenient?: { relation: string; relationAgain: string };
  columns: TableColumn[];
  /** Of CSV. */
  delimiter?: string;
  reading: TableReading;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A path as SQL text that stands for itself: wildcards are put in brackets. */
function pathLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, character => `[${character}]`));
}

/** How DuckDB reads a file, and the columns that it has. */
export async function describeTable(
  runner: DuckDbRunner,
  file: DataFile,
  format: FileFormat,
): Promise<
  Pick<
    TableSource,
    'relation' | 'relationAgain' | 'lenient' | 'columns' | 'delimiter'
  >
> {
  if (format.kind === 'parquet') {
    const relation = `read_parquet(${pathLiteral(file.path)})`;
    const { columns } = await runner
      .query(`DESCRIBE SELECT * FROM ${relation}`, [])
      .catch(error => {
        throw explain(error, [file]);
      });
    const types = columns.column_type as string[];
    return {
      relation,
      relationAgain: relation,
      columns: (columns.column_name as string[]).map((name, index) => ({
        name,
        type: types[index],
      })),
    };
  }
  const zero = format.head.indexOf('\u0000');
  if (zero >= 0) {
    const line = format.head.slice(0, zero).split('\n').length;
    throw new Error(
      format.head.startsWith('\ufffd\ufffd')
        ? `${file.title} is no text in UTF-8, but in UTF-16`
        : `${file.title}, line ${line}: holds a zero byte, which no text does`,
    );
  }
  const layout = readCsvLayout(format.head, file.title);
  const options = [
    'header = true',
    'auto_detect = false',
    `delim = ${literal(layout.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = ['', 'NULL', 'null']`,
    `max_line_size = ${MAX_LINE_BYTES}`,
    `buffer_size = ${BUFFER_BYTES}`,
    `compression = '${format.isGzipped ? 'gzip' : 'none'}'`,
    `columns = {${layout.columns
      .map(name => `${literal(name)}: 'VARCHAR'`)
      .join(', ')}}`,
  ];
  const read = (strict: boolean, rejects: string) =>
    `read_csv(${[pathLiteral(file.path), ...options, `strict_mode = ${strict}`, rejects].join(', ')})`;
  const both = (strict: boolean) => ({
    relation: read(strict, 'store_rejects = true'),
    relationAgain: read(strict, 'ignore_errors = true'),
  });
  return {
    ...both(true),
    lenient: both(false),
    columns: layout.columns.map(name => ({ name, type: 'VARCHAR' })),
    delimiter: layout.delimiter,
  };
}
