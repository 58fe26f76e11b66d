import type { UnusualDay } from '@plumbline/backstage-plugin-cost-common';
import { CostFact, CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { CurrencyConverter } from '../domain/CurrencyRates';
import { describeUnusual, referenceDaysOf } from '../domain/unusualDays';
import { CostReader } from '../store/CostReader';
import { CurrencyHistory } from './CostHistories';

/** More only hide the newest. */
const MAX_UNUSUAL = 10;

/** Says what was unusual, and what it is made of. */
export class UnusualDays {
  readonly #reader: CostReader;

  constructor(options: { reader: CostReader }) {
    this.#reader = options.reader;
  }

  /** The newest first. */
  async list(
    own: CurrencyHistory,
    question: {
      entityRefs: readonly string[];
      metric: CostMetric;
      converter?: CurrencyConverter;
    },
  ): Promise<UnusualDay[]> {
    const { entityRefs, metric } = question;
    const { history } = own;
    const shown = own.anomalies.slice(0, MAX_UNUSUAL);
    const days = new Set(
      shown.flatMap(({ firstDay }) => [
        firstDay,
        ...referenceDaysOf(firstDay, history),
      ]),
    );
    const facts = await this.#listFacts(own, { ...question, days: [...days] });
    return shown.map(anomaly =>
      describeUnusual({
        anomaly,
        history,
        facts,
        metric,
        hasMembers: entityRefs.length > 1,
      }),
    );
  }

  async #listFacts(
    { currency, statedIn }: CurrencyHistory,
    question: {
      entityRefs: readonly string[];
      metric: CostMetric;
      converter?: CurrencyConverter;
      days: readonly string[];
    },
  ): Promise<CostFact[]> {
    const { metric, converter, days } = question;
    const facts: CostFact[] = [];
    for (const stated of days.length === 0 ? [] : statedIn) {
      for (const fact of await this.#reader.listFacts({
        ...question,
        currency: stated,
      })) {
        const amount = fact.amounts[metric];
        const converted = converter?.convert({
          currency: stated,
          day: fact.day!,
          amount,
        }) ?? { currency: stated, amount };
        if (converted.currency === currency) {
          facts.push({
            ...fact,
            currency,
            amounts: { [metric]: converted.amount },
          });
        }
      }
    }
    return facts;
  }
}
