import type { TableSource } from './describeTable';
import { MAX_LINE_BYTES } from './describeTable';
import { scanRows } from './scanRows';

/** No gzip packs better. */
const MAX_RATIO = 1_032;
/** A file with more of them is refused: it is no table. */
const MAX_LONG_ROWS = 10_000;

/** Where a row begins and ends, in bytes from 0. */
export interface LongRow {
  start: number;
  end: number;
}

/**
 * Rows of a CSV file that are too long to be read. DuckDB names some of these,
 * but leaves those out without a word that do not fit its buffer.
 */
export async function findLongRows(source: TableSource): Promise<LongRow[]> {
  const { file, format, delimiter } = source;
  const { isGzipped, kind } = format;
  const most = file.bytes * (isGzipped ? MAX_RATIO : 1);
  if (kind !== 'csv' || delimiter === undefined || most <= MAX_LINE_BYTES) {
    return [];
  }
  const long: LongRow[] = [];
  await scanRows({ path: file.path, isGzipped, delimiter }, (start, end) => {
    if (end - start > MAX_LINE_BYTES) {
      long.push({ start, end });
    }
    return long.length > MAX_LONG_ROWS;
  }).catch(error => {
    throw new Error(
      `${file.title} ${isGzipped ? 'is not a whole gzip file' : error.message}`,
    );
  });
  if (long.length > MAX_LONG_ROWS) {
    throw new Error(
      `${file.title} has more than ${MAX_LONG_ROWS} rows that are longer than 1 MiB`,
    );
  }
  return long;
}
