import type { RejectedRow } from '@plumbline/backstage-plugin-cost-formats';
import type { DuckDbResult } from '@plumbline/backstage-plugin-kit-duckdb';
import type { TableSource } from './describeTable';
import type { LongRow } from './findLongRows';
import { linesOfRows } from './linesOfRows';

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

/** Rows of a file that are no rows of their table, such as one with too few cells. */
export interface BrokenRows {
  /** Where each of them begins, in bytes from 0, in order. */
  positions: number[];
  /** What is wrong with the first of them. */
  first: Rejection[];
}

const REJECTS = 'reject_errors JOIN reject_scans USING (scan_id, file_id)';

async function findBrokenOf(
  ask: (sql: string) => Promise<DuckDbResult>,
  options: { source: TableSource; long: readonly LongRow[]; limit: number },
): Promise<BrokenRows> {
  const { source, long, limit } = options;
  const isHere = `file_path = '${source.file.path.replaceAll("'", "''")}'`;
  // One row can break several rules
  const all = await ask(
    `SELECT DISTINCT line_byte_position AS position FROM ${REJECTS} WHERE ${isHere} ORDER BY ALL`,
  );
  const known = Array.from(
    all.columns.position ?? [],
    value => Number(value) - 1,
  );
  // Those that nobody named
  const lost = long
    .filter(
      ({ start, end }) =>
        !known.some(position => position >= start && position < end),
    )
    .map(({ start }) => start);
  const { rowCount, columns } = await ask(
    `SELECT line_byte_position AS position, min(column_name) AS name, min(error_type) AS problem FROM ${REJECTS}
     WHERE ${isHere} GROUP BY ALL ORDER BY ALL LIMIT ${limit}`,
  );
  const named = Array.from({ length: rowCount }, (_, index): Rejection => {
    const column = columns.name[index];
    return {
      position: Number(columns.position[index]) - 1,
      column: column ? String(column) : undefined,
      reason: BROKEN_ROWS[String(columns.problem[index])] ?? 'cannot be read',
    };
  });
  return {
    positions: [...known, ...lost].sort((a, b) => a - b),
    first: [
      ...named,
      ...lost.map(position => ({ position, reason: 'is longer than 1 MiB' })),
    ]
      .sort((a, b) => a.position! - b.position!)
      .slice(0, limit),
  };
}

/** Rows that are no rows of their table, by file. */
export async function findBroken(
  ask: (sql: string) => Promise<DuckDbResult>,
  options: {
    sources: readonly TableSource[];
    long: readonly (readonly LongRow[])[];
    limit: number;
  },
): Promise<BrokenRows[]> {
  const broken: BrokenRows[] = [];
  for (const [index, source] of options.sources.entries()) {
    broken.push(
      source.format.kind === 'csv'
        ? await findBrokenOf(ask, {
            source,
            long: options.long[index],
            limit: options.limit,
          })
        : { positions: [], first: [] },
    );
  }
  return broken;
}

/** Rows that do not count, by file and line. */
export async function locateRejected(
  sources: readonly TableSource[],
  found: DuckDbResult,
  broken: readonly BrokenRows[],
): Promise<RejectedRow[]> {
  const located: RejectedRow[] = [];
  for (const [number, source] of sources.entries()) {
    const { file, format, reading, delimiter } = source;
    const names: Record<string, string | undefined> = reading.columnNames;
    const { positions, first } = broken[number];
    const rejections: Rejection[] = [...first];
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
      delimiter === undefined
        ? undefined
        : await linesOfRows({
            path: file.path,
            isGzipped: format.isGzipped,
            delimiter,
            rows: rejections.flatMap(({ row }) => row ?? []),
            unread: positions,
            wantedUnread: first.length,
          });
    const ofFile = rejections.map(({ row, position, column, reason }) => ({
      file: file.title,
      line:
        row === undefined ? lines?.unread.get(position!) : lines?.rows.get(row),
      column,
      reason,
    }));
    located.push(...ofFile.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  }
  return located;
}
