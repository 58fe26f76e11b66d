import { CostFact, CostMetric, CostSubject } from '../facts/CostFact';
import { Amount } from '../money/amount';

/** What the rows behind a change are grouped by. @public */
export type ContributorDimension = 'resource' | 'service' | 'category';

/** A resource, service or category whose cost changed. @public */
export interface Contributor {
  dimension: ContributorDimension;
  /** `(none)` where the rows do not say it. */
  key: string;
  actual: Amount;
  /** Median of the days compared with, on which it may have cost nothing. */
  expected: Amount;
  /** Beyond the expected; negative where it cost less. */
  delta: Amount;
}

const KEYS: Record<
  ContributorDimension,
  (subject: CostSubject) => string | undefined
> = {
  resource: ({ resourceId, workload, pod, namespace, resourceName }) =>
    resourceId ??
    (workload === undefined
      ? undefined
      : [namespace, workload].filter(Boolean).join('/')) ??
    pod ??
    resourceName,
  service: ({ service, serviceSubcategory }) =>
    service === undefined
      ? undefined
      : [service, serviceSubcategory].filter(Boolean).join(' '),
  category: ({ serviceCategory }) => serviceCategory,
};

function medianAmount(amounts: readonly Amount[]): Amount {
  const sorted = amounts.toSorted((a, b) => {
    if (a === b) {
      return 0;
    }
    return a < b ? -1 : 1;
  });
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2n;
}

/** Amounts of a key on the days that have any. */
type ByDay = Map<string, Amount>;

function addUp(
  facts: readonly CostFact[],
  keyOf: (subject: CostSubject) => string | undefined,
  metric: CostMetric,
): Map<string, ByDay> {
  const sums = new Map<string, ByDay>();
  for (const { day, subject, amounts } of facts) {
    const amount = amounts[metric];
    if (day !== undefined && amount !== undefined) {
      const key = keyOf(subject) ?? '(none)';
      const byDay: ByDay = sums.get(key) ?? new Map();
      byDay.set(day, (byDay.get(day) ?? 0n) + amount);
      sums.set(key, byDay);
    }
  }
  return sums;
}

const magnitude = (amount: Amount) => (amount < 0n ? -amount : amount);

/**
 * Names the rows behind an unusual day: for each dimension those whose cost
 * changed most, in the direction in which the whole changed, the largest
 * change first. They are of one currency.
 *
 * @param facts - of the day and of the days that it is compared with
 * @public
 */
export function findContributors(
  facts: readonly CostFact[],
  options: {
    day: string;
    /** Such as the same weekday of the weeks before. All of them were delivered: what is not on them cost nothing. */
    referenceDays: readonly string[];
    direction: 'above' | 'below';
    metric: CostMetric;
    /** Of each dimension. */
    limit: number;
  },
): Contributor[] {
  const { day, referenceDays, direction, metric, limit } = options;
  if (referenceDays.length === 0) {
    return [];
  }
  return Object.entries(KEYS).flatMap(([dimension, keyOf]) =>
    [...addUp(facts, keyOf, metric)]
      .map(([key, byDay]): Contributor => {
        const actual = byDay.get(day) ?? 0n;
        const expected = medianAmount(
          referenceDays.map(reference => byDay.get(reference) ?? 0n),
        );
        return {
          dimension: dimension as ContributorDimension,
          key,
          actual,
          expected,
          delta: actual - expected,
        };
      })
      .filter(({ delta }) => (direction === 'above' ? delta > 0n : delta < 0n))
      .sort((a, b) => {
        const [first, second] = [magnitude(a.delta), magnitude(b.delta)];
        if (first === second) {
          return a.key < b.key ? -1 : 1;
        }
        return first > second ? -1 : 1;
      })
      .slice(0, limit),
  );
}
