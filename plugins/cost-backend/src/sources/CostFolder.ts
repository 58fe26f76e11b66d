import { stat } from 'node:fs/promises';
import { OpenedCosts } from '@plumbline/backstage-plugin-cost-node';
import { listFiles } from '@plumbline/backstage-plugin-kit-duckdb';
import { FolderSource } from '../domain/CostSource';
import { openBill } from './openBill';

const MAX_FILES = 10_000;
const MAX_BYTES = 2 ** 40;

/** A file as it was when it was looked at. */
export interface FileState {
  title: string;
  bytes: number;
  modifiedMs: number;
}

/** The files of a source. */
export class CostFolder {
  readonly #source: FolderSource;

  constructor(source: FolderSource) {
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
    const { folder: root, format, currency } = this.#source;
    return openBill({ root, paths: this.#paths, format, currency, signal });
  }

  get #paths(): string[] {
    return [this.#source.pattern ?? '.'];
  }
}
