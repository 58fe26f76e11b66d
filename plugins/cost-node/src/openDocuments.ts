import { createHash } from 'node:crypto';
import {
  type CostFact,
  DocumentRefused,
  OtherDocument,
  readCostDocument,
  type RejectedRow,
} from '@plumbline/backstage-plugin-cost-formats';
import type { DataFile } from '@plumbline/backstage-plugin-kit-duckdb';
import type { OpenedPart } from './OpenedPart';
import { readDocumentText } from './readDocumentText';

const ASSETS = 'opencost-assets';
const ALLOCATIONS = 'opencost-allocation';
const MAX_REJECTED = 100;
/** Warnings of documents that are told; the others are counted. */
const MAX_WARNINGS = 50;
const FACTS_PER_PAGE = 5_000;

/** A JSON file that a bill is made of. */
export interface DocumentSource {
  file: DataFile;
  isGzipped: boolean;
}

type Read = ReturnType<typeof readCostDocument> & { digest: string };

/**
 * Reads saved answers of OpenCost and Kubecost. All are looked through before
 * the first fact is given; only one of them is held at a time.
 *
 * @param options - `mustBeCosts`: whether one that states no costs is refused
 *   and not left out; `format`: what they must be; `currency`: what they are in, as
 *   they do not say it; `aggregate`: what they were asked to be grouped by;
 *   `cluster`: what they are of, where they do not say it
 */
export async function openDocuments(options: {
  sources: readonly DocumentSource[];
  mustBeCosts: (source: DocumentSource) => boolean;
  format?: string;
  currency?: string;
  aggregate?: readonly string[];
  cluster?: string;
  signal?: AbortSignal;
}): Promise<OpenedPart> {
  const { mustBeCosts, sources, format: wanted, signal } = options;

  async function read(source: DocumentSource): Promise<Read | undefined> {
    signal?.throwIfAborted();
    const { file } = source;
    const text = await readDocumentText(source);
    try {
      const document = readCostDocument(text, options);
      const digest = createHash('sha256').update(text).digest('hex');
      return { ...document, digest };
    } catch (error) {
      if (error instanceof OtherDocument && !mustBeCosts(source)) {
        return undefined;
      }
      throw error instanceof DocumentRefused
        ? new Error(`${file.title}: ${error.message}`)
        : error;
    }
  }

  const rows = { read: 0, accepted: 0, rejected: 0, repeated: 0 };
  const rejected: RejectedRow[] = [];
  const warnings: string[] = [];
  const formats: string[] = [];
  const titles = new Map<string, string>();
  const counted: { source: DocumentSource; digest: string }[] = [];
  for (const source of sources) {
    const { title } = source.file;
    const document = await read(source);
    if (!document) {
      warnings.push(`${title} is not counted: it states no costs`);
      continue;
    }
    if (wanted !== undefined && !document.format.startsWith(wanted)) {
      throw new Error(`${title} is no ${wanted}: it is ${document.format}`);
    }
    formats.push(document.format);
    rows.read += document.read;
    rows.accepted += document.accepted;
    rows.rejected += document.read - document.accepted;
    const same = titles.get(document.digest);
    if (same !== undefined) {
      rows.repeated += document.accepted;
      warnings.push(`${title} says what ${same} says, and counts once`);
      continue;
    }
    titles.set(document.digest, title);
    counted.push({ source, digest: document.digest });
    rejected.push(
      ...document.rejected.map(({ place, reason }) => ({
        file: title,
        column: place,
        reason,
      })),
    );
    warnings.push(
      ...document.warnings.map(warning =>
        sources.length === 1 ? warning : `${title}: ${warning}`,
      ),
    );
  }
  if (rows.read > 0 && rows.accepted === 0) {
    const [{ file, column, reason }] = rejected;
    throw new Error(
      `none of the ${rows.read} entries of ${sources.length === 1 ? file : `${sources.length} files`} can be read; the first: ${file}, ${column}: ${reason}`,
    );
  }
  if (formats.includes(ASSETS) && formats.includes(ALLOCATIONS)) {
    warnings.unshift(
      'assets and allocations state the same costs, by what was paid for and by who used it: both count',
    );
  }
  const untold = warnings.length - MAX_WARNINGS;
  return {
    formats,
    rows,
    rejected: rejected.slice(0, MAX_REJECTED),
    warnings: [
      ...warnings.slice(0, MAX_WARNINGS),
      ...(untold > 0 ? [`and ${untold} more remarks on other files`] : []),
    ],
    facts: async function* facts(): AsyncGenerator<CostFact[]> {
      for (const { source, digest } of counted) {
        const document = await read(source);
        if (document?.digest !== digest) {
          throw new Error(`${source.file.title} was changed while it was read`);
        }
        for (let at = 0; at < document.facts.length; at += FACTS_PER_PAGE) {
          yield document.facts.slice(at, at + FACTS_PER_PAGE);
        }
      }
    },
  };
}
