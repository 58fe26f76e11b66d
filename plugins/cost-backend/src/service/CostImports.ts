import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  CostImport,
  CostImports as CostImportsAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import {
  readTimeCursor,
  toTimePage,
} from '@plumbline/backstage-plugin-kit-node';
import { CostReaderImports } from '../store/CostReaderImports';
import { CostAccess } from './CostAccess';

/** Says how sources were read, and has one read again. */
export class CostImports {
  readonly #access: CostAccess;
  readonly #imports: CostReaderImports;
  readonly #sources: readonly { id: string; title: string }[];
  readonly #start: (source: string) => Promise<string>;

  constructor(options: {
    access: CostAccess;
    importLog: CostReaderImports;
    sources: readonly { id: string; title: string }[];
    /** Begins an import unless one runs, and returns the id of either. */
    start: (source: string) => Promise<string>;
  }) {
    this.#access = options.access;
    this.#imports = options.importLog;
    this.#sources = options.sources;
    this.#start = options.start;
  }

  /** The newest first. */
  async list(
    page: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<CostImportsAnswer> {
    await this.#access.assertCanReadAll(credentials);
    const items = await this.#imports.list({
      after: readTimeCursor(page.cursor),
      limit: page.limit,
    });
    return toTimePage({
      items: items.map(item => this.#titled(item)),
      limit: page.limit,
      timeOf: ({ startedAt }) => startedAt,
    });
  }

  async start(
    source: string,
    credentials: BackstageCredentials,
  ): Promise<CostImport> {
    await this.#access.assertCanAdminister(credentials);
    if (!this.#sources.some(({ id }) => id === source)) {
      const known = this.#sources.map(({ id }) => id).join(', ');
      throw new NotFoundError(
        `There is no source '${source}'; ${
          known === '' ? 'cost.sources names none' : `there are ${known}`
        }`,
      );
    }
    const id = await this.#start(source);
    const begun = await this.#imports.get(id);
    if (!begun) {
      throw new NotFoundError(`The import ${id} is no more on record`);
    }
    return this.#titled(begun);
  }

  #titled(item: Omit<CostImport, 'title'>): CostImport {
    const source = this.#sources.find(({ id }) => id === item.source);
    return { ...item, title: source?.title ?? item.source };
  }
}
