import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { CostSource } from '../domain/CostSource';
import { ImportRefused, ImportResult } from '../domain/importRecords';
import { ImportTools } from './ImportTools';
import { createSourceImport } from './SourceImport';

/** For how long an import is taken for alive without a word of it. */
const LEASE_MS = 60_000;
const RENEWAL_MS = 15_000;

interface Begun {
  id: string;
  /** Resolves when it has ended, however; at once where another process reads the source. */
  ended: Promise<void>;
}

/** What a database says, without the statement that Knex puts before it: it holds what is stored. */
function withoutStatement(message: string): string {
  if (/^Undefined binding/.test(message)) {
    return message.split(' query:', 1)[0];
  }
  return /^(?:\w+: )?(?:insert|update|delete|select)\b/i.test(message)
    ? `The database refused: ${message.slice(message.lastIndexOf(' - ') + 3)}`
    : message;
}

/** Has sources read, one after the other, and puts on record how that went. */
export class ImportService {
  readonly #tools: ImportTools;
  readonly #logger: LoggerService;
  readonly #sources: ReadonlyMap<string, CostSource>;
  readonly #controller = new AbortController();
  #queue: Promise<void> = Promise.resolve();

  constructor(
    options: Omit<ImportTools, 'now'> & {
      logger: LoggerService;
      sources: readonly CostSource[];
      now?: () => string;
    },
  ) {
    this.#tools = { now: () => new Date().toISOString(), ...options };
    this.#logger = options.logger;
    this.#sources = new Map(options.sources.map(source => [source.id, source]));
  }

  /**
   * Begins to read a source, whether or not its turn has come by the clock.
   *
   * @returns the id of the import; of the one that runs where one does
   */
  async start(source: string): Promise<string> {
    const { id } = await this.#begin(source, { isAskedFor: true });
    return id;
  }

  /** Reads every source; what goes wrong with one keeps none of the others. */
  async importAll(signal: AbortSignal): Promise<void> {
    for (const source of this.#sources.keys()) {
      signal.throwIfAborted();
      const { ended } = await this.#begin(source, {
        signal,
        isAskedFor: false,
      });
      await ended;
    }
  }

  /** Gives up what is being read. */
  async stop(): Promise<void> {
    this.#controller.abort(new Error('The portal was stopped'));
    await this.#queue;
  }

  async #begin(
    sourceId: string,
    { signal, isAskedFor }: { signal?: AbortSignal; isAskedFor: boolean },
  ): Promise<Begun> {
    const source = this.#sources.get(sourceId);
    if (!source) {
      throw new NotFoundError(`cost.sources has no source '${sourceId}'`);
    }
    if (this.#controller.signal.aborted) {
      throw new ServiceUnavailableError('The portal is being stopped');
    }
    const { id, isNew } = await this.#tools.imports.begin({
      source: sourceId,
      now: this.#tools.now(),
      aliveUntil: this.#leaseEnd(),
    });
    if (!isNew) {
      return { id, ended: Promise.resolve() };
    }
    const signals = [this.#controller.signal, ...(signal ? [signal] : [])];
    const renewal = setInterval(() => {
      this.#tools.imports
        .renew(id, this.#leaseEnd())
        .catch(error =>
          this.#logger.warn('Cost: an import could not be renewed', error),
        );
    }, RENEWAL_MS);
    const ended = this.#queue
      .then(() =>
        this.#run({
          id,
          source,
          isAskedFor,
          signal: AbortSignal.any(signals),
          // From there on its own transaction holds it
          onStore: () => clearInterval(renewal),
        }),
      )
      .finally(() => clearInterval(renewal));
    this.#queue = ended;
    return { id, ended };
  }

  /** Never throws: whatever happens is on record. */
  async #run(options: {
    id: string;
    source: CostSource;
    signal: AbortSignal;
    isAskedFor: boolean;
    onStore: () => void;
  }): Promise<void> {
    const { id, source, signal } = options;
    const reading = createSourceImport(this.#tools, source);
    let result: ImportResult | undefined;
    try {
      signal.throwIfAborted();
      result = await reading.run(options);
    } catch (error) {
      result = this.#explain({ error, source, known: reading.known });
    }
    if (result !== undefined) {
      await this.#end({ id, source, result });
    } else if (reading.failure !== undefined) {
      const { fingerprint } = reading.known;
      const message = reading.failure;
      await this.#addFailure(source, { state: 'failed', fingerprint, message });
    }
  }

  /** What came of a source is stored, with the end of its import; what did not come stands in one of its own. */
  async #addFailure(source: CostSource, result: ImportResult): Promise<void> {
    try {
      const { id, isNew } = await this.#tools.imports.begin({
        source: source.id,
        now: this.#tools.now(),
        aliveUntil: this.#leaseEnd(),
      });
      if (isNew) {
        await this.#end({ id, source, result });
      }
    } catch (error) {
      this.#logger.error(
        `Cost: what was out of reach of ${source.id} could not be put on record: ${result.message}`,
        error as Error,
      );
    }
  }

  async #end(options: {
    id: string;
    source: CostSource;
    result: ImportResult;
  }): Promise<void> {
    const { id, source, result } = options;
    try {
      const isNews = await this.#tools.imports.end({
        id,
        source: source.id,
        result,
        now: this.#tools.now(),
      });
      if (isNews && result.message !== undefined) {
        this.#logger.warn(
          `Cost: the source ${source.id} was not taken in (${result.state}): ${result.message}`,
        );
      }
    } catch (error) {
      this.#logger.error(
        `Cost: how the import of ${source.id} ended could not be put on record`,
        error as Error,
      );
    }
  }

  #explain(options: {
    error: unknown;
    source: CostSource;
    known: Partial<ImportResult>;
  }): ImportResult {
    const { error, source, known } = options;
    const message = withoutStatement(
      error instanceof Error ? error.message : String(error),
    );
    return {
      ...known,
      state: error instanceof ImportRefused ? 'refused' : 'failed',
      // Folders of this machine are for its operators
      message: (source.kind === 'folder'
        ? message.replaceAll(source.folder, 'the folder')
        : message
      ).slice(0, 1_000),
    };
  }

  #leaseEnd(): string {
    return new Date(Date.parse(this.#tools.now()) + LEASE_MS).toISOString();
  }
}
