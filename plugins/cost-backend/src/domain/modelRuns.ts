import type { CostModelRun } from '@plumbline/backstage-plugin-cost-common';
import { formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { ModelCost, sumOf } from './modelCosts';

const MAX_RUNS = 100;

/** The first and the last day on which a run cost anything. */
export interface RunDays {
  entityRef: string;
  run: string;
  currency: string;
  firstDay: string;
  lastDay: string;
}

const keyOf = (run: { entityRef: string; run: string; currency: string }) =>
  JSON.stringify([run.entityRef, run.currency, run.run]);

/**
 * Runs of training, the dearest first. What a run of a shared pipeline cost is
 * the model's share, so that runs are part of what training cost.
 *
 * @param options - `costs`: of the model in one month
 */
export function listModelRuns(options: {
  costs: readonly ModelCost[];
  days: readonly RunDays[];
  isReadable: (entityRef: string) => boolean;
}): CostModelRun[] {
  const { costs, days, isReadable } = options;
  const daysOf = new Map(days.map(one => [keyOf(one), one]));
  const runs = groupBy(
    costs.filter(({ side, run }) => side === 'training' && run !== ''),
    ({ member: { entityRef }, currency, run }) =>
      keyOf({ entityRef, currency, run }),
  );
  return [...runs]
    .flatMap(([key, own]) => {
      const known = daysOf.get(key);
      return known && isReadable(known.entityRef)
        ? [{ known, amount: sumOf(own) ?? 0n }]
        : [];
    })
    .sort((one, other) => {
      if (one.amount === other.amount) {
        return keyOf(one.known) < keyOf(other.known) ? -1 : 1;
      }
      return one.amount > other.amount ? -1 : 1;
    })
    .slice(0, MAX_RUNS)
    .map(({ known: { entityRef, ...run }, amount }) => ({
      ...run,
      pipelineRef: entityRef,
      amount: formatAmount(amount),
    }));
}
