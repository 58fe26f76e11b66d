import {
  addUpRows,
  countLostSubjects,
  countRows,
  createAmounts,
  createHashes,
  createRows,
  createSubjects,
  findAlikeRows,
  findOddAmounts,
  findRejectedRows,
  findRepeatedRows,
  findSubjectRows,
  findWidth,
  hashAlikeRows,
  insertAmounts,
  loadSubjects,
  numberSubjects,
  orderFacts,
  readFacts,
  selectAlikeFiles,
  selectFacts,
  selectOddAmounts,
  selectSubjects,
} from '@plumbline/backstage-plugin-cost-formats';
import {
  type DataFile,
  type DuckDbResult,
  DuckDbRunner,
} from '@plumbline/backstage-plugin-kit-duckdb';
import type { TableSource } from './describeTable';
import { explain } from './explain';
import { findLongRows } from './findLongRows';
import { loadTable } from './loadTable';
import type { OpenedPart } from './OpenedPart';
import { findBroken, locateRejected } from './rejectedRows';

const MAX_REJECTED = 100;
/** Each has facts of as many days as a bill has, times currencies. */
const SUBJECTS_PER_PAGE = 1_000;
const AMOUNTS_PER_STATEMENT = 1_000;

type Ask = (sql: string) => Promise<DuckDbResult>;

/** @returns whether there are any */
async function readOddAmounts(ask: Ask): Promise<boolean> {
  await ask(createAmounts());
  await ask(findOddAmounts());
  for (let from = 0; ; from += AMOUNTS_PER_STATEMENT) {
    const { rowCount, columns } = await ask(
      selectOddAmounts(from, from + AMOUNTS_PER_STATEMENT),
    );
    if (rowCount === 0) {
      return from > 0;
    }
    const insert = insertAmounts(Array.from(columns.text, String));
    if (insert !== undefined) {
      await ask(insert);
    }
  }
}

function repeatedWarnings(repeated: number, alike: number): string[] {
  const says = (count: number) => (count === 1 ? 'row says' : 'rows say');
  return [
    ...(repeated > 0
      ? [
          `${repeated} ${says(repeated)} again what another row says to the last column, and ${repeated === 1 ? 'counts' : 'count'} once`,
        ]
      : []),
    ...(alike > 0
      ? [
          `${alike} ${says(alike)} again what another row says; as the table names no accounts they may be charges of their own, and all count`,
        ]
      : []),
  ];
}

async function findRepeated(
  ask: (sql: string, asked?: DataFile[]) => Promise<DuckDbResult>,
  sources: readonly TableSource[],
): Promise<void> {
  await ask(findAlikeRows());
  await ask(createHashes());
  const alike = await ask(selectAlikeFiles());
  for (const index of Array.from(alike.columns.file ?? [], Number)) {
    const { file, relationAgain, columns } = sources[index];
    await ask(
      hashAlikeRows({ relation: relationAgain, columns, file: index }),
      [file],
    );
  }
  const excerpts = [...sources.keys()].filter(
    index => sources[index].reading.isExcerpt,
  );
  await ask(findRepeatedRows(excerpts));
}

/** Reads the subjects of the sums, whose number it answers. */
async function readSubjectTexts(
  ask: (sql: string, asked?: DataFile[]) => Promise<DuckDbResult>,
  sources: readonly TableSource[],
): Promise<number> {
  await ask(numberSubjects());
  await ask(createSubjects());
  const first = await ask(findSubjectRows());
  for (let at = 0; at < first.rowCount; at += 1) {
    const index = Number(first.columns.file[at]);
    const rows = Number(first.columns.rows[at]);
    const { file, relationAgain: relation, reading } = sources[index];
    await ask(loadSubjects({ reading, relation, file: index, rows }), [file]);
  }
  const { columns } = await ask(countLostSubjects());
  const [subjects, loaded] = [columns.subjects[0], columns.loaded[0]];
  if (subjects !== loaded) {
    throw new Error(
      `${sources.length === 1 ? `${sources[0].file.title} was` : 'a file was'} changed while it was read`,
    );
  }
  await ask(orderFacts());
  return Number(subjects);
}

/** Reads tables with DuckDB and adds their rows up there. */
export async function openTables(options: {
  runner: DuckDbRunner;
  sources: readonly TableSource[];
  currency?: string;
  signal?: AbortSignal;
}): Promise<OpenedPart> {
  const { runner, currency, signal } = options;
  const files = options.sources.map(({ file }) => file);
  const ask = (sql: string, asked = files) =>
    runner.query(sql, [], { signal }).catch(error => {
      signal?.throwIfAborted();
      throw explain(error, asked);
    });
  // DuckDB is another process: both read at the same time
  const scanned = Promise.all(options.sources.map(findLongRows));
  scanned.catch(() => {});
  await ask(createRows());
  const sources: TableSource[] = [];
  for (const [index, source] of options.sources.entries()) {
    sources.push(await loadTable(ask, { source, index, currency }));
  }
  const hasOddAmounts = await readOddAmounts(ask);
  // What one file states and another does not is looked at where it is stated
  const reading = {
    fields: Object.assign({}, ...sources.map(source => source.reading.fields)),
  };
  const long = await scanned;
  const broken = await findBroken(ask, { sources, long, limit: MAX_REJECTED });
  const brokenRows = broken.reduce(
    (sum, { positions }) => sum + positions.length,
    0,
  );
  await findRepeated(ask, sources);
  const counts = await ask(countRows());
  const [read, unreadable, repeated, alike] = [
    'read',
    'rejected',
    'repeated',
    'alike',
  ].map(name => Number(counts.columns[name][0]));
  const rejected =
    unreadable + brokenRows === 0
      ? []
      : await locateRejected(
          sources,
          await ask(findRejectedRows(MAX_REJECTED)),
          broken,
        );
  const total = read + brokenRows;
  if (total > 0 && unreadable === read) {
    const [{ file, line, column, reason }] = rejected;
    throw new Error(
      `none of the ${total} rows of ${files.length === 1 ? files[0].title : `${files.length} files`} can be read; the first: ${file}, line ${line ?? 'unknown'}${column ? `, column ${column}` : ''} ${reason}`,
    );
  }
  const { columns: widths } = await ask(findWidth());
  const width = {
    hasOddAmounts,
    isNarrow: Boolean(widths.is_narrow[0]),
    isShort: Boolean(widths.is_short[0]),
  };
  await ask(addUpRows({ hasRepeated: repeated > 0, ...width }));
  const subjectCount = await readSubjectTexts(ask, sources);
  return {
    formats: sources.map(source => source.reading.format),
    rows: {
      read: total,
      accepted: read - unreadable,
      rejected: unreadable + brokenRows,
      repeated,
    },
    rejected: rejected.slice(0, MAX_REJECTED),
    warnings: [
      ...new Set(sources.flatMap(source => source.reading.warnings)),
      ...repeatedWarnings(repeated, alike),
    ],
    facts: async function* facts() {
      for (let from = 0; from < subjectCount; from += SUBJECTS_PER_PAGE) {
        const page = { from, to: from + SUBJECTS_PER_PAGE };
        yield readFacts({
          subjects: await ask(selectSubjects(reading, page)),
          facts: await ask(selectFacts(page, width)),
        });
      }
    },
  };
}
