import { COST_METRICS, CostAmounts, CostFact } from '../facts/CostFact';
import {
  ALLOCATION_DIMENSIONS,
  AttributedFact,
  CostAllocation,
  UnattributedReason,
} from './CostAllocation';
import { chooseWeights, OwnerOf } from './chooseWeights';
import { DirectCosts, DirectWeights, NOBODY } from './directWeights';
import { splitExactly } from './splitExactly';
import { SplitPolicies, SplitPolicy } from './splitPolicy';

type Labelled = Omit<CostAllocation, 'amounts'>;

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

/** The same for the same labels, and the order in which allocations come out. */
function labelsKey(labels: Labelled): string {
  const { day, currency, kind, entity, pool, rule, reason } = labels;
  return JSON.stringify([
    ...[day, currency, kind, entity, pool, rule, reason].map(
      label => label ?? null,
    ),
    ...ALLOCATION_DIMENSIONS.map(name => labels.dimensions[name] ?? null),
  ]);
}

function collect(
  into: Map<string, CostAllocation>,
  labels: Labelled,
  amounts: CostAmounts,
): void {
  const key = labelsKey(labels);
  let allocation = into.get(key);
  if (!allocation) {
    allocation = { ...labels, amounts: {} };
    into.set(key, allocation);
  }
  addAmounts(allocation.amounts, amounts);
}

function pickDimensions(
  subject: CostFact['subject'],
  names: typeof ALLOCATION_DIMENSIONS | ['cluster', 'serviceSubcategory'],
): CostAllocation['dimensions'] {
  return Object.fromEntries(
    names.flatMap(name =>
      subject[name] === undefined ? [] : [[name, subject[name]]],
    ),
  );
}

function collectFact(attributed: AttributedFact, into: DayOfCost): void {
  const { fact, attribution } = attributed;
  const { day, currency, subject, amounts } = fact;
  const { rule, entity, pool, claimedBy } = attribution;
  const isOpenIdle = subject.isIdle && !entity && !claimedBy;
  if (pool !== undefined) {
    collect(
      into.unsplit,
      { day, currency, kind: 'shared', pool, rule, dimensions: {} },
      amounts,
    );
  } else if (isOpenIdle) {
    const dimensions = pickDimensions(subject, [
      'cluster',
      'serviceSubcategory',
    ]);
    collect(into.unsplit, { day, currency, kind: 'idle', dimensions }, amounts);
  } else {
    const reason = claimedBy ? 'ambiguous' : 'noRule';
    const kind = subject.isIdle ? 'idle' : 'direct';
    const dimensions = pickDimensions(subject, ALLOCATION_DIMENSIONS);
    const labels = { day, currency, kind, rule, dimensions } as const;
    collect(
      into.booked,
      entity === undefined ? { ...labels, reason } : { ...labels, entity },
      amounts,
    );
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
    const key = JSON.stringify([day ?? null, currency ?? null]);
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
    .map(allocation => ({ key: labelsKey(allocation), allocation }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ allocation }) => allocation);
}
