import {
  modelPartSchema,
  type CostModelCurrency,
  type CostPerUnit,
} from '@plumbline/backstage-plugin-cost-common';
import { Amount, formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { monthBefore } from './days';
import { ModelCost, sumOf } from './modelCosts';
import { ModelSide } from './modelPart';
import { unitCost } from './unitCost';

/** Months that are shown beside the one that is asked for. */
const MONTHS = 12;

/** Units that costs are divided by; absent where their number is not known. */
export interface UnitCounts {
  runs?: number;
  predictions?: number;
  tokens?: number;
}

type Unit = keyof UnitCounts;

const UNITS: Readonly<Record<Unit, { side: ModelSide; units: number }>> = {
  runs: { side: 'training', units: 1 },
  predictions: { side: 'serving', units: 1_000 },
  tokens: { side: 'serving', units: 1_000_000 },
};

/** What is known of a model, in one currency. */
export interface CurrencyQuestion {
  currency: string;
  month: string;
  /** Of the model, in that currency, of any months. */
  costs: readonly ModelCost[];
  /** Costs of the month after the last day to which a unit is counted. */
  late: Partial<Record<Unit, readonly ModelCost[]>>;
  /** By month. */
  counts: ReadonlyMap<string, UnitCounts>;
  /** Whether anything at all is known of a month in that currency. */
  isKnown(month: string): boolean;
  /** Whether the caller may read whose cost it is. */
  isReadable(entityRef: string): boolean;
}

const size = (amount: Amount) => (amount < 0n ? -amount : amount);

/** What cost nothing in a month that is known cost zero; of one that is not, or no more, what is there may not be all. */
function amountOf(
  costs: readonly ModelCost[],
  isKnown: boolean,
): string | null {
  return isKnown ? formatAmount(sumOf(costs) ?? 0n) : null;
}

function ofMonth(costs: readonly ModelCost[], month: string): ModelCost[] {
  return costs.filter(cost => cost.month === month);
}

/** What a side cost without what came late; undefined where nothing is known of it. */
function baseOf(options: {
  costs: readonly ModelCost[];
  late: readonly ModelCost[];
  side: ModelSide;
  isUsed: boolean;
}): Amount | undefined {
  const { costs, late, side, isUsed } = options;
  const own = costs.filter(cost => cost.side === side);
  const counts = (cost: ModelCost) =>
    cost.side === side && !(isUsed && cost.isIdle);
  return own.length === 0
    ? undefined
    : (sumOf(own.filter(counts)) ?? 0n) - (sumOf(late.filter(counts)) ?? 0n);
}

/** What a unit cost in a month; null where that is not known. */
function costOfUnit(
  question: CurrencyQuestion,
  options: { unit: Unit; month: string; isUsed: boolean },
): string | null {
  const { unit, month, isUsed } = options;
  if (!question.isKnown(month)) {
    return null;
  }
  const { side, units } = UNITS[unit];
  const base = baseOf({
    costs: ofMonth(question.costs, month),
    late: month === question.month ? (question.late[unit] ?? []) : [],
    side,
    isUsed,
  });
  const count = question.counts.get(month)?.[unit];
  return unitCost(base, count, units) ?? null;
}

function perUnit(question: CurrencyQuestion, unit: Unit): CostPerUnit | null {
  const { month } = question;
  const amount = costOfUnit(question, { unit, month, isUsed: false });
  const used = costOfUnit(question, { unit, month, isUsed: true });
  return amount === null || used === null
    ? null
    : {
        amount,
        used,
        previous: costOfUnit(question, {
          unit,
          month: monthBefore(month),
          isUsed: false,
        }),
      };
}

/** Whose costs they are, the largest first, as far as the caller may read them. */
function listEntities(
  costs: readonly ModelCost[],
  isReadable: (entityRef: string) => boolean,
) {
  return [...groupBy(costs, ({ member }) => member)]
    .filter(([{ entityRef }]) => isReadable(entityRef))
    .map(([{ entityRef, sharers }, own]) => ({
      entityRef,
      sum: sumOf(own) ?? 0n,
      sharedBy: sharers.length,
    }))
    .sort((one, other) => {
      const [first, second] = [size(one.sum), size(other.sum)];
      if (first === second) {
        return one.entityRef < other.entityRef ? -1 : 1;
      }
      return first > second ? -1 : 1;
    })
    .map(({ entityRef, sum, sharedBy }) => ({
      entityRef,
      amount: formatAmount(sum),
      ...(sharedBy > 1 ? { sharedBy } : {}),
    }));
}

function listParts(question: CurrencyQuestion): CostModelCurrency['parts'] {
  const { costs, month, isKnown, isReadable } = question;
  const before = monthBefore(month);
  return modelPartSchema.options.flatMap(key => {
    const own = costs.filter(({ part }) => part === key);
    const now = ofMonth(own, month);
    const earlier = ofMonth(own, before);
    return now.length + earlier.length === 0
      ? []
      : [
          {
            key,
            amount: formatAmount(sumOf(now) ?? 0n),
            previous: amountOf(earlier, isKnown(before)),
            entities: listEntities(now, isReadable),
          },
        ];
  });
}

/** The last twelve months, the oldest first. */
export function listShownMonths(month: string): string[] {
  const months = [month];
  while (months.length < MONTHS) {
    months.unshift(monthBefore(months[0]));
  }
  return months;
}

/** The economics of a model in one currency; undefined where nothing is known of the month. */
export function describeModelCurrency(
  question: CurrencyQuestion,
): CostModelCurrency | undefined {
  const { costs, currency, month, isKnown } = question;
  const before = monthBefore(month);
  if (!isKnown(month)) {
    return undefined;
  }
  const unitOf = (unit: Unit, of: string) =>
    costOfUnit(question, { unit, month: of, isUsed: false });
  return {
    currency,
    amount: formatAmount(sumOf(ofMonth(costs, month)) ?? 0n),
    previousMonth: amountOf(ofMonth(costs, before), isKnown(before)),
    parts: listParts(question),
    perRun: perUnit(question, 'runs'),
    perThousandPredictions: perUnit(question, 'predictions'),
    perMillionTokens: perUnit(question, 'tokens'),
    months: listShownMonths(month).map(shown => ({
      month: shown,
      amount: amountOf(ofMonth(costs, shown), isKnown(shown)),
      perRun: unitOf('runs', shown),
      perThousandPredictions: unitOf('predictions', shown),
      perMillionTokens: unitOf('tokens', shown),
    })),
  };
}
