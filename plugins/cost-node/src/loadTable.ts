import { loadRows, ROWS_TABLE } from '@plumbline/backstage-plugin-cost-formats';
import {
  type DataFile,
  type DuckDbResult,
  MachineFault,
} from '@plumbline/backstage-plugin-kit-duckdb';
import type { TableSource } from './describeTable';
import { findBrokenText } from './findBrokenText';
import { findBroken } from './rejectedRows';
import { scanRows } from './scanRows';

type Ask = (sql: string, asked?: DataFile[]) => Promise<DuckDbResult>;

/** DuckDB gives up where one line ends with a carriage return and the next without. */
const MIXED_LINES = /CSV Parser state machine/;

/** Rows below the header, told by line breaks and quotes alone; undefined where a quote does not end. */
async function countRowsOf({
  file,
  format,
  delimiter = ',',
}: TableSource): Promise<number | undefined> {
  let rows = -1;
  const { path } = file;
  const { isGzipped } = format;
  const { isQuoted } = await scanRows({ path, isGzipped, delimiter }, () => {
    rows += 1;
    return false;
  });
  return isQuoted ? undefined : rows;
}

/** Reads a file whose lines end in different ways, and makes sure that no row is lost by it. */
async function loadMixed(
  ask: Ask,
  options: { source: TableSource; index: number; currency?: string },
): Promise<TableSource> {
  const { source, index, currency } = options;
  const { file } = source;
  const { relation, relationAgain } = source.lenient!;
  const lenient = { ...source, relation, relationAgain };
  await ask(loadRows({ ...lenient, file: index, currency }), [file]);
  const { columns } = await ask(
    `SELECT count(*) AS n FROM ${ROWS_TABLE} WHERE file = ${index}`,
  );
  const [{ positions }] = await findBroken(ask, {
    sources: [lenient],
    long: [[]],
    limit: 1,
  });
  if (Number(columns.n[0]) + positions.length !== (await countRowsOf(source))) {
    throw new Error(
      `${file.title}: its lines end in different ways, and a quote does not end`,
    );
  }
  return lenient;
}

/**
 * Reads the rows of one file.
 *
 * @returns how it was read, for reading it again
 */
export async function loadTable(
  ask: Ask,
  options: { source: TableSource; index: number; currency?: string },
): Promise<TableSource> {
  const { source, index, currency } = options;
  try {
    await ask(loadRows({ ...source, file: index, currency }), [source.file]);
    return source;
  } catch (error) {
    const isMixed =
      source.lenient !== undefined && MIXED_LINES.test(String(error));
    if (isMixed) {
      return loadMixed(ask, options);
    }
    // Some of what is not UTF-8 DuckDB does not name, but fails
    const line =
      source.format.kind === 'csv' && !(error instanceof MachineFault)
        ? await findBrokenText({
            path: source.file.path,
            isGzipped: source.format.isGzipped,
          })
        : undefined;
    throw line === undefined
      ? error
      : new Error(`${source.file.title}, line ${line}: is not UTF-8`);
  }
}
