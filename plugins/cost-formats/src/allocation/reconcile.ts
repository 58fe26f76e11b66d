import { COST_METRICS, CostFact, CostMetric } from '../facts/CostFact';
import { Amount } from '../money/amount';
import { CostAllocation } from './CostAllocation';

/** What became of one metric of the source on one day in one currency; a part that nothing states is absent. @public */
export interface ReconciliationLine {
  day?: string;
  currency?: string;
  metric: CostMetric;
  /** What the source states. */
  source?: Amount;
  /** Entities' own cost. */
  attributed?: Amount;
  /** Shares of pools that entities got. */
  shared?: Amount;
  /** Idle cost that entities got. */
  idle?: Amount;
  /** Whatever is no entity's. */
  unattributed?: Amount;
}

type Part = 'source' | 'attributed' | 'shared' | 'idle' | 'unattributed';

function partOf({ entity, kind }: CostAllocation): Part {
  if (entity === undefined) {
    return 'unattributed';
  }
  return kind === 'direct' ? 'attributed' : kind;
}

/**
 * Sets what came in beside what came out, for every day, currency and metric
 * that either of them states.
 *
 * @public
 */
export function reconcileCosts(
  facts: Iterable<CostFact>,
  allocations: Iterable<CostAllocation>,
): ReconciliationLine[] {
  const lines = new Map<string, ReconciliationLine>();

  function add(
    part: Part,
    { day, currency, amounts }: Pick<CostFact, 'day' | 'currency' | 'amounts'>,
  ) {
    for (const metric of COST_METRICS) {
      const amount = amounts[metric];
      if (amount !== undefined) {
        const key = JSON.stringify([currency ?? null, day ?? null, metric]);
        const line = lines.get(key) ?? { day, currency, metric };
        line[part] = (line[part] ?? 0n) + amount;
        lines.set(key, line);
      }
    }
  }

  for (const fact of facts) {
    add('source', fact);
  }
  for (const allocation of allocations) {
    add(partOf(allocation), allocation);
  }
  return [...lines]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, line]) => line);
}

/**
 * The lines in which attributed + shared + idle + unattributed is not the
 * source, to the last digit. Empty when all is right. A cost that one side
 * states and the other does not is a difference, even of zero.
 *
 * @public
 */
export function findDifferences(
  lines: readonly ReconciliationLine[],
): ReconciliationLine[] {
  return lines.filter(({ source, ...line }) => {
    const parts = [line.attributed, line.shared, line.idle, line.unattributed];
    const stated = parts.filter(part => part !== undefined);
    return (
      source === undefined ||
      stated.length === 0 ||
      source !== stated.reduce((sum, part) => sum + part, 0n)
    );
  });
}
