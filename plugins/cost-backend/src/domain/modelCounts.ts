import type { CostUnitCount } from '@plumbline/backstage-plugin-cost-common';
import { addDays, daysOfMonth } from './days';
import { ModelCost } from './modelCosts';

/** What somebody counted, by day; a day that is not there is not known. */
export interface DayCounter {
  /** Who counted what, in words. */
  from: string;
  days: ReadonlyMap<string, number>;
}

/** What was counted, or why nothing was. */
export type Counted =
  { counters: readonly DayCounter[]; reason: string } | { reason: string };

/** From the first day of a month as long as every day is known. */
function addUp(
  { days }: DayCounter,
  first: string,
  last: string,
): { count: number; until: string } | undefined {
  let count = 0;
  let until: string | undefined;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const known = days.get(day);
    if (known === undefined) {
      break;
    }
    count += known;
    until = day;
  }
  return until === undefined ? undefined : { count, until };
}

/**
 * What was counted in a month until the last day of which costs are known, or
 * until the first day that is not counted, if that is earlier. Several monitors
 * may watch the same predictions: the one counts that knows the most, never
 * their sum.
 */
export function countMonth(options: {
  counted: Counted;
  month: string;
  /** Of which costs are known. */
  lastDay: string;
}): CostUnitCount {
  const { counted, month, lastDay } = options;
  const { start, end } = daysOfMonth(month);
  const last = lastDay < end ? lastDay : end;
  const counters = 'counters' in counted ? counted.counters : [];
  const found = counters
    .flatMap(counter => {
      const sum = addUp(counter, start, last);
      return sum ? [{ ...sum, from: counter.from }] : [];
    })
    .sort((one, other) => {
      if (one.until !== other.until) {
        return one.until > other.until ? -1 : 1;
      }
      return other.count - one.count;
    });
  const [best] = found;
  if (best) {
    const { until, ...rest } = best;
    return until < end ? { ...rest, until } : rest;
  }
  const [first] = counters
    .flatMap(({ days }) => [...days.keys()])
    .filter(day => day >= start && day <= last)
    .sort();
  return {
    count: null,
    reason:
      first === undefined
        ? counted.reason
        : `What was counted begins within the month, on ${first}`,
  };
}

/** How many different runs the costs of a month name, or why that says nothing. */
export function countRuns(options: {
  /** Of the model, of any month. */
  costs: readonly ModelCost[];
  month: string;
  isKnown: boolean;
  lastDay: string;
}): CostUnitCount {
  const { costs, month, isKnown, lastDay } = options;
  const training = costs.filter(
    cost => cost.side === 'training' && cost.month === month && !cost.isIdle,
  );
  const runs = new Set(
    training.flatMap(({ run, member }) =>
      run === '' ? [] : `${member.entityRef} ${run}`,
    ),
  );
  if (!isKnown) {
    return { count: null, reason: 'Nothing is known of the month' };
  }
  if (runs.size === 0 && training.some(({ amount }) => amount !== 0n)) {
    return {
      count: null,
      reason:
        'What training cost names no run: a label or tag such as plumbline.dev/run-id does',
    };
  }
  const hasNamed = costs.some(({ run }) => run !== '');
  if (runs.size === 0 && !hasNamed) {
    return { count: null, reason: 'No cost of training was ever known' };
  }
  const { end } = daysOfMonth(month);
  return {
    count: runs.size,
    from: 'different runs that the costs of training name',
    ...(lastDay < end ? { until: lastDay } : {}),
  };
}
