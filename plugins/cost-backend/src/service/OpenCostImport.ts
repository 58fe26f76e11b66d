import { createHash } from 'node:crypto';
import { OpenCostSource } from '../domain/CostSource';
import { monthOf } from '../domain/days';
import { ImportRefused, ImportResult } from '../domain/importRecords';
import { KnownAnswer } from '../store/AnswerStore';
import { BillBooking, KnownResult } from './BillBooking';
import { chooseRules } from './chooseRules';
import { fingerprint } from './fingerprint';
import { ImportTools } from './ImportTools';
import { openAnswers } from './openAnswers';
import { OpenCostAnswers } from './OpenCostAnswers';
import type { ImportOrder, SourceImport } from './SourceImport';

/** The same as long as booking an answer again would give the same. */
function printOf({ digest, aggregate }: KnownAnswer, booking: string): string {
  return createHash('sha256')
    .update(JSON.stringify([booking, digest, aggregate]))
    .digest('hex');
}

/**
 * Asks an OpenCost for what it is not yet known of, keeps its answers, and books
 * the months of those that changed, or all of them when rules did. What it does
 * not answer changes nothing that is stored.
 *
 * A month is stored for itself: what is held grows with a month and not with
 * what was ever kept. When it ends in between, the next run goes on.
 */
export class OpenCostImport implements SourceImport {
  readonly #tools: ImportTools;
  readonly #source: OpenCostSource;
  #known: KnownResult = {};
  #failure: string | undefined;

  constructor(tools: ImportTools, source: OpenCostSource) {
    this.#tools = tools;
    this.#source = source;
  }

  get known(): KnownResult {
    return this.#known;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  async run(order: ImportOrder): Promise<ImportResult | undefined> {
    const { signal, isAskedFor } = order;
    const { answers: store, config, now } = this.#tools;
    const source = this.#source;
    const { failure, warnings } = await new OpenCostAnswers({
      source,
      store,
      now,
    }).ask({ signal, isAskedFor });
    this.#failure = failure;
    const answers = (await store.list(source.id)).filter(
      ({ isKnown }) => isKnown,
    );
    const catalog = await this.#tools.catalog.read(signal);
    const chosen = chooseRules(config, catalog);
    const print = fingerprint({
      ...config,
      source,
      files: answers.map(({ day, digest }) => [day, digest!]),
      chosen,
      catalog,
    });
    this.#known = {
      fingerprint: print.all,
      filesFingerprint: print.files,
      rulesFingerprint: print.rules,
    };
    const stale = new Set(
      answers
        .filter(answer => answer.booked !== printOf(answer, print.booking))
        .map(({ day }) => monthOf(day)),
    );
    if (stale.size === 0) {
      return this.#endUnchanged(answers, warnings);
    }
    const booking = new BillBooking({
      tools: this.#tools,
      source,
      chosen,
      catalog,
      known: this.#known,
    });
    booking.warn(warnings);
    await this.#bookMonths({
      order,
      booking,
      answers,
      months: [...stale].sort(),
      print: print.booking,
    });
    return undefined;
  }

  #endUnchanged(
    answers: readonly KnownAnswer[],
    warnings: readonly string[],
  ): ImportResult {
    if (this.#failure !== undefined) {
      return {
        ...this.#known,
        state: 'failed',
        warnings,
        message: this.#failure,
      };
    }
    if (answers.length === 0) {
      throw new ImportRefused(
        `OpenCost ${this.#source.id} knows no cost of any of the last ${this.#source.openCost.windowDays} days`,
      );
    }
    return { ...this.#known, state: 'unchanged', warnings };
  }

  async #bookMonths(options: {
    order: ImportOrder;
    booking: BillBooking;
    answers: readonly KnownAnswer[];
    months: readonly string[];
    print: string;
  }): Promise<void> {
    const { order, booking, answers, months, print } = options;
    const { signal } = order;
    const { answers: store } = this.#tools;
    for (const month of months) {
      const ofMonth = answers.filter(({ day }) => monthOf(day) === month);
      const book = booking.createBook();
      await openAnswers({
        answers: ofMonth,
        source: this.#source,
        store,
        signal,
        take: opened => booking.read(opened, book),
      });
      const isLast = month === months.at(-1);
      if (isLast) {
        order.onStore();
      }
      await booking.store({
        id: order.id,
        book,
        isLast,
        lastDay: answers.at(-1)?.day,
        signal,
      });
      await store.markBooked(
        this.#source.id,
        ofMonth.map(answer => ({
          day: answer.day,
          booked: printOf(answer, print),
        })),
      );
    }
  }
}
