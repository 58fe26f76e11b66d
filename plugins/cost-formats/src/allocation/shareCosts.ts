import { COST_METRICS, CostAmounts, CostFact } from '../facts/CostFact';
import {
  ALLOCATION_DIMENSIONS,
  AllocationDimension,
  AttributedFact,
  CostAllocation,
  UnattributedReason,
} from './CostAllocation';
import { chooseWeights, OwnerOf } from './chooseWeights';
import { DirectCosts, DirectWeights, NOBODY } from './directWeights';
import { splitExactly } from './splitExactly';
import { SplitPolicies, SplitPolicy } from './splitPolicy';

type Labels = Omit<CostAllocation, 'amounts' | 'dimensions'>;
type Dimensions = CostAllocation['dimensions'];

const IDLE_DIMENSIONS = ['cluster', 'serviceSubcategory'] as const;

/** Everything of one day and currency: only that is ever split together. */
interface DayOfCost {
  weights: DirectWeights;
  /** What is booked as it is, by its labels. */
  booked: Map<string, CostAllocation>;
  /** What is to be split, by its labels. */
  unsplit: Map<string, CostAllocation>;
}

function addAmounts(sum: CostAmounts, amounts: CostAmounts): void {
  for (const metric of COST_METRICS) {
    const amount = amounts[metric];
    if (amount !== undefined) {
      sum[metric] = (sum[metric] ?? 0n) + amount;
    }
  }
}

/** With its length before it, no label can pass for two. */
function keyOf(label: string | undefined): string {
  return label === undefined ? '~' : `${label.length}:${label}`;
}

/** The same for the same labels, and the order in which allocations come out. */
function labelsKey(
  labels: Labels,
  dimensions: Dimensions,
  names: readonly AllocationDimension[],
): string {
  const { day, currency, kind, entity, pool, rule, reason } = labels;
  let key = keyOf(day) + keyOf(currency) + keyOf(kind) + keyOf(entity);
  key += keyOf(pool) + keyOf(rule) + keyOf(reason);
  for (const name of names) {
    key += keyOf(dimensions[name]);
  }
  return key;
}

/** Adds amounts to what has the same labels and the same of some dimensions. */
function collect(options: {
  into: Map<string, CostAllocation>;
  labels: Labels;
  fact: CostFact;
  names: readonly AllocationDimension[];
}): void {
  const { into, labels, fact, names } = options;
  const key = labelsKey(labels, fact.subject, names);
  let allocation = into.get(key);
  if (!allocation) {
    const dimensions: { -readonly [name in keyof Dimensions]: string } = {};
    for (const name of names) {
      const value = fact.subject[name];
      if (value !== undefined) {
        dimensions[name] = value;
      }
    }
    allocation = { ...labels, dimensions, amounts: {} };
    into.set(key, allocation);
  }
  addAmounts(allocation.amounts, fact.amounts);
}

function collectFact(attributed: AttributedFact, into: DayOfCost): void {
  const { fact, attribution } = attributed;
  const { day, currency, subject } = fact;
  const { rule, entity, pool, claimedBy } = attribution;
  if (pool !== undefined) {
    const labels = { day, currency, kind: 'shared', pool, rule } as const;
    collect({ into: into.unsplit, labels, fact, names: [] });
  } else if (subject.isIdle && entity === undefined && !claimedBy) {
    const labels = { day, currency, kind: 'idle' } as const;
    collect({ into: into.unsplit, labels, fact, names: IDLE_DIMENSIONS });
  } else {
    const kind = subject.isIdle ? 'idle' : 'direct';
    const reason = claimedBy ? 'ambiguous' : 'noRule';
    const whose = entity === undefined ? ({ reason } as const) : { entity };
    const labels = { day, currency, kind, rule, ...whose } as const;
    collect({ into: into.booked, labels, fact, names: ALLOCATION_DIMENSIONS });
    if (kind === 'direct') {
      into.weights.add(attributed);
    }
  }
}

/** An allocation that nobody has yet, as its shares. Every metric is split by the same weights and adds up on its own. */
function splitAllocation(options: {
  unsplit: CostAllocation;
  policy: SplitPolicy | undefined;
  costs: DirectCosts;
  ownerOf: OwnerOf;
}): CostAllocation[] {
  const { unsplit, policy, costs, ownerOf } = options;
  const leave = (reason: UnattributedReason) => [{ ...unsplit, reason }];
  if (!policy) {
    return leave('noPolicy');
  }
  if (policy.split === 'none') {
    return leave('notShared');
  }
  if (Object.values(unsplit.amounts).every(amount => amount === 0n)) {
    return leave('zero');
  }
  const weights = chooseWeights({ policy, costs, ownerOf });
  if (weights.size === 0) {
    return leave('nobodyToShareAmong');
  }
  const shares = new Map<string, CostAmounts>(
    [...weights.keys()].map(entity => [entity, {}]),
  );
  for (const metric of COST_METRICS) {
    const whole = unsplit.amounts[metric];
    if (whole !== undefined) {
      for (const [entity, share] of splitExactly(whole, weights)) {
        shares.get(entity)![metric] = share;
      }
    }
  }
  return [...shares].map(([entity, amounts]) =>
    entity === NOBODY
      ? { ...unsplit, reason: 'unattributedUse', amounts }
      : { ...unsplit, entity, amounts },
  );
}

/**
 * Attributed facts as what is shown: direct cost as it is, then idle cost,
 * then the pools of shared cost, split by the policies. Weights are direct
 * cost of the same day and currency; for idle cost also of the same cluster
 * and subcategory, where it states them. A negative amount, such as idle cost
 * where a cluster was billed less than its workloads, keeps its sign. Whatever
 * the order of the facts, the result is the same.
 *
 * @public
 */
export function shareCosts(options: {
  attributed: Iterable<AttributedFact>;
  policies: SplitPolicies;
  /** The owner of an entity; needed where a policy names owners. */
  ownerOf?: (entity: string) => string | undefined;
}): CostAllocation[] {
  const { attributed, policies, ownerOf = () => undefined } = options;
  const days = new Map<string, DayOfCost>();
  for (const one of attributed) {
    const { day, currency } = one.fact;
    const key = keyOf(day) + keyOf(currency);
    let costs = days.get(key);
    if (!costs) {
      costs = {
        weights: new DirectWeights(policies.weight),
        booked: new Map(),
        unsplit: new Map(),
      };
      days.set(key, costs);
    }
    collectFact(one, costs);
  }
  return [...days.values()]
    .flatMap(({ weights, booked, unsplit }) => [
      ...booked.values(),
      ...[...unsplit.values()].flatMap(allocation =>
        splitAllocation({
          unsplit: allocation,
          policy:
            allocation.pool === undefined
              ? policies.idle
              : policies.pools.get(allocation.pool),
          costs: weights.within(
            allocation.kind === 'idle' ? allocation.dimensions : {},
          ),
          ownerOf,
        }),
      ),
    ])
    .map(allocation => ({
      key: labelsKey(allocation, allocation.dimensions, ALLOCATION_DIMENSIONS),
      allocation,
    }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ allocation }) => allocation);
}
