import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CostModelCurrency,
  CostUnitCount,
} from '@plumbline/backstage-plugin-cost-common';
import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { DayRetention } from '../domain/DayRetention';
import { addDays, daysOfMonth } from '../domain/days';
import {
  EntityMonthCost,
  ModelCost,
  placeModelCosts,
} from '../domain/modelCosts';
import { countMonth, countRuns } from '../domain/modelCounts';
import { describeModelCurrency, UnitCounts } from '../domain/modelEconomics';
import { ModelMember } from '../domain/modelMembers';
import { CostReaderModels } from '../store/CostReaderModels';
import { CountedModel, ModelCounts } from './ModelCounts';

/** Models with their members, and the months that are told; the last is the one that is asked for. */
interface Question {
  members: ReadonlyMap<string, readonly ModelMember[]>;
  months: readonly string[];
  month: string;
  metric: CostMetric;
  today: string;
}

/** What is known of a model. */
export interface ModelAccount {
  /** Of all months. */
  costs: readonly ModelCost[];
  runs: CostUnitCount;
  predictions: CostUnitCount;
  tokens: CostUnitCount;
  describe(isReadable: (entityRef: string) => boolean): CostModelCurrency[];
}

/** Costs of entities by their ref. */
type CostsByRef = ReadonlyMap<string, readonly EntityMonthCost[]>;

/** The number where the whole month is counted. */
function wholeOf(count: CostUnitCount): number | undefined {
  return count.count === null || ('until' in count && count.until)
    ? undefined
    : count.count;
}

const untilOf = (count: CostUnitCount) =>
  count.count === null ? undefined : count.until;

/** Puts together what models cost and what was counted of them. */
export class ModelAccounts {
  readonly #costs: CostReaderModels;
  readonly #counts: ModelCounts;
  readonly #retention: DayRetention;

  constructor(options: {
    modelCosts: CostReaderModels;
    counts: ModelCounts;
    retention: DayRetention;
  }) {
    this.#costs = options.modelCosts;
    this.#counts = options.counts;
    this.#retention = options.retention;
  }

  async open(
    question: Question,
    credentials: BackstageCredentials,
  ): Promise<(modelRef: string) => ModelAccount> {
    const { members, months, month, today } = question;
    const { start: from } = daysOfMonth(months[0]);
    const { start, end } = daysOfMonth(month);
    const refs = refsOf(members);
    const [costs, known, found, countedOf] = await Promise.all([
      this.#readCosts(question, { refs, from, to: end }),
      this.#listKnown(question),
      this.#costs.findLastDay(start, end),
      this.#counts.read(
        {
          modelRefs: [...members.keys()],
          from,
          to: end < today ? end : today,
        },
        credentials,
      ),
    ]);
    // Of a month that nothing is known of all days may be counted
    const lastDay = found ?? end;
    const countOf = (modelRef: string, of: string, unit: keyof CountedModel) =>
      countMonth({
        counted: countedOf(modelRef)[unit],
        month: of,
        lastDay: of === month ? lastDay : daysOfMonth(of).end,
      });
    const lateOf = await this.#readLate(question, {
      lastDay,
      countOf: (modelRef, unit) => countOf(modelRef, month, unit),
    });

    return modelRef => {
      const own = place(modelRef, members, costs);
      const isKnown = (of: string) =>
        [...known].some(key => key.startsWith(of));
      const runsOf = (of: string) =>
        countRuns({
          costs: own,
          month: of,
          isKnown: isKnown(of),
          lastDay: of === month ? lastDay : daysOfMonth(of).end,
        });
      const asked = {
        runs: runsOf(month),
        predictions: countOf(modelRef, month, 'predictions'),
        tokens: countOf(modelRef, month, 'tokens'),
      };
      const counts = new Map<string, UnitCounts>(
        months.map(of => [
          of,
          of === month
            ? {
                runs: asked.runs.count ?? undefined,
                predictions: asked.predictions.count ?? undefined,
                tokens: asked.tokens.count ?? undefined,
              }
            : {
                runs: runsOf(of).count ?? undefined,
                predictions: wholeOf(countOf(modelRef, of, 'predictions')),
                tokens: wholeOf(countOf(modelRef, of, 'tokens')),
              },
        ]),
      );
      const currencies = [...new Set(own.map(({ currency }) => currency))];
      return {
        ...asked,
        costs: own,
        describe: isReadable =>
          currencies.sort().flatMap(currency => {
            const within = (some: readonly ModelCost[]) =>
              some.filter(cost => cost.currency === currency);
            const described = describeModelCurrency({
              currency,
              month,
              costs: within(own),
              late: {
                predictions: within(
                  lateOf(modelRef, untilOf(asked.predictions)),
                ),
                tokens: within(lateOf(modelRef, untilOf(asked.tokens))),
              },
              counts,
              isKnown: of => known.has(`${of} ${currency}`),
              isReadable,
            });
            return described ? [described] : [];
          }),
      };
    };
  }

  /** Months of which all days are kept, with their currencies: of others nobody knows what is missing. */
  async #listKnown({ months, month, today }: Question): Promise<Set<string>> {
    const known = await this.#costs.listKnownMonths(months[0], month);
    return new Set(
      [...known].filter(key =>
        this.#retention.hasWhole(key.slice(0, 7), today),
      ),
    );
  }

  async #readCosts(
    { metric }: Question,
    { refs, from, to }: { refs: readonly string[]; from: string; to: string },
  ): Promise<CostsByRef> {
    const costs = await this.#costs.listCosts({
      entityRefs: refs,
      from,
      to,
      metric,
    });
    return groupBy(costs, ({ entityRef }) => entityRef);
  }

  /** What came after the last day that is counted, of the models of which that is earlier than the last day of costs. */
  async #readLate(
    question: Question,
    options: {
      lastDay: string;
      countOf(modelRef: string, unit: keyof CountedModel): CostUnitCount;
    },
  ): Promise<(modelRef: string, until: string | undefined) => ModelCost[]> {
    const { members } = question;
    const { lastDay, countOf } = options;
    const modelsOf = new Map<string, Set<string>>();
    for (const modelRef of members.keys()) {
      for (const unit of ['predictions', 'tokens'] as const) {
        const until = untilOf(countOf(modelRef, unit));
        if (until !== undefined && until < lastDay) {
          const models = modelsOf.get(until) ?? new Set();
          modelsOf.set(until, models.add(modelRef));
        }
      }
    }
    const late = new Map<string, CostsByRef>();
    for (const [until, models] of modelsOf) {
      const own = new Map([...members].filter(([ref]) => models.has(ref)));
      late.set(
        until,
        await this.#readCosts(question, {
          refs: refsOf(own),
          from: addDays(until, 1),
          to: lastDay,
        }),
      );
    }
    return (modelRef, until) => {
      const costs = until === undefined ? undefined : late.get(until);
      return costs ? place(modelRef, members, costs) : [];
    };
  }
}

function refsOf(
  members: ReadonlyMap<string, readonly ModelMember[]>,
): string[] {
  return [
    ...new Set([...members.values()].flat().map(({ entityRef }) => entityRef)),
  ];
}

function place(
  modelRef: string,
  members: ReadonlyMap<string, readonly ModelMember[]>,
  costs: CostsByRef,
): ModelCost[] {
  const own = members.get(modelRef) ?? [];
  return placeModelCosts({
    modelRef,
    members: own,
    costs: own.flatMap(({ entityRef }) => costs.get(entityRef) ?? []),
  });
}
