import { DirectCosts, NOBODY } from './directWeights';
import { SplitPolicy } from './splitPolicy';

/** The owner of an entity, where one is known. */
export type OwnerOf = (entity: string) => string | undefined;

/** A group or a user in a policy stands for what it owns. */
function isOwner(ref: string): boolean {
  return /^(?:group|user):/.test(ref);
}

/**
 * With which weights a policy splits: by entity, all above zero; empty where
 * nobody takes part.
 *
 * Proportional to direct cost means to all direct cost: what no entity is
 * known for has used its part of a cluster too, and keeps it
 * ({@link NOBODY}), so that the few entities that are known do not pay for
 * all. Where a policy names who takes part, these alone do.
 */
export function chooseWeights(options: {
  policy: Exclude<SplitPolicy, { split: 'none' }>;
  costs: DirectCosts;
  ownerOf: OwnerOf;
}): Map<string, bigint> {
  const { policy, costs, ownerOf } = options;
  const among = policy.among && new Set(policy.among);

  function takesPart(entity: string): boolean {
    if (!among) {
      return true;
    }
    const owner = entity === NOBODY ? undefined : ownerOf(entity);
    return among.has(entity) || (owner !== undefined && among.has(owner));
  }

  const weights = new Map<string, bigint>();
  if (policy.split === 'even') {
    const named = (policy.among ?? []).filter(ref => !isOwner(ref));
    for (const entity of [...named, ...costs.keys()]) {
      if (entity !== NOBODY && takesPart(entity)) {
        weights.set(entity, 1n);
      }
    }
    return weights;
  }
  for (const [entity, cost] of costs) {
    if (cost !== undefined && cost > 0n && takesPart(entity)) {
      weights.set(entity, cost);
    }
  }
  return weights;
}
