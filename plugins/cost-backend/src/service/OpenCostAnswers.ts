import { OpenCostSource } from '../domain/CostSource';
import { findDueDays } from '../domain/dueDays';
import { AnswerStore } from '../store/AnswerStore';
import { OpenCostClient } from '../sources/OpenCostClient';
import { OpenCostFailure } from '../sources/OpenCostFailure';
import { readDay } from '../sources/readDay';

/** A source that fails so often in one run is left alone until the next one. */
const MAX_FAILURES = 3;
const MAX_NAMED = 5;

function nameDays(days: readonly string[]): string {
  const others = days.length - MAX_NAMED;
  return `${days.slice(0, MAX_NAMED).join(', ')}${
    others > 0 ? ` and ${others} more days` : ''
  }`;
}

/** What came of asking a source. */
export interface AskedSource {
  /** Why days are not known that were asked for; they are asked for again in the next run. */
  failure?: string;
  /** What should be looked at, though nothing failed. */
  warnings: string[];
}

/** Asks a source for its days and keeps what it answers, each day for itself. */
export class OpenCostAnswers {
  readonly #source: OpenCostSource;
  readonly #store: AnswerStore;
  readonly #client: OpenCostClient;
  readonly #now: () => string;

  constructor(options: {
    source: OpenCostSource;
    store: AnswerStore;
    now: () => string;
  }) {
    this.#source = options.source;
    this.#store = options.store;
    this.#client = new OpenCostClient(options.source);
    this.#now = options.now;
  }

  /** What kept answers of the source are grouped by when they are asked for now. */
  get #aggregate(): string {
    return this.#source.openCost.aggregate?.join(',') ?? '';
  }

  /** Asks for every day that is due; what does not come keeps none of the others. */
  async ask(options: {
    signal: AbortSignal;
    isAskedFor: boolean;
  }): Promise<AskedSource> {
    const { signal, isAskedFor } = options;
    const now = this.#now();
    const asked = await this.#store.list(this.#source.id);
    const due = findDueDays({
      asked,
      windowDays: this.#source.openCost.windowDays,
      aggregate: this.#aggregate,
      nowMs: Date.parse(now),
      isAskedFor,
    });
    const known = new Set(
      asked.filter(({ isKnown }) => isKnown).map(({ day }) => day),
    );
    const failures: OpenCostFailure[] = [];
    const forgotten: string[] = [];
    for (const day of due) {
      signal.throwIfAborted();
      try {
        const came = await this.#askDay(day, signal);
        if (came === 'nothing' && known.has(day)) {
          forgotten.push(day);
        }
      } catch (error) {
        if (!(error instanceof OpenCostFailure)) {
          throw error;
        }
        failures.push(error);
        if (error.isSilent || failures.length === MAX_FAILURES) {
          break;
        }
      }
    }
    return {
      failure: describeFailures(failures),
      warnings: [
        ...(await this.#findGaps(now.slice(0, 10))),
        ...(forgotten.length > 0
          ? [
              `it says no cost any more of ${nameDays(forgotten.sort())}: what it said before stays`,
            ]
          : []),
      ],
    };
  }

  async #askDay(
    day: string,
    signal: AbortSignal,
  ): Promise<'costs' | 'nothing'> {
    const askedAt = this.#now();
    const text = await this.#client.askDay(day, signal);
    let came: 'costs' | 'nothing';
    try {
      came = readDay(text, this.#source, day);
    } catch (error) {
      throw this.#client.fail(day, (error as Error).message);
    }
    const answer = {
      source: this.#source.id,
      day,
      askedAt,
      aggregate: this.#aggregate,
    };
    await (came === 'costs'
      ? this.#store.keep({ ...answer, text })
      : this.#store.keepNothing(answer));
    return came;
  }

  /** Days that are over, after the first that is known, of which the source knew nothing. */
  async #findGaps(today: string): Promise<string[]> {
    const answers = await this.#store.list(this.#source.id);
    const first = answers.findIndex(({ isKnown }) => isKnown);
    const gaps = answers
      .slice(first === -1 ? answers.length : first)
      .filter(({ isKnown, day }) => !isKnown && day < today)
      .map(({ day }) => day);
    return gaps.length === 0
      ? []
      : [
          `it says no cost of ${nameDays(gaps)}: what they cost is not known, and not zero`,
        ];
  }
}

function describeFailures(
  failures: readonly OpenCostFailure[],
): string | undefined {
  if (failures.length === 0) {
    return undefined;
  }
  const [{ message }] = failures;
  const others = failures.length - 1;
  return others === 0
    ? message
    : `${message}; and ${others} more ${others === 1 ? 'day' : 'days'} failed`;
}
