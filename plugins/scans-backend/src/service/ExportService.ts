import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { exportQuerySchema } from '@plumbline/backstage-plugin-scans-common';
import type { output } from 'zod';
import { ExportFormat, ExportedFinding } from '../domain/exportedFinding';
import { csvFormat } from '../domain/writeCsv';
import { sarifFormat } from '../domain/writeSarif';
import { vexFormat } from '../domain/writeVex';
import { DecisionStore } from '../store/DecisionStore';
import {
  FindingCursor,
  FindingFilter,
  FindingReader,
} from '../store/FindingReader';
import { FindingService } from './FindingService';
import { toFinding } from './toContract';

/** Findings that are read, and held, at a time. */
const PAGE = 500;

const FORMATS: Record<
  output<typeof exportQuerySchema>['format'],
  ExportFormat
> = { csv: csvFormat, sarif: sarifFormat, vex: vexFormat };

/** A file that comes piece by piece. */
export interface ExportFile {
  name: string;
  contentType: string;
  content: AsyncIterable<string>;
}

/** Writes findings into files. */
export class ExportService {
  readonly #decisions: DecisionStore;
  readonly #findings: FindingReader;
  readonly #service: FindingService;

  constructor(options: {
    decisions: DecisionStore;
    findings: FindingReader;
    service: FindingService;
  }) {
    this.#decisions = options.decisions;
    this.#findings = options.findings;
    this.#service = options.service;
  }

  /** All that a query matches, of what the caller may read. */
  async open(
    query: output<typeof exportQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<ExportFile> {
    const format = FORMATS[query.format];
    const now = new Date().toISOString();
    const filter = await this.#service.filterOf(
      query.format === 'vex' ? { ...query, state: 'decided' } : query,
      credentials,
      now,
    );
    const about =
      query.entity?.length === 1
        ? parseEntityRef(query.entity[0]).name.replace(/[^\w.-]/g, '_')
        : 'findings';
    return {
      name: `${about}-${now.slice(0, 10)}.${format.extension}`,
      contentType: format.contentType,
      content: inPieces(format.write(this.#read(filter), { now })),
    };
  }

  async *#read(filter: FindingFilter): AsyncIterable<ExportedFinding> {
    let after: FindingCursor | undefined;
    do {
      const { items, next } = await this.#findings.list(filter, {
        after,
        limit: PAGE,
      });
      const seenBy = await this.#findings.listSeenBy(items.map(({ id }) => id));
      const decisions = await this.#decisions.getMany([
        ...new Set(items.flatMap(({ decisionId }) => decisionId ?? [])),
      ]);
      for (const item of items) {
        const finding = toFinding(item, {
          seenBy: seenBy.get(item.id),
          now: filter.now,
        });
        yield {
          finding,
          message: item.content.message,
          identity: item.content.identity,
          decision:
            finding.decision && item.decisionId
              ? decisions.get(item.decisionId)
              : undefined,
        };
      }
      after = next;
    } while (after);
  }
}

/** Some lines at a time: a write for each would be slow. */
async function* inPieces(lines: AsyncIterable<string>): AsyncIterable<string> {
  const SIZE = 64 * 1024;
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length >= SIZE) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}
