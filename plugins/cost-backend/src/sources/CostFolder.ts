import { stat } from 'node:fs/promises';
import { OpenedCosts, openCosts } from '@plumbline/backstage-plugin-cost-node';
import {
  listFiles,
  MachineFault,
} from '@plumbline/backstage-plugin-kit-duckdb';
import { CostSource } from '../domain/CostSource';
import { ImportRefused } from '../domain/importRecords';

const MAX_FILES = 10_000;
const MAX_BYTES = 2 ** 40;

/** A file as it was when it was looked at. */
export interface FileState {
  title: string;
  bytes: number;
  modifiedMs: number;
}

/** Whether it says nothing of the files. */
function isOurFault(error: unknown): boolean {
  return (
    !(error instanceof Error) ||
    typeof (error as NodeJS.ErrnoException).code === 'string' ||
    error instanceof MachineFault
  );
}

/** The files of a source. */
export class CostFolder {
  readonly #source: CostSource;

  constructor(source: CostSource) {
    this.#source = source;
  }

  /** The files as they are now, by name. */
  async look(): Promise<FileState[]> {
    const files = await listFiles({
      root: this.#source.folder,
      paths: this.#paths,
      maxFiles: MAX_FILES,
      maxBytes: MAX_BYTES,
    });
    const states: FileState[] = [];
    for (const { path, title } of files) {
      const { size, mtimeMs } = await stat(path);
      states.push({ title, bytes: size, modifiedMs: mtimeMs });
    }
    return states;
  }

  /**
   * Reads the files as one bill.
   *
   * @throws ImportRefused where they are no bill
   */
  async open(signal: AbortSignal): Promise<OpenedCosts> {
    const { folder, format, currency } = this.#source;
    try {
      return await openCosts({
        root: folder,
        paths: this.#paths,
        format,
        currency,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw isOurFault(error)
        ? error
        : new ImportRefused((error as Error).message);
    }
  }

  get #paths(): string[] {
    return [this.#source.pattern ?? '.'];
  }
}
