import type { RejectedRow } from '@plumbline/backstage-plugin-cost-formats';
import {
  type DuckDbResult,
  DuckDbRunner,
} from '@plumbline/backstage-plugin-kit-duckdb';
import type { TableSource } from './describeTable';
import { linesOfRows } from './linesOfRows';

/** Words for what DuckDB calls the errors of a line. */
const BROKEN_ROWS: Record<string, string> = {
  'MISSING COLUMNS': 'has too few cells',
  'TOO MANY COLUMNS': 'has too many cells',
  'UNQUOTED VALUE': 'has a quote that does not end',
  'LINE SIZE OVER MAXIMUM': 'is longer than 1 MiB',
  'INVALID ENCODING': 'is not UTF-8',
};

export interface Rejection {
  column?: string;
  reason: string;
  /** Number of the row among those that were read, from 1. */
  row?: number;
  /** Where a row begins that was not read, in bytes. */
  position?: number;
}

/** Rows that are no rows of their table, such as one with too few cells, by the path of their file. */
export async function findBroken(
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
export async function locateRejected(
  sources: readonly TableSource[],
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
