import {
  Amount,
  CostFact,
  CostMetric,
  findContributors,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import type { CostMover } from '@plumbline/backstage-plugin-cost-common';

const MAX_REASONS = 3;

/** What an entity costs in one currency, and did on the same days of the month before. */
export interface EntityChange {
  entityRef: string;
  currency: string;
  /** Absent where it has no cost. */
  amount?: Amount;
  previous?: Amount;
}

const size = (amount: Amount) => (amount < 0n ? -amount : amount);
const changeOf = ({ amount = 0n, previous = 0n }: EntityChange) =>
  amount - previous;

/** The larger first, by whatever sign. */
function bySize(one: Amount, other: Amount): number {
  const [first, second] = [size(one), size(other)];
  if (first === second) {
    return 0;
  }
  return first > second ? -1 : 1;
}

/** What changed most in each currency; what did not change is left out. */
export function findMovers(
  changes: Iterable<EntityChange>,
  limit: number,
): EntityChange[] {
  const byCurrency = new Map<string, EntityChange[]>();
  for (const change of changes) {
    if (changeOf(change) !== 0n) {
      const known = byCurrency.get(change.currency) ?? [];
      known.push(change);
      byCurrency.set(change.currency, known);
    }
  }
  return [...byCurrency]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) =>
      own
        .sort(
          (one, other) =>
            bySize(changeOf(one), changeOf(other)) ||
            (one.entityRef < other.entityRef ? -1 : 1),
        )
        .slice(0, limit),
    );
}

/**
 * A mover with what its change is made of.
 *
 * @param options - `facts`: its own in its currency, each with its month as the
 *   day
 */
export function describeMover(options: {
  change: EntityChange;
  ownerRef: string | undefined;
  facts: readonly CostFact[];
  month: string;
  monthBefore: string;
  metric: CostMetric;
}): CostMover {
  const { change, ownerRef, facts, month, monthBefore, metric } = options;
  const { entityRef, currency, amount = 0n, previous } = change;
  const difference = changeOf(change);
  const contributors = findContributors(
    facts.map(fact => ({
      ...fact,
      subject: { ...fact.subject, resourceId: undefined },
    })),
    {
      day: month,
      referenceDays: [monthBefore],
      direction: difference > 0n ? 'above' : 'below',
      metric,
      limit: MAX_REASONS,
    },
  )
    // Nothing is said by rows that do not say it
    .filter(({ key }) => key !== '(none)')
    .sort((one, other) => bySize(one.delta, other.delta));
  return {
    entityRef,
    ownerRef,
    currency,
    amount: formatAmount(amount),
    previousSameDays: previous === undefined ? null : formatAmount(previous),
    change: formatAmount(difference),
    reasons: contributors.map(({ dimension, key, delta }) => ({
      dimension,
      key,
      change: formatAmount(delta),
    })),
  };
}
