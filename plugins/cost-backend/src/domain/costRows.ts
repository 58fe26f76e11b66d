import { Amount, formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import type {
  BudgetStatusWord,
  CostReconciliation,
  CostRow,
} from '@plumbline/backstage-plugin-cost-common';
import { CatalogPlace } from './CatalogPlace';
import { addStated, CostKind } from './DayCost';

/** What an entity, or nobody, costs in a month by one source. */
export interface EntityMonth {
  source: string;
  currency: string;
  /** Empty for what is no entity's. */
  entityRef: string;
  kind: CostKind;
  /** Absent where nothing states the metric. */
  amount?: Amount;
}

/** An entity in one currency. */
export interface EntityCost {
  entityRef: string;
  currency: string;
  /** What each of the sources that state its cost says that it is. */
  sources: Map<string, Amount>;
  amount: Amount;
  byKind: Record<CostKind, Amount>;
}

const size = (amount: Amount) => (amount < 0n ? -amount : amount);

/** What ceased: in the month before it cost something, and in this one nothing. */
export function toCeased(
  before: Pick<EntityCost, 'entityRef' | 'currency' | 'sources'>,
): EntityCost {
  const { entityRef, currency, sources } = before;
  return {
    entityRef,
    currency,
    sources: new Map([...sources.keys()].map(source => [source, 0n])),
    amount: 0n,
    byKind: { direct: 0n, idle: 0n, shared: 0n },
  };
}

/** The sources that an entity has a cost by, which those that say zero are not. */
export function chargedBy({ sources }: EntityCost): string[] {
  return [...sources].flatMap(([source, amount]) =>
    amount === 0n ? [] : source,
  );
}

/** Entities in each of their currencies, the largest first; what states no cost is left out. */
export function addUpEntities(months: readonly EntityMonth[]): EntityCost[] {
  const costs = new Map<string, EntityCost>();
  for (const { source, currency, entityRef, kind, amount } of months) {
    if (entityRef !== '' && amount !== undefined) {
      const key = `${entityRef} ${currency}`;
      const cost: EntityCost = costs.get(key) ?? {
        entityRef,
        currency,
        sources: new Map(),
        amount: 0n,
        byKind: { direct: 0n, idle: 0n, shared: 0n },
      };
      cost.sources.set(source, (cost.sources.get(source) ?? 0n) + amount);
      cost.amount += amount;
      cost.byKind[kind] += amount;
      costs.set(key, cost);
    }
  }
  return [...costs.values()].sort((a, b) => {
    const [first, second] = [size(a.amount), size(b.amount)];
    if (first === second) {
      return a.entityRef < b.entityRef ? -1 : 1;
    }
    return first > second ? -1 : 1;
  });
}

/** A row of a table. */
export function toCostRow(options: {
  cost: EntityCost;
  place: CatalogPlace | undefined;
  previous: Amount | undefined;
  budgetStatus: BudgetStatusWord | undefined;
}): CostRow {
  const { cost, place, previous, budgetStatus } = options;
  return {
    entityRef: cost.entityRef,
    ownerRef: place?.ownerRef,
    systemRef: place?.systemRef,
    domainRef: place?.domainRef,
    currency: cost.currency,
    amount: formatAmount(cost.amount),
    direct: formatAmount(cost.byKind.direct),
    idle: formatAmount(cost.byKind.idle),
    shared: formatAmount(cost.byKind.shared),
    previousSameDays: previous === undefined ? null : formatAmount(previous),
    budgetStatus,
  };
}

type Part = 'attributed' | 'shared' | 'idle' | 'unattributed';

/**
 * Where the money of each source went: what the days state, beside what was
 * rolled up of them. A source that does not state the cost in a currency is left
 * out: that is not zero.
 */
export function reconcileMonth(
  months: readonly EntityMonth[],
  totals: readonly { source: string; currency: string; amount?: Amount }[],
): CostReconciliation[] {
  const lines = new Map<
    string,
    { source: string; currency: string; total?: Amount } & Record<Part, Amount>
  >();
  const lineOf = (source: string, currency: string) => {
    const key = `${source} ${currency}`;
    const line = lines.get(key) ?? {
      source,
      currency,
      attributed: 0n,
      shared: 0n,
      idle: 0n,
      unattributed: 0n,
    };
    lines.set(key, line);
    return line;
  };
  for (const { source, currency, amount } of totals) {
    if (amount !== undefined) {
      const line = lineOf(source, currency);
      line.total = addStated(line.total, amount);
    }
  }
  for (const { source, currency, entityRef, kind, amount } of months) {
    if (amount === undefined) {
      continue;
    }
    const attributedAs = kind === 'direct' ? 'attributed' : kind;
    const part: Part = entityRef === '' ? 'unattributed' : attributedAs;
    lineOf(source, currency)[part] += amount;
  }
  return [...lines]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { source, currency, total = 0n, ...parts }]) => ({
      source,
      currency,
      total: formatAmount(total),
      attributed: formatAmount(parts.attributed),
      shared: formatAmount(parts.shared),
      idle: formatAmount(parts.idle),
      unattributed: formatAmount(parts.unattributed),
      difference: formatAmount(
        total -
          parts.attributed -
          parts.shared -
          parts.idle -
          parts.unattributed,
      ),
    }));
}
