import {
  addUpRows,
  countRows,
  createAmounts,
  createRows,
  FACTS_TABLE,
  findOddAmounts,
  findRejectedRows,
  findRepeatedRows,
  insertAmounts,
  loadRows,
  readFacts,
  selectFacts,
  selectOddAmounts,
} from '@plumbline/backstage-plugin-cost-formats';
import {
  type DuckDbResult,
  DuckDbRunner,
} from '@plumbline/backstage-plugin-kit-duckdb';
import type { TableSource } from './describeTable';
import { explain } from './explain';
import { findLongRows } from './findLongRows';
import type { OpenedPart } from './OpenedPart';
import { findBroken, locateRejected } from './rejectedRows';

const MAX_REJECTED = 100;
const FACTS_PER_PAGE = 2_000;
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

function repeatedWarning(repeated: number): string[] {
  const [say, count] =
    repeated === 1 ? ['row says', 'counts'] : ['rows say', 'count'];
  return repeated === 0
    ? []
    : [
        `${repeated} ${say} again what another row says to the last column, and ${count} once`,
      ];
}

/** Reads tables with DuckDB and adds their rows up there. */
export async function openTables(options: {
  runner: DuckDbRunner;
  sources: readonly TableSource[];
  currency?: string;
  signal?: AbortSignal;
}): Promise<OpenedPart> {
  const { runner, sources, currency, signal } = options;
  const files = sources.map(({ file }) => file);
  const ask = (sql: string, asked = files) =>
    runner.query(sql, [], { signal }).catch(error => {
      signal?.throwIfAborted();
      throw explain(error, asked);
    });
  // DuckDB is another process: both read at the same time
  const scanned = Promise.all(sources.map(findLongRows));
  scanned.catch(() => {});
  await ask(createRows());
  for (const [index, source] of sources.entries()) {
    await ask(loadRows({ ...source, file: index, currency }), [source.file]);
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
  await ask(findRepeatedRows(reading));
  const counts = await ask(countRows(reading));
  const [read, unreadable, repeated] = ['read', 'rejected', 'repeated'].map(
    name => Number(counts.columns[name][0]),
  );
  const rejected =
    unreadable + brokenRows === 0
      ? []
      : await locateRejected(
          sources,
          await ask(findRejectedRows(reading, MAX_REJECTED)),
          broken,
        );
  const total = read + brokenRows;
  if (total > 0 && unreadable === read) {
    const [{ file, line, column, reason }] = rejected;
    throw new Error(
      `none of the ${total} rows of ${files.length === 1 ? files[0].title : `${files.length} files`} can be read; the first: ${file}, line ${line ?? 'unknown'}${column ? `, column ${column}` : ''} ${reason}`,
    );
  }
  await ask(addUpRows({ reading, hasRepeated: repeated > 0, hasOddAmounts }));
  const size = await ask(`SELECT count(*) AS n FROM ${FACTS_TABLE}`);
  const factCount = Number(size.columns.n[0]);
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
      ...repeatedWarning(repeated),
    ],
    facts: async function* facts() {
      for (let from = 0; from < factCount; from += FACTS_PER_PAGE) {
        const to = from + FACTS_PER_PAGE;
        yield readFacts(await ask(selectFacts(reading, { from, to })));
      }
    },
  };
}
