import { LoggerService } from '@backstage/backend-plugin-api';
import { addDays, listDays } from '../domain/days';
import { addUpTokens, ServedModel, ServedTokens } from '../domain/servedModels';
import { UnitStore } from '../store/UnitStore';
import { PrometheusClient } from '../usage/PrometheusClient';
import { ServedModels } from './ServedModels';

const UNIT = 'tokens';
/** What vLLM counts of each model: tokens of prompts, and of answers. */
const METRICS = ['vllm:prompt_tokens_total', 'vllm:generation_tokens_total'];
/** What every Prometheus records of whatever it looks at. */
const ANYTHING = 'count(count_over_time(up[1d]))';
/** How far back a source is asked that never was; most keep no more. */
const FIRST_DAYS = 14;
/** Nobody is shown what is older. */
const KEPT_DAYS = 800;

/** A Prometheus that is asked. */
export interface TokenSource {
  id: string;
  client: Pick<PrometheusClient, 'query'>;
}

/** Counts day by day how many tokens models took and gave, as what serves them says. */
export class TokenCounter {
  readonly #logger: LoggerService;
  readonly #models: Pick<ServedModels, 'list'>;
  readonly #sources: readonly TokenSource[];
  readonly #units: UnitStore;

  constructor(options: {
    logger: LoggerService;
    models: Pick<ServedModels, 'list'>;
    sources: readonly TokenSource[];
    units: UnitStore;
  }) {
    this.#logger = options.logger;
    this.#models = options.models;
    this.#sources = options.sources;
    this.#units = options.units;
  }

  /** Asks every source about the days that have ended and that it was not asked about. */
  async count(today: string, signal: AbortSignal): Promise<void> {
    const models = await this.#models.list();
    for (const source of this.#sources) {
      try {
        await this.#countSource(source, { models, today, signal });
      } catch (error) {
        signal.throwIfAborted();
        // The days are asked for again; the others are counted all the same
        this.#logger.warn(
          `Cost: tokens of models are not counted: ${(error as Error).message}`,
        );
      }
    }
    await this.#units.deleteBefore(addDays(today, -KEPT_DAYS));
  }

  async #countSource(
    source: TokenSource,
    options: {
      models: readonly ServedModel[];
      today: string;
      signal: AbortSignal;
    },
  ): Promise<void> {
    const { models, today, signal } = options;
    const last = await this.#units.findLastDay(UNIT, source.id);
    const first = addDays(today, -FIRST_DAYS);
    const from = last === undefined ? first : addDays(last, 1);
    for (const day of listDays(
      from < first ? first : from,
      addDays(today, -1),
    )) {
      const served = await this.#ask(source, { day, signal });
      const sums = addUpTokens(served, models);
      // Nothing that serves a model is there: it handed out none, unless nobody looked
      const known = await this.#units.listKnown(UNIT, source.id);
      const hasLooked =
        served.length > 0 ||
        known.length === 0 ||
        (await this.#hasLooked(source, { day, signal }));
      for (const entityRef of hasLooked ? known : []) {
        sums.set(entityRef, sums.get(entityRef) ?? 0);
      }
      await this.#units.save(
        UNIT,
        [...sums].map(([entityRef, quantity]) => ({
          entityRef,
          day,
          source: source.id,
          quantity,
        })),
      );
    }
  }

  /** Whether a source recorded anything on a day: one that was down itself knows nothing of it, which is not zero. */
  async #hasLooked(
    { client }: TokenSource,
    { day, signal }: { day: string; signal: AbortSignal },
  ): Promise<boolean> {
    const { found } = await client.query(ANYTHING, {
      timeMs: Date.parse(addDays(day, 1)),
      signal,
    });
    return found.length > 0;
  }

  async #ask(
    { client }: TokenSource,
    { day, signal }: { day: string; signal: AbortSignal },
  ): Promise<ServedTokens[]> {
    const served: ServedTokens[] = [];
    for (const metric of METRICS) {
      const { found } = await client.query(
        `sum by (namespace, model_name) (increase(${metric}[1d]))`,
        { timeMs: Date.parse(addDays(day, 1)), signal },
      );
      for (const { labels, value } of found) {
        const { model_name: name = '', namespace = '' } = labels;
        served.push({ name, namespace, quantity: Math.max(0, value) });
      }
    }
    return served;
  }
}
