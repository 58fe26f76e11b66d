import {
  addUpRows,
  CostFact,
  countRows,
  createAmounts,
  createRows,
  FACTS_TABLE,
  findOddAmounts,
  findRejectedRows,
  insertAmounts,
  loadRows,
  readFacts,
  readTable,
  RejectedRow,
  selectFacts,
  TableColumn,
  TableReading,
} from '@plumbline/backstage-plugin-cost-formats';
import {
  type DataFile,
  detectFormat,
  DuckDbResult,
  DuckDbRunner,
  type FileFormat,
  listFiles,
  readCsvLayout,
} from '@plumbline/backstage-plugin-kit-duckdb';
import { dirname } from 'node:path';
import { linesOfRows } from './linesOfRows';

/** Which files to read as one bill. @public */
export interface OpenCostsOptions {
  root: string;
  /** Files, folders and patterns below the root. */
  paths: readonly string[];
  /** The format that they must have; told by their columns when absent. */
  format?: string;
  /** ISO 4217 code of files that state none. */
  currency?: string;
  /** Such as `600MB`; what does not fit goes to a temporary folder. Defaults to `220MB`. */
  memoryLimit?: string;
  signal?: AbortSignal;
}

/** A bill that was read: what was understood, and the facts that it adds up to. @public */
export interface OpenedCosts {
  /** Such as `focus-1.2`; several when files differ. */
  format: string;
  rows: { read: number; accepted: number; rejected: number; repeated: number };
  /** The first rows that do not count, at most 100. */
  rejected: RejectedRow[];
  warnings: string[];
  /** Pages of facts; their rows add up to `accepted` less `repeated`. */
  facts(): AsyncIterable<CostFact[]>;
  /** Ends what reads. */
  close(): Promise<void>;
}

const MAX_FILES = 10_000;
const MAX_BYTES = 2 ** 40;
const MAX_LINE_BYTES = 1024 * 1024;
/** By default DuckDB takes sixteen lines of the greatest length for each thread. */
const BUFFER_BYTES = 8 * 1024 * 1024;
const MAX_REJECTED = 100;
const FACTS_PER_PAGE = 5_000;
const AMOUNTS_PER_STATEMENT = 1_000;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A path as SQL text that stands for itself: wildcards are put in brackets. */
function pathLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, character => `[${character}]`));
}

interface Source {
  file: DataFile;
  format: FileFormat;
  relation: string;
  columns: TableColumn[];
  reading: TableReading;
}

/** What DuckDB says about a file, without the folders of this machine and its advice about options. */
function explain(error: unknown, file: DataFile): Error {
  const message = error instanceof Error ? error.message : String(error);
  const [line] = message.replaceAll(file.path, file.title).split('\n');
  return new Error(`${file.title}: ${line.slice(0, 300)}`);
}

async function describe(
  runner: DuckDbRunner,
  file: DataFile,
  format: FileFormat,
): Promise<Pick<Source, 'relation' | 'columns'>> {
  if (format.kind === 'parquet') {
    const relation = `read_parquet(${pathLiteral(file.path)})`;
    const { columns } = await runner
      .query(`DESCRIBE SELECT * FROM ${relation}`, [])
      .catch(error => {
        throw explain(error, file);
      });
    const types = columns.column_type as string[];
    return {
      relation,
      columns: (columns.column_name as string[]).map((name, index) => ({
        name,
        type: types[index],
      })),
    };
  }
  const layout = readCsvLayout(format.head, file.title);
  const options = [
    'header = true',
    'auto_detect = false',
    `delim = ${literal(layout.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = ['', 'NULL', 'null']`,
    'strict_mode = true',
    'store_rejects = true',
    `max_line_size = ${MAX_LINE_BYTES}`,
    `buffer_size = ${BUFFER_BYTES}`,
    `compression = '${format.isGzipped ? 'gzip' : 'none'}'`,
    `columns = {${layout.columns
      .map(name => `${literal(name)}: 'VARCHAR'`)
      .join(', ')}}`,
  ];
  return {
    relation: `read_csv(${pathLiteral(file.path)}, ${options.join(', ')})`,
    columns: layout.columns.map(name => ({ name, type: 'VARCHAR' })),
  };
}

/** Words for what DuckDB calls the errors of a line. */
const BROKEN_ROWS: Record<string, string> = {
  'MISSING COLUMNS': 'has too few cells',
  'TOO MANY COLUMNS': 'has too many cells',
  'UNQUOTED VALUE': 'has a quote that does not end',
  'LINE SIZE OVER MAXIMUM': 'is longer than 1 MiB',
  'INVALID ENCODING': 'is not UTF-8',
};

interface Rejection {
  column?: string;
  reason: string;
  /** Number of the row among those that were read, from 1. */
  row?: number;
  /** Where a row begins that was not read, in bytes. */
  position?: number;
}

/** Rows that are no rows of their table, such as one with too few cells, by the path of their file. */
async function findBroken(
  runner: DuckDbRunner,
): Promise<Map<string, Map<number, Rejection>>> {
  const { rowCount, columns } = await runner.query(
    `SELECT file_path, line_byte_position, column_name, error_type
     FROM reject_errors JOIN reject_scans USING (scan_id, file_id) ORDER BY ALL`,
    [],
  );
  const byFile = new Map<string, Map<number, Rejection>>();
  for (let index = 0; index < rowCount; index += 1) {
    const path = String(columns.file_path[index]);
    const position = Number(columns.line_byte_position[index]) - 1;
    const known = byFile.get(path) ?? new Map<number, Rejection>();
    byFile.set(path, known);
    // One row can break several rules
    if (!known.has(position)) {
      const column = columns.column_name[index];
      known.set(position, {
        position,
        column: column ? String(column) : undefined,
        reason:
          BROKEN_ROWS[String(columns.error_type[index])] ?? 'cannot be read',
      });
    }
  }
  return byFile;
}

/** Rows that do not count, by file and line. */
async function locateRejected(
  sources: readonly Source[],
  found: DuckDbResult,
  broken: ReadonlyMap<string, ReadonlyMap<number, Rejection>>,
): Promise<RejectedRow[]> {
  const located: RejectedRow[] = [];
  for (const [number, source] of sources.entries()) {
    const names: Record<string, string | undefined> =
      source.reading.columnNames;
    const unread = [...(broken.get(source.file.path)?.values() ?? [])];
    const rejections: Rejection[] = [...unread];
    for (let index = 0; index < found.rowCount; index += 1) {
      if (Number(found.columns.file[index]) === number) {
        const [field, reason] = String(found.columns.problem[index]).split(':');
        rejections.push({
          row: Number(found.columns.place[index]),
          column: names[field] ?? field,
          reason,
        });
      }
    }
    if (rejections.length === 0) {
      continue;
    }
    const lines =
      source.format.kind === 'csv'
        ? await linesOfRows({
            path: source.file.path,
            isGzipped: source.format.isGzipped,
            rows: rejections.flatMap(({ row }) => row ?? []),
            unread: unread.flatMap(({ position }) => position ?? []),
          })
        : undefined;
    const ofFile = rejections.map(({ row, position, column, reason }) => ({
      file: source.file.title,
      line:
        row === undefined ? lines?.unread.get(position!) : lines?.rows.get(row),
      column,
      reason,
    }));
    located.push(...ofFile.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  }
  return located;
}

async function readOddAmounts(runner: DuckDbRunner): Promise<void> {
  await runner.query(createAmounts(), []);
  const { columns } = await runner.query(findOddAmounts(), []);
  const texts = [...(columns.text as readonly string[])].map(String);
  for (let at = 0; at < texts.length; at += AMOUNTS_PER_STATEMENT) {
    const insert = insertAmounts(texts.slice(at, at + AMOUNTS_PER_STATEMENT));
    if (insert !== undefined) {
      await runner.query(insert, []);
    }
  }
}

/**
 * Reads bills: CSV, gzipped or not, Parquet, and folders of them. Rows that
 * cannot be read are named and do not count; rows that are the same to the last
 * column count once.
 *
 * Throws an Error that names the file when it is no bill that is known, or when
 * none of its rows can be read.
 *
 * @public
 */
export async function openCosts(
  options: OpenCostsOptions,
): Promise<OpenedCosts> {
  const { root, paths, format: wanted, currency, signal } = options;
  const files = await listFiles({
    root,
    paths,
    maxFiles: MAX_FILES,
    maxBytes: MAX_BYTES,
  });
  const runner = new DuckDbRunner({
    folders: [...new Set(files.map(({ path }) => dirname(path)))],
    memoryLimit: options.memoryLimit ?? '600MB',
    threads: 2,
  });
  runner.hold();
  try {
    const sources: Source[] = [];
    for (const file of files) {
      signal?.throwIfAborted();
      const format = await detectFormat(file.path, file.title);
      const described = await describe(runner, file, format);
      try {
        const reading = readTable(described.columns, wanted);
        sources.push({ file, format, ...described, reading });
      } catch (error) {
        throw new Error(
          `${file.title} ${error instanceof Error ? error.message : error}`,
        );
      }
    }
    await runner.query(createRows(), []);
    for (const [index, source] of sources.entries()) {
      await runner
        .query(loadRows({ ...source, file: index, currency }), [], { signal })
        .catch(error => {
          signal?.throwIfAborted();
          throw explain(error, source.file);
        });
    }
    await readOddAmounts(runner);
    // What one file states and another does not is looked at where it is stated
    const reading = {
      fields: Object.assign(
        {},
        ...sources.map(source => source.reading.fields),
      ),
    };
    const broken = sources.some(({ format }) => format.kind === 'csv')
      ? await findBroken(runner)
      : new Map<string, Map<number, Rejection>>();
    const brokenRows = [...broken.values()].reduce(
      (sum, { size }) => sum + size,
      0,
    );
    const counts = await runner.query(countRows(reading), [], { signal });
    const [read, unreadable, repeated] = ['read', 'rejected', 'repeated'].map(
      name => Number(counts.columns[name][0]),
    );
    const rejected =
      unreadable + brokenRows === 0
        ? []
        : await locateRejected(
            sources,
            await runner.query(findRejectedRows(reading, MAX_REJECTED), []),
            broken,
          );
    const total = read + brokenRows;
    if (total > 0 && unreadable === read) {
      const [{ file, line, column, reason }] = rejected;
      throw new Error(
        `none of the ${total} rows of ${files.length === 1 ? files[0].title : `${files.length} files`} can be read; the first: ${file}, line ${line ?? 'unknown'}${column ? `, column ${column}` : ''} ${reason}`,
      );
    }
    await runner.query(addUpRows({ reading, hasRepeated: repeated > 0 }), [], {
      signal,
    });
    const size = await runner.query(
      `SELECT count(*) AS n FROM ${FACTS_TABLE}`,
      [],
    );
    const factCount = Number(size.columns.n[0]);
    return {
      format: [...new Set(sources.map(source => source.reading.format))].join(
        ', ',
      ),
      rows: {
        read: total,
        accepted: read - unreadable,
        rejected: unreadable + brokenRows,
        repeated,
      },
      rejected: rejected.slice(0, MAX_REJECTED),
      warnings: [
        ...new Set(sources.flatMap(source => source.reading.warnings)),
        ...(repeated > 0
          ? [
              `${repeated} ${repeated === 1 ? 'row says' : 'rows say'} again what another row says to the last column, and ${repeated === 1 ? 'counts' : 'count'} once`,
            ]
          : []),
      ],
      facts: async function* facts() {
        for (let from = 0; from < factCount; from += FACTS_PER_PAGE) {
          const page = await runner.query(
            selectFacts(from, from + FACTS_PER_PAGE),
            [],
            { signal },
          );
          yield readFacts(page);
        }
      },
      close: () => runner.close(),
    };
  } catch (error) {
    await runner.close();
    throw error;
  }
}
