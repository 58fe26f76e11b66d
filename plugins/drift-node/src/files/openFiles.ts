import {
  DataSet,
  DescribedColumn,
  RowPlace,
  SqlParameter,
} from '@plumbline/backstage-plugin-drift-engine';
import {
  type DataFile,
  detectFormat,
  DuckDbRunner,
  listFiles,
  readCsvLayout,
} from '@plumbline/backstage-plugin-kit-duckdb';
import { loadTable } from './loadTable';
import {
  canNumberRows,
  FILE_COLUMN,
  parquetPlace,
  ROW_COLUMN,
} from './rowPlaces';

/** Rows between two times. @public */
export interface TimeWindow {
  column: string;
  /** ISO 8601 UTC; the end is not part of the window. */
  start: string;
  end: string;
}

/** Which files to read as one table. @public */
export interface OpenFilesOptions {
  /** Reads them; its folders must hold the root. Closed by the caller. */
  runner: DuckDbRunner;
  root: string;
  /** Files, folders and patterns below the root. */
  paths: readonly string[];
  window?: TimeWindow;
  /** Defaults to 10,000 files and 1 TiB. */
  limits?: { maxFiles?: number; maxBytes?: number };
  /** Whether rows are to be found again: the data set gets a `rowPlace` where files can be numbered. */
  rowPlaces?: {
    /** What to call files to a person, by their name below the root. */
    titles?: ReadonlyMap<string, string>;
  };
  signal?: AbortSignal;
}

const MAX_FILES = 10_000;
const MAX_BYTES = 2 ** 40;
/** Longest line of a CSV file: thousands of columns, or one long text. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** A name as SQL identifier. */
function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path as SQL text that stands for itself: wildcards are put in brackets. */
function pathLiteral(path: string): string {
  const escaped = path.replace(/[*?[]/g, character => `[${character}]`);
  return `'${escaped.replaceAll("'", "''")}'`;
}

function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function pathList(files: readonly DataFile[]): string {
  return `[${files.map(file => pathLiteral(file.path)).join(', ')}]`;
}

/** A time as SQL literal; throws when it is none. */
function timeLiteral(time: string): string {
  return `TIMESTAMPTZ '${new Date(time).toISOString()}'`;
}

interface Source {
  file: DataFile;
  format: Awaited<ReturnType<typeof detectFormat>>;
}

/**
 * One `read_csv` per layout of columns, or per file where rows are numbered;
 * the first file names the order of all.
 */
function csvRelation(
  sources: readonly Source[],
  places: OpenFilesOptions['rowPlaces'],
): {
  relation: string;
  columns: string[];
  areNumbered: boolean;
} {
  const groups = new Map<
    string,
    { files: DataFile[]; options: string; columns: string[] }
  >();
  const layouts = sources.map(({ file, format }) =>
    readCsvLayout(format.head, file.title),
  );
  const [{ columns }] = layouts;
  const areNumbered =
    places !== undefined && canNumberRows(columns, sources.length);
  sources.forEach(({ file, format }, index) => {
    const layout = layouts[index];
    const missing = columns.find(name => !layout.columns.includes(name));
    const extra = layout.columns.find(name => !columns.includes(name));
    if (missing !== undefined || extra !== undefined) {
      throw new Error(
        `${file.title} and ${sources[0].file.title} have different columns: '${missing ?? extra}' is in one of them only`,
      );
    }
    const key = areNumbered
      ? file.path
      : JSON.stringify([layout, format.isGzipped]);
    const group = groups.get(key) ?? {
      files: [],
      columns: layout.columns,
      options: [
        'header = true',
        'auto_detect = false',
        `delim = ${textLiteral(layout.delimiter)}`,
        `quote = '"'`,
        `escape = '"'`,
        `nullstr = ''`,
        'strict_mode = true',
        `max_line_size = ${MAX_LINE_BYTES}`,
        // By default sixteen lines of the greatest length, which is half the memory
        `buffer_size = ${2 * MAX_LINE_BYTES}`,
        `compression = '${format.isGzipped ? 'gzip' : 'none'}'`,
        `columns = {${layout.columns
          .map(name => `${textLiteral(name)}: 'VARCHAR'`)
          .join(', ')}}`,
      ].join(', '),
    };
    group.files.push(file);
    groups.set(key, group);
  });
  const list = columns.map(identifier).join(', ');
  const placeOf = ({ title }: DataFile) =>
    areNumbered
      ? `, row_number() OVER () AS ${ROW_COLUMN}, ${textLiteral(places.titles?.get(title) ?? title)} AS ${FILE_COLUMN}`
      : '';
  const relation = [...groups.values()]
    .map(
      ({ files, options }) =>
        `SELECT ${list}${placeOf(files[0])} FROM read_csv(${pathList(files)}, ${options})`,
    )
    .join(' UNION ALL ');
  return { relation: `(${relation})`, columns, areNumbered };
}

/** Rows that DuckDB reads together. */
const BLOCK_ROWS = 2048;

/** Some blocks of the rows, spread over all of them; `number` is the column that numbers the rows. */
function blocks(
  relation: string,
  number: string,
  size: { rows: number; wanted: number },
): string {
  const step = Math.max(1, Math.floor(size.rows / size.wanted));
  return `${relation} WHERE ${number} % ${step * BLOCK_ROWS} < ${BLOCK_ROWS}`;
}

/** What DuckDB says about a file, without the folders of this machine and without its advice about options. */
function explain(error: unknown, sources: readonly Source[]): Error {
  let message = error instanceof Error ? error.message : String(error);
  for (const { file } of sources) {
    message = message.replaceAll(file.path, file.title);
  }
  const csv =
    /CSV Error on Line: (\d+)([\s\S]*?)(?:Possible (?:fixes|Solution)|$)/i.exec(
      message,
    );
  if (csv) {
    const file = /file = (.+)|in file "?([^"\n]+)"?/i.exec(message);
    const reason = csv[2]
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && !line.startsWith('Original Line'))
      .slice(0, 2)
      .join(' ');
    const title = file?.[1] ?? file?.[2] ?? sources[0].file.title;
    return new Error(`${title.trim()}, line ${csv[1]}: ${reason}`);
  }
  const [firstLine] = message.split('\n');
  const memory = /^Out of Memory Error.*\/([\d.]+ \w+) used/i.exec(firstLine);
  if (memory) {
    return new Error(
      `${sources[0].file.title} does not fit into ${memory[1]} of memory: Parquet files need less of it, and so do fewer columns`,
    );
  }
  const known = sources.find(({ file }) => firstLine.includes(file.title));
  return new Error(
    known || sources.length > 1
      ? firstLine
      : `${sources[0].file.title}: ${firstLine}`,
  );
}

/**
 * CSV, JSON and Parquet files, gzipped or not, and folders of them, as one
 * table. Files of one table have one format and one set of columns. CSV columns
 * are text: the plans cast them. Only the empty string is null.
 *
 * Throws an Error that names the file, and the line or column where there is
 * one.
 *
 * @public
 */
export async function openFiles(options: OpenFilesOptions): Promise<DataSet> {
  const { runner, root, paths, window, signal } = options;
  const files = await listFiles({
    root,
    paths,
    maxFiles: options.limits?.maxFiles ?? MAX_FILES,
    maxBytes: options.limits?.maxBytes ?? MAX_BYTES,
  });
  const sources: Source[] = [];
  for (const file of files) {
    signal?.throwIfAborted();
    sources.push({ file, format: await detectFormat(file.path, file.title) });
  }
  const { kind } = sources[0].format;
  const other = sources.find(source => source.format.kind !== kind);
  if (other) {
    throw new Error(
      `${sources[0].file.title} is ${kind.toUpperCase()} and ${other.file.title} is ${other.format.kind.toUpperCase()}: one table has one format`,
    );
  }
  const read = async (sql: string, parameters: readonly SqlParameter[]) => {
    try {
      return await runner.query(sql, parameters, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw explain(error, sources);
    }
  };

  let relation: string;
  let sample: DataSet['sample'];
  let columns: DescribedColumn[];
  const isMany = sources.length > 1;
  // All rows of one file are numbered by the table that they are read into
  const isWhole = !isMany && !window;
  let areNumbered = false;
  if (kind === 'csv') {
    const csv = csvRelation(sources, isWhole ? undefined : options.rowPlaces);
    ({ relation, areNumbered } = csv);
    columns = csv.columns.map(name => ({ name, nativeType: 'VARCHAR' }));
  } else {
    relation =
      kind === 'parquet'
        ? `(SELECT * FROM read_parquet(${pathList(files)}))`
        : `(SELECT * FROM read_json(${pathList(files)}, sample_size = -1, maximum_object_size = ${MAX_LINE_BYTES}))`;
    const described = await read(`DESCRIBE ${relation.slice(1, -1)}`, []);
    const names = described.columns.column_name as string[];
    const types = described.columns.column_type as string[];
    columns = names.map((name, index) => ({ name, nativeType: types[index] }));
    areNumbered =
      kind === 'json' &&
      options.rowPlaces !== undefined &&
      !isMany &&
      !isWhole &&
      canNumberRows(names, 1);
    if (areNumbered) {
      relation = `(SELECT *, row_number() OVER () AS ${ROW_COLUMN} FROM ${relation})`;
    }
    if (kind === 'parquet' && !window && !names.includes('file_row_number')) {
      const numbered = `SELECT * FROM read_parquet(${pathList(files)}, file_row_number = true)`;
      sample = size => `(${blocks(numbered, 'file_row_number', size)})`;
    }
  }
  let filter = '';
  if (window) {
    if (!columns.some(({ name }) => name === window.column)) {
      throw new Error(
        `${sources[0].file.title} has no column '${window.column}' to cut the window by`,
      );
    }
    const time = `TRY_CAST(${identifier(window.column)} AS TIMESTAMPTZ)`;
    filter = ` WHERE ${time} >= ${timeLiteral(window.start)} AND ${time} < ${timeLiteral(window.end)}`;
    relation = `(SELECT * FROM ${relation}${filter})`;
  }
  let tables: string[] = [];
  let release: (() => void) | undefined;
  if (kind !== 'parquet') {
    // Text is parsed once, and a broken line is known before anything is said about the data
    release = runner.hold();
    const numbers = [ROW_COLUMN, ...(isMany ? [FILE_COLUMN] : [])];
    const loaded = await loadTable({
      relation,
      columns: [
        ...columns.map(({ name }) => name),
        ...(areNumbered ? numbers : []),
      ],
      run: sql => read(sql, []),
    });
    ({ relation, tables } = loaded);
    sample = size =>
      `(${blocks(`SELECT * FROM ${loaded.relation}`, 'rowid', size)})`;
  }
  const tablePlace: RowPlace | undefined =
    areNumbered || (isWhole && options.rowPlaces)
      ? {
          relation,
          row: areNumbered ? ROW_COLUMN : 'rowid + 1',
          ...(isMany && { file: FILE_COLUMN }),
        }
      : undefined;
  const rowPlace =
    kind === 'parquet' && options.rowPlaces
      ? parquetPlace({
          files: files.map(file => ({
            path: file.path,
            literal: pathLiteral(file.path),
            title: options.rowPlaces?.titles?.get(file.title) ?? file.title,
          })),
          columns,
          filter,
        })
      : tablePlace;
  return {
    runner: {
      dialect: 'duckdb',
      query: (sql, bound, queryOptions) =>
        runner.query(sql, bound, queryOptions).catch(error => {
          queryOptions?.signal?.throwIfAborted();
          throw explain(error, sources);
        }),
    },
    relation,
    sample,
    parameters: [],
    columns,
    isUntyped: kind === 'csv',
    title:
      sources.length === 1
        ? sources[0].file.title
        : `${sources.length} files of ${paths.join(', ')}`,
    ...(rowPlace && { rowPlace }),
    close: async () => {
      for (const table of tables) {
        await runner.query(`DROP TABLE IF EXISTS ${table}`, []);
      }
      release?.();
      release = undefined;
    },
  };
}
