import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  costMoversQuerySchema,
  type CostMovers as CostMoversAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import {
  Amount,
  CostFact,
  CostMetric,
} from '@plumbline/backstage-plugin-cost-formats';
import type { output } from 'zod';
import { ComparedDays, findComparedDays } from '../domain/comparedDays';
import { CurrencyConverter, CurrencyRates } from '../domain/CurrencyRates';
import {
  dayOf,
  daysOfMonth,
  listDays,
  monthBefore,
  monthOf,
} from '../domain/days';
import { addStated } from '../domain/DayCost';
import { describeMover, EntityChange, findMovers } from '../domain/movers';
import { CostReader } from '../store/CostReader';
import { CostReaderLargest } from '../store/CostReaderLargest';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { CostReaderPlaces } from '../store/CostReaderPlaces';
import { CostAccess } from './CostAccess';
import { CostHistories } from './CostHistories';
import { CostScope } from './CostScope';

interface Question {
  month: string;
  metric: CostMetric;
  converter: CurrencyConverter | undefined;
}

/** Says which costs changed most since the month before, and why. */
export class CostMovers {
  readonly #access: CostAccess;
  readonly #largest: CostReaderLargest;
  readonly #metric: CostMetric;
  readonly #months: CostReaderMonths;
  readonly #places: CostReaderPlaces;
  readonly #rates: CurrencyRates;
  readonly #reader: CostReader;
  readonly #scope: CostScope;

  constructor(options: {
    access: CostAccess;
    largest: CostReaderLargest;
    /** What is meant where nobody asks for another. */
    metric: CostMetric;
    months: CostReaderMonths;
    rates: CurrencyRates;
    reader: CostReader;
    readPlaces: CostReaderPlaces;
    scope: CostScope;
  }) {
    this.#access = options.access;
    this.#largest = options.largest;
    this.#metric = options.metric;
    this.#months = options.months;
    this.#places = options.readPlaces;
    this.#rates = options.rates;
    this.#reader = options.reader;
    this.#scope = options.scope;
  }

  async list(
    query: output<typeof costMoversQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostMoversAnswer> {
    await this.#access.assertCanReadSome(credentials);
    const entityRefs = await this.#scope.listReadable(query.owner, credentials);
    const today = dayOf(Date.now());
    const current = monthOf(today);
    const metric = query.metric ?? this.#metric;
    const month =
      query.month ?? (await this.#months.findLastMonth(current)) ?? current;
    const converter = this.#rates.converterTo(query.currency);
    const question: Question = { month, metric, converter };
    const compared = await this.#listCompared(month, today);
    const changes =
      converter || !this.#largest.isPossible
        ? await this.#listChanges(question, compared, entityRefs)
        : await this.#largest.listChanges({
            ...query,
            metric,
            entityRefs,
            compared,
          });
    const movers = findMovers(changes, query.limit);
    const refs = [...new Set(movers.map(({ entityRef }) => entityRef))];
    const [places, facts] = await Promise.all([
      this.#places.listPlaces(refs),
      this.#listFacts(question, compared, refs),
    ]);
    return {
      month,
      metric,
      items: movers.map(change =>
        describeMover({
          change,
          ownerRef: places.get(change.entityRef)?.ownerRef,
          facts: facts.filter(
            ({ currency, subject }) =>
              currency === change.currency &&
              subject.resourceId === change.entityRef,
          ),
          month,
          monthBefore: monthBefore(month),
          metric,
        }),
      ),
    };
  }

  async #listCompared(month: string, today: string): Promise<ComparedDays[]> {
    const until = CostHistories.untilOf(month, today);
    const { start } = daysOfMonth(monthBefore(month));
    const delivered = await this.#reader.listDelivered(
      await this.#months.listSources(),
      listDays(start, until),
    );
    return findComparedDays(delivered, month);
  }

  /** Of every entity that has a cost on some of the days, in each of its currencies. */
  async #listChanges(
    { metric, converter }: Question,
    compared: readonly ComparedDays[],
    entityRefs: readonly string[] | undefined,
  ): Promise<Iterable<EntityChange>> {
    const changes = new Map<string, EntityChange>();
    const add = (
      side: 'amount' | 'previous',
      of: { entityRef: string; currency: string; amount?: Amount },
    ) => {
      const { entityRef, currency, amount } = of;
      if (amount !== undefined) {
        const key = `${entityRef} ${currency}`;
        const known = changes.get(key) ?? { entityRef, currency };
        known[side] = addStated(known[side], amount);
        changes.set(key, known);
      }
    };
    const asked = compared.flatMap(({ source, now, before }) => [
      { side: 'amount' as const, source, days: now },
      { side: 'previous' as const, source, days: before },
    ]);
    await Promise.all(
      asked.map(async ({ side, source, days }) => {
        for (const part of converter?.partsOf(days) ?? [days]) {
          const sums = await this.#months.listOfDays({
            source,
            from: part.start,
            to: part.end,
            metric,
            entityRefs,
          });
          for (const sum of sums) {
            const converted = converter?.convert({ ...sum, day: part.start });
            add(side, { ...sum, ...converted });
          }
        }
      }),
    );
    return changes.values();
  }

  /** What is behind the costs of entities, each with its month as the day. */
  async #listFacts(
    { metric, converter }: Question,
    compared: readonly ComparedDays[],
    entityRefs: readonly string[],
  ): Promise<CostFact[]> {
    const facts = await Promise.all(
      compared
        .flatMap(({ source, now, before }) => [
          { source, days: before },
          { source, days: now },
        ])
        .map(of =>
          this.#reader.listFacts({
            ...of,
            entityRefs,
            // Days have rates of their own
            isByMonth: converter === undefined,
            metric,
          }),
        ),
    );
    return facts.flat().map(fact => {
      const day = fact.day!;
      const converted = converter?.convert({
        currency: fact.currency!,
        day,
        amount: fact.amounts[metric],
      });
      return {
        ...fact,
        day: monthOf(day),
        ...(converted && {
          currency: converted.currency,
          amounts: { [metric]: converted.amount },
        }),
      };
    });
  }
}
