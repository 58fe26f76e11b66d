import { CostMetric } from '../facts/CostFact';
import { Amount } from '../money/amount';
import { AttributedFact } from './CostAllocation';

/** Stands for direct cost that is no entity's. */
export const NOBODY = '';

/** Where idle cost arose; what is absent is not compared. */
export interface IdleScope {
  cluster?: string;
  serviceSubcategory?: string;
}

/** Direct cost per entity; undefined where none of it states the metric. */
export type DirectCosts = ReadonlyMap<string, Amount | undefined>;

const NONE: DirectCosts = new Map();

function scopeKey({ cluster, serviceSubcategory }: IdleScope): string {
  return JSON.stringify([cluster ?? null, serviceSubcategory ?? null]);
}

/** Direct cost of one day and currency: everywhere, and where idle cost may arise. */
export class DirectWeights {
  private readonly scopes = new Map<string, Map<string, Amount | undefined>>();

  constructor(private readonly metric: CostMetric) {}

  add({ fact, attribution }: AttributedFact): void {
    const entity = attribution.entity ?? NOBODY;
    const amount = fact.amounts[this.metric];
    const { cluster, serviceSubcategory } = fact.subject;
    const keys = new Set([
      scopeKey({}),
      scopeKey({ cluster }),
      scopeKey({ serviceSubcategory }),
      scopeKey({ cluster, serviceSubcategory }),
    ]);
    for (const key of keys) {
      let costs = this.scopes.get(key);
      if (!costs) {
        costs = new Map();
        this.scopes.set(key, costs);
      }
      const known = costs.get(entity);
      costs.set(entity, amount === undefined ? known : (known ?? 0n) + amount);
    }
  }

  within(scope: IdleScope): DirectCosts {
    return this.scopes.get(scopeKey(scope)) ?? NONE;
  }
}
