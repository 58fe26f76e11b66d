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

type Costs = Map<string, Amount | undefined>;

function isWithin(given: string | undefined, asked: string | undefined) {
  return asked === undefined || given === asked;
}

function addCost(costs: Costs, entity: string, amount: Amount | undefined) {
  const known = costs.get(entity);
  costs.set(entity, amount === undefined ? known : (known ?? 0n) + amount);
}

/** Direct cost of one day and currency: everywhere, and where idle cost may arise. */
export class DirectWeights {
  /** By cluster and subcategory. */
  private readonly cells = new Map<
    string | undefined,
    Map<string | undefined, Costs>
  >();

  constructor(private readonly metric: CostMetric) {}

  add({ fact, attribution }: AttributedFact): void {
    const { cluster, serviceSubcategory } = fact.subject;
    let row = this.cells.get(cluster);
    if (!row) {
      row = new Map();
      this.cells.set(cluster, row);
    }
    let costs = row.get(serviceSubcategory);
    if (!costs) {
      costs = new Map();
      row.set(serviceSubcategory, costs);
    }
    addCost(costs, attribution.entity ?? NOBODY, fact.amounts[this.metric]);
  }

  within(scope: IdleScope): DirectCosts {
    const sum: Costs = new Map();
    for (const [cluster, row] of this.cells) {
      for (const [serviceSubcategory, costs] of row) {
        if (
          isWithin(cluster, scope.cluster) &&
          isWithin(serviceSubcategory, scope.serviceSubcategory)
        ) {
          costs.forEach((amount, entity) => addCost(sum, entity, amount));
        }
      }
    }
    return sum;
  }
}
