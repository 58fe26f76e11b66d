import { Amount, formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import type { CostPart } from '@plumbline/backstage-plugin-cost-common';
import { monthBefore, monthOf } from './days';
import { addStated, CostKind, DayCost, DeliveredDays } from './DayCost';

/** More parts than these only hide the large ones; the rest is added up. */
const MAX_PARTS = 100;
const OTHERS = '(others)';

/** What some entities cost in one month and currency. */
export interface MonthCost {
  amount: Amount;
  direct: Amount;
  idle: Amount;
  shared: Amount;
  /** Absent unless all sources of the month are known of them: the rest would look like growth. */
  previousSameDays?: Amount;
  /** Absent where nothing is known of it. */
  previousMonth?: Amount;
  parts: CostPart[];
}

function sumOf(costs: readonly DayCost[]): Amount | undefined {
  return costs.reduce<Amount | undefined>(
    (sum, { amount }) => addStated(sum, amount),
    undefined,
  );
}

function sumBy(
  costs: readonly DayCost[],
  field: 'key' | 'source',
): Map<string, Amount> {
  const sums = new Map<string, Amount>();
  for (const { [field]: key, amount } of costs) {
    if (amount !== undefined) {
      sums.set(key, (sums.get(key) ?? 0n) + amount);
    }
  }
  return sums;
}

const size = (amount: Amount) => (amount < 0n ? -amount : amount);

function buildParts(
  now: ReadonlyMap<string, Amount>,
  before: ReadonlyMap<string, Amount>,
  /** Those of which not all is known before. */
  unknown: ReadonlySet<string>,
): CostPart[] {
  const keys = [...new Set([...now.keys(), ...before.keys()])];
  const weight = (key: string) =>
    size(now.get(key) ?? 0n) || size(before.get(key) ?? 0n);
  const sorted = keys.sort((a, b) => {
    const [first, second] = [
      [size(now.get(a) ?? 0n), weight(a)],
      [size(now.get(b) ?? 0n), weight(b)],
    ];
    const place = first[0] === second[0] ? 1 : 0;
    if (first[place] === second[place]) {
      return a < b ? -1 : 1;
    }
    return first[place] > second[place] ? -1 : 1;
  });
  const isTooLong = sorted.length > MAX_PARTS;
  const shown = isTooLong ? sorted.slice(0, MAX_PARTS - 1) : sorted;
  const rest = sorted.slice(shown.length);
  const part = (key: string, of: readonly string[]): CostPart => {
    const add = (sums: ReadonlyMap<string, Amount>) =>
      of.reduce<Amount | undefined>(
        (sum, one) => addStated(sum, sums.get(one)),
        undefined,
      );
    const previous = of.some(one => unknown.has(one)) ? undefined : add(before);
    return {
      key,
      amount: formatAmount(add(now) ?? 0n),
      previous: previous === undefined ? null : formatAmount(previous),
    };
  };
  return [
    ...shown.map(key => part(key, [key])),
    ...(rest.length > 0 ? [part(OTHERS, rest)] : []),
  ];
}

/** The last day of the month that a source knows, as a day of the month. */
function lastDayIn(days: ReadonlySet<string>, month: string): string {
  return (
    [...days]
      .filter(day => monthOf(day) === month)
      .sort()
      .at(-1)
      ?.slice(8) ?? '00'
  );
}

/**
 * A month beside the month before. Days are like for like: of each source the
 * same days of the month before as it knows of this one. Undefined where the
 * cost of this month is not known, be it that no source said anything of it or
 * that nothing states the metric.
 *
 * @param costs - of both months, of one currency
 * @param delivered - of the sources of those costs
 */
export function buildMonthCost(options: {
  costs: readonly DayCost[];
  delivered: DeliveredDays;
  month: string;
}): MonthCost | undefined {
  const { costs, delivered, month } = options;
  const before = monthBefore(month);
  const inMonth = costs.filter(({ day }) => monthOf(day) === month);
  const ofBefore = costs.filter(({ day }) => monthOf(day) === before);
  const isKnown = [...delivered.values()].some(days =>
    [...days].some(day => monthOf(day) === month),
  );
  const amount = inMonth.length > 0 ? sumOf(inMonth) : 0n;
  const statesNothing = sumOf(costs) === undefined;
  if (amount === undefined || !isKnown || statesNothing) {
    return undefined;
  }
  const until = new Map(
    [...delivered].map(([source, days]) => [source, lastDayIn(days, month)]),
  );
  const sameDays = ofBefore.filter(
    ({ source, day }) => day.slice(8) <= (until.get(source) ?? '00'),
  );
  const knownBefore = (isSame: boolean) =>
    [...delivered].flatMap(([source, days]) =>
      [...days].some(
        day =>
          monthOf(day) === before &&
          (!isSame || day.slice(8) <= until.get(source)!),
      )
        ? source
        : [],
    );
  const known = new Set(knownBefore(true));
  const begun = new Set(
    [...sumBy(inMonth, 'source')].flatMap(([source, sum]) =>
      sum !== 0n && !known.has(source) ? source : [],
    ),
  );
  const unknownKeys = sumBy(
    inMonth.filter(({ source }) => begun.has(source)),
    'key',
  );
  const ofKind = (kind: CostKind) =>
    sumOf(inMonth.filter(cost => cost.kind === kind)) ?? 0n;
  const sumBefore = (some: readonly DayCost[], isSame: boolean) => {
    if (some.length > 0) {
      return sumOf(some);
    }
    return knownBefore(isSame).length > 0 ? 0n : undefined;
  };
  return {
    amount,
    direct: ofKind('direct'),
    idle: ofKind('idle'),
    shared: ofKind('shared'),
    previousSameDays: begun.size > 0 ? undefined : sumBefore(sameDays, true),
    previousMonth: sumBefore(ofBefore, false),
    parts: buildParts(
      sumBy(inMonth, 'key'),
      sumBy(sameDays, 'key'),
      new Set(unknownKeys.keys()),
    ),
  };
}
