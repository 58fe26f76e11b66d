import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DEFAULT_LIMITS } from '@plumbline/backstage-plugin-scans-formats';
import { ReportFolder } from '../config';
import { ReportIntake } from './ReportIntake';
import { unpackReport } from './collectReport';

const UPLOADED_BY = 'service:files';

/** The files of a folder in the order of their names, or the one file. */
async function listFiles(path: string): Promise<string[]> {
  const facts = await stat(path);
  if (facts.isFile()) {
    return [path];
  }
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => join(path, name))
    .sort();
}

/** Takes the reports that lie on the backend's machine, each once. */
export class ReportFiles {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #intake: ReportIntake;
  readonly #logger: LoggerService;
  readonly #reports: readonly ReportFolder[];
  /** What was taken or refused, by path: time and size. */
  readonly #known = new Map<string, string>();

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    intake: ReportIntake;
    logger: LoggerService;
    reports: readonly ReportFolder[];
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#intake = options.intake;
    this.#logger = options.logger;
    this.#reports = options.reports;
  }

  /**
   * Takes what is new or was written anew. What cannot be read is told in the
   * log, once, and left alone until it is written anew; what went wrong
   * otherwise is tried again.
   */
  async takeNew(signal: AbortSignal): Promise<void> {
    for (const folder of this.#reports) {
      const files = await listFiles(folder.path).catch(error => {
        this.#tellOnce(folder.path, (error as Error).message);
        return [];
      });
      for (const file of files) {
        signal.throwIfAborted();
        await this.#take(file, folder).catch(error =>
          this.#tellOnce(file, (error as Error).message),
        );
      }
    }
  }

  async #take(file: string, folder: ReportFolder): Promise<void> {
    const { entityRef, target, branch, lookedFor } = folder;
    const facts = await stat(file);
    const state = `${facts.mtimeMs} ${facts.size}`;
    if (this.#known.get(file) === state) {
      return;
    }
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity) {
      // It may come: the catalog reads at its own pace
      return;
    }
    try {
      if (facts.size > DEFAULT_LIMITS.maxBytes) {
        throw new InputError('It is larger than a report may be');
      }
      await this.#intake.take({
        query: {
          entity: entityRef,
          target,
          branch,
          lookedFor,
          scannedAt: facts.mtime.toISOString(),
        },
        bytes: await unpackReport(await readFile(file)),
        entity,
        uploadedBy: UPLOADED_BY,
      });
      this.#known.set(file, state);
    } catch (error) {
      if (error instanceof InputError) {
        this.#known.set(file, state);
      }
      throw error;
    }
  }

  #tellOnce(path: string, reason: string): void {
    const told = `told ${reason}`;
    if (this.#known.get(`${path} told`) !== told) {
      this.#known.set(`${path} told`, told);
      this.#logger.warn(`Scans: ${path} was not taken: ${reason}`);
    }
  }
}
