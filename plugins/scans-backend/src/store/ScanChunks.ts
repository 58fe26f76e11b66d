import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type {
  ChunkedFinding,
  Finding,
} from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { ReportedFinding } from '../domain/planScan';
import { inParts } from './inParts';

/** A finding of the report, and the chunk that holds the rest of it. */
export type Indexed = ReportedFinding & { chunk: number; position: number };

const unpack = promisify(gunzip);

/** The packed findings of a scan. Of a large report one chunk is held at a time. */
export class ScanChunks {
  readonly #tx: Knex;
  readonly #scanId: string;
  #open: { number: number; findings: ChunkedFinding[] } | undefined;

  constructor(tx: Knex, scanId: string) {
    this.#tx = tx;
    this.#scanId = scanId;
  }

  /** What of every finding its identity is told by. */
  async index(): Promise<Indexed[]> {
    const reported: Indexed[] = [];
    for (let chunk = 0; ; chunk += 1) {
      const findings = await this.#read(chunk);
      if (!findings) {
        return reported;
      }
      for (const [position, { finding, contentHash }] of findings.entries()) {
        const { identity, group, kind, evidence, location, rule } = finding;
        reported.push({
          identity,
          group,
          kind,
          evidence,
          location,
          rule,
          contentHash,
          chunk,
          position,
        });
      }
      await nextTurn();
    }
  }

  /** Writes some hundred items at a time, each with all of its finding. */
  async inParts<T>(
    items: readonly T[],
    findingOf: (item: T) => Indexed,
    write: (part: { item: T; content: Finding }[]) => Promise<unknown>,
  ): Promise<void> {
    const sorted = [...items].sort(
      (a, b) => findingOf(a).chunk - findingOf(b).chunk,
    );
    for (const part of inParts(sorted)) {
      const contents: { item: T; content: Finding }[] = [];
      for (const item of part) {
        contents.push({ item, content: await this.#finding(findingOf(item)) });
      }
      await write(contents);
      await nextTurn();
    }
  }

  async #finding({ chunk, position }: Indexed): Promise<Finding> {
    const findings = await this.#read(chunk);
    return findings![position].finding;
  }

  async #read(number: number): Promise<ChunkedFinding[] | undefined> {
    if (this.#open?.number !== number) {
      const row = await this.#tx('scan_chunks')
        .where({ scan_id: this.#scanId, number })
        .first('payload');
      if (!row) {
        return undefined;
      }
      const findings = JSON.parse((await unpack(row.payload)).toString('utf8'));
      this.#open = { number, findings };
    }
    return this.#open.findings;
  }
}
