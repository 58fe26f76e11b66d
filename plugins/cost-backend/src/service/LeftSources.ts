import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { StoredSources } from '../store/StoredSources';
import { CostAccess } from './CostAccess';

/** Sources that are configured no more, of which costs are stored all the same. */
export class LeftSources {
  readonly #access: CostAccess;
  readonly #sources: readonly { id: string; title: string }[];
  readonly #stored: StoredSources;

  constructor(options: {
    access: CostAccess;
    sources: readonly { id: string; title: string }[];
    stored: StoredSources;
  }) {
    this.#access = options.access;
    this.#sources = options.sources;
    this.#stored = options.stored;
  }

  /** Their ids, in order. */
  async list(): Promise<string[]> {
    const stored = await this.#stored.list();
    return stored.filter(
      source => !this.#sources.some(({ id }) => id === source),
    );
  }

  /** Tells operators of them. */
  async warn(logger: LoggerService): Promise<void> {
    for (const source of await this.list()) {
      logger.warn(
        `Cost: the source '${source}' is not configured any more; what it stated still counts, until an administrator forgets it`,
      );
    }
  }

  /** Deletes everything that is stored of one, for good. */
  async forget(
    source: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await this.#access.assertCanAdminister(credentials);
    const configured = this.#sources.find(({ id }) => id === source);
    if (configured) {
      throw new ConflictError(
        `The source '${source}' (${configured.title}) is configured under cost.sources; take it out there before it is forgotten`,
      );
    }
    const left = await this.list();
    if (!left.includes(source)) {
      throw new NotFoundError(
        `Nothing is stored of a source '${source}'; ${
          left.length === 0
            ? 'there is nothing of any that is not configured'
            : `there is of ${left.join(', ')}`
        }`,
      );
    }
    await this.#stored.forget(source, new Date().toISOString());
  }
}
