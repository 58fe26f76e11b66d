import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type CostFact,
  OtherDataSet,
  readTable,
  type RejectedRow,
} from '@plumbline/backstage-plugin-cost-formats';
import {
  detectFormat,
  DuckDbRunner,
  listFiles,
} from '@plumbline/backstage-plugin-kit-duckdb';
import { describeTable, TableSource } from './describeTable';
import { DocumentSource, openDocuments } from './openDocuments';
import type { CostRows, OpenedPart } from './OpenedPart';
import { openTables } from './openTables';

/** Which files to read as one bill. @public */
export interface OpenCostsOptions {
  root: string;
  /** Files, folders and patterns below the root. */
  paths: readonly string[];
  /** The format that they must have; told by their content when absent. */
  format?: string;
  /** ISO 4217 code of files that state none. */
  currency?: string;
  /** What answers of OpenCost were asked to be grouped by. */
  aggregate?: readonly string[];
  /** Name of the cluster, where answers of OpenCost state none. */
  cluster?: string;
  /** What DuckDB may hold, such as `300MB`; what does not fit goes to a temporary folder. */
  memoryLimit?: string;
  signal?: AbortSignal;
}

/** A bill that was read: what was understood, and the facts that it adds up to. @public */
export interface OpenedCosts {
  /** Such as `focus-1.2`; several when files differ. */
  format: string;
  /** Of tables rows, of JSON documents entries. */
  rows: CostRows;
  /** The first rows that do not count, at most 100. An entry of a JSON document has its place as column. */
  rejected: RejectedRow[];
  warnings: string[];
  /** Pages of facts, which are read when they are asked for. */
  facts(): AsyncIterable<CostFact[]>;
  /** Ends what reads. */
  close(): Promise<void>;
}

const MAX_FILES = 10_000;
const MAX_BYTES = 2 ** 40;
const MAX_REJECTED = 100;
/** Besides it the process needs some 200 MB, whatever it reads. */
const DEFAULT_MEMORY_LIMIT = '120MB';

/** The real paths of files that were named themselves, and not by their folder or a pattern. */
async function findNamed(
  root: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const named = await Promise.all(
    paths.map(path => realpath(resolve(root, path)).catch(() => undefined)),
  );
  return new Set(named.filter(path => path !== undefined));
}

interface Sources {
  named: ReadonlySet<string>;
  tables: TableSource[];
  documents: DocumentSource[];
  warnings: string[];
}

/** Tells what every file is. Nothing is read before all are known. */
async function findSources(
  runner: DuckDbRunner,
  files: Awaited<ReturnType<typeof listFiles>>,
  options: OpenCostsOptions,
): Promise<Sources> {
  const { root, paths, format: wanted, signal } = options;
  const named = await findNamed(root, paths);
  const sources: Sources = { named, tables: [], documents: [], warnings: [] };
  let skipped: Error | undefined;
  for (const file of files) {
    signal?.throwIfAborted();
    const format = await detectFormat(file.path, file.title);
    if (format.kind === 'json') {
      sources.documents.push({ file, isGzipped: format.isGzipped });
      continue;
    }
    const described = await describeTable(runner, file, format);
    try {
      const reading = readTable(described.columns, wanted);
      sources.tables.push({ file, format, ...described, reading });
    } catch (error) {
      const refusal = new Error(
        `${file.title} ${error instanceof Error ? error.message : error}`,
      );
      if (!(error instanceof OtherDataSet) || named.has(file.path)) {
        throw refusal;
      }
      skipped ??= refusal;
      sources.warnings.push(
        `${file.title} is not counted: it is the FOCUS data set ${error.title}, which states no costs of use`,
      );
    }
  }
  if (skipped && sources.tables.length + sources.documents.length === 0) {
    throw skipped;
  }
  return sources;
}

function addRows(parts: readonly OpenedPart[]): CostRows {
  const add = (name: keyof CostRows) =>
    parts.reduce((sum, { rows }) => sum + rows[name], 0);
  return {
    read: add('read'),
    accepted: add('accepted'),
    rejected: add('rejected'),
    repeated: add('repeated'),
  };
}

/**
 * Reads bills: CSV, Parquet and saved answers of OpenCost and Kubecost in JSON,
 * gzipped or not, and folders of them. Rows that cannot be read are named and do
 * not count; rows of tables that are the same to the last column count once, and
 * so do JSON documents. Other data sets of FOCUS in a folder are left out, and so
 * are JSON documents without costs beside tables.
 *
 * Throws an Error that names the file when it is no bill that is known, or when
 * none of its rows can be read.
 *
 * @public
 */
export async function openCosts(
  options: OpenCostsOptions,
): Promise<OpenedCosts> {
  const { root, paths } = options;
  const files = await listFiles({
    root,
    paths,
    maxFiles: MAX_FILES,
    maxBytes: MAX_BYTES,
  });
  const runner = new DuckDbRunner({
    folders: [...new Set(files.map(({ path }) => dirname(path)))],
    memoryLimit: options.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
    storage: 'disk',
  });
  runner.hold();
  try {
    const { named, tables, documents, warnings } = await findSources(
      runner,
      files,
      options,
    );
    const parts: OpenedPart[] = [];
    if (documents.length > 0) {
      const mustBeCosts = ({ file }: DocumentSource) =>
        tables.length === 0 || named.has(file.path);
      parts.push(
        await openDocuments({ ...options, sources: documents, mustBeCosts }),
      );
    }
    if (tables.length > 0) {
      parts.push(await openTables({ ...options, runner, sources: tables }));
    }
    return {
      format: [...new Set(parts.flatMap(({ formats }) => formats))].join(', '),
      rows: addRows(parts),
      rejected: parts
        .flatMap(({ rejected }) => rejected)
        .slice(0, MAX_REJECTED),
      warnings: [...warnings, ...parts.flatMap(part => part.warnings)],
      facts: async function* facts() {
        for (const part of parts) {
          yield* part.facts();
        }
      },
      close: () => runner.close(),
    };
  } catch (error) {
    await runner.close();
    throw error;
  }
}
