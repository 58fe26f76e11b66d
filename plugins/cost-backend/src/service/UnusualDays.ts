import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { UnusualDay } from '@plumbline/backstage-plugin-cost-common';
import { CostFact, CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { CurrencyConverter } from '../domain/CurrencyRates';
import {
  describeUnusual,
  referenceDaysOf,
  withoutNames,
} from '../domain/unusualDays';
import { CostReader } from '../store/CostReader';
import { CostAccess } from './CostAccess';
import { CurrencyHistory } from './CostHistories';

/** More only hide the newest. */
const MAX_UNUSUAL = 10;

/** Says what was unusual, and what it is made of. */
export class UnusualDays {
  readonly #access: CostAccess;
  readonly #reader: CostReader;

  constructor(options: { access: CostAccess; reader: CostReader }) {
    this.#access = options.access;
    this.#reader = options.reader;
  }

  /** The newest first. Whose costs the caller may not read is not named. */
  async list(
    own: CurrencyHistory,
    question: {
      entityRefs: readonly string[];
      metric: CostMetric;
      converter?: CurrencyConverter;
      credentials: BackstageCredentials;
    },
  ): Promise<UnusualDay[]> {
    const { entityRefs, metric, credentials } = question;
    const { history } = own;
    const shown = own.anomalies.slice(0, MAX_UNUSUAL);
    const days = new Set(
      shown.flatMap(({ firstDay }) => [
        firstDay,
        ...referenceDaysOf(firstDay, history),
      ]),
    );
    const found = await this.#listFacts(own, { ...question, days: [...days] });
    const isReadable = await this.#access.readableAmong(
      [...new Set(found.flatMap(({ subject }) => subject.resourceId ?? []))],
      credentials,
    );
    const facts = found.map(fact =>
      isReadable(fact.subject.resourceId ?? '') ? fact : withoutNames(fact),
    );
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
