import { Amount, DailyCost } from '@plumbline/backstage-plugin-cost-formats';
import { DayCost, DeliveredDays } from './DayCost';
import { findClosedThrough, findPartialDays } from './closedDays';

/** What is known of every day until now, in one currency. */
export interface CostHistory {
  /** From the first day that cost anything, in order; a day that was delivered without a cost is zero, others are left out. */
  days: DailyCost[];
  /** Undefined where no day is closed. */
  closedThrough?: string;
  /** Days of which a source is missing: what they cost says nothing of others. */
  partial: ReadonlySet<string>;
  /** Days that say nothing of those to come, the partial ones among them. */
  leftOut: ReadonlySet<string>;
  /** What is older is no longer kept. */
  keptFrom: string;
}

/** @param delivered - of the sources of those costs */
export function buildCostHistory(options: {
  costs: readonly DayCost[];
  delivered: DeliveredDays;
  today: string;
  keptFrom: string;
}): CostHistory {
  const { costs, delivered, today } = options;
  const booked = new Map<string, { amount: Amount; oneOff: Amount }>();
  for (const { day, amount, isOneOff } of costs) {
    if (amount !== undefined) {
      const known = booked.get(day) ?? { amount: 0n, oneOff: 0n };
      booked.set(day, {
        amount: known.amount + amount,
        oneOff: known.oneOff + (isOneOff ? amount : 0n),
      });
    }
  }
  const first = [...booked.keys()].sort()[0];
  // A day whose rows do not state the metric is not zero
  const unstated = new Set(
    costs.flatMap(({ day }) => (booked.has(day) ? [] : day)),
  );
  for (const days of delivered.values()) {
    for (const day of days) {
      if (day > first && !booked.has(day) && !unstated.has(day)) {
        booked.set(day, { amount: 0n, oneOff: 0n });
      }
    }
  }
  const partial = findPartialDays(delivered);
  return {
    days: [...booked]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([day, known]) => ({ day, ...known })),
    closedThrough: findClosedThrough(delivered, today),
    partial,
    leftOut: partial,
    keptFrom: options.keptFrom,
  };
}
