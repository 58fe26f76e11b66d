import {
  type Amount,
  type AttributedFact,
  type Attribution,
  COST_METRICS,
  type CostAmounts,
  compileRules,
  createRunNamer,
  type CostAllocation,
  type CostFact,
  type CostMetric,
  type CostSubject,
  findDifferences,
  type NearMiss,
  NONE,
  readSplitPolicies,
  reconcileCosts,
  type ReconciliationLine,
  shareCosts,
  tallyAttributions,
} from '@plumbline/backstage-plugin-cost-formats';
import type { Rules } from './readRules';

/** Different near misses that are told apart; rows with others are counted. */
const MAX_REMEMBERED = 1_000;

const PARTS = ['attributed', 'unattributed', 'shared', 'idle'] as const;
/** What an entity gets beside its own. */
const SHARES: readonly string[] = ['shared', 'idle'];

type Sums = Partial<Record<(typeof PARTS)[number], Amount>> & {
  rules: Map<string, Amount>;
};

/** Where the costs of one currency went. A part is absent where no fact states the metric. */
export interface CurrencyAttribution {
  /** Entities' own. */
  attributed?: Amount;
  /** Shares of pools that entities got; told where costs are shared. */
  shared?: Amount;
  /** Idle cost that entities got; told where costs are shared, or where there is any. */
  idle?: Amount;
  unattributed?: Amount;
  /** What each rule booked, to entities or to a pool. */
  rules: ReadonlyMap<string, Amount>;
}

/** Where the costs went, and what to look at. */
export interface FinishedAttribution {
  /** By ISO 4217 code, or {@link NONE}. */
  currencies: ReadonlyMap<string, CurrencyAttribution>;
  /** Days on which something was lost or invented: a mistake of ours. */
  differences: readonly ReconciliationLine[];
  nearMisses: readonly (NearMiss & { rows: number })[];
  /** Rows with near misses beyond those. */
  unlistedRows: number;
}

function addAmounts(sum: CostAmounts, amounts: CostAmounts): void {
  for (const metric of COST_METRICS) {
    const amount = amounts[metric];
    if (amount !== undefined) {
      sum[metric] = (sum[metric] ?? 0n) + amount;
    }
  }
}

const NO_TAGS: ReadonlyMap<string, string> = new Map();

/** A fact of nothing yet on a day in a currency, with as much of a subject as is needed. */
function emptyFact(
  { currency, day }: CostFact,
  subject: Partial<CostSubject> = {},
): CostFact {
  return {
    currency,
    day,
    subject: { tags: NO_TAGS, labels: NO_TAGS, isIdle: false, ...subject },
    amounts: {},
    rows: 0,
  };
}

function addFact(sum: CostFact, fact: CostFact): void {
  addAmounts(sum.amounts, fact.amounts);
  sum.rows += fact.rows;
}

/** Facts that are attributed alike, by day and currency. */
interface AttributedGroup {
  attribution: Attribution;
  /** All that sharing looks at. */
  place: Pick<CostSubject, 'cluster' | 'serviceSubcategory' | 'isIdle'>;
  facts: Map<string, CostFact>;
}

/**
 * Attributes facts as they come. Held are sums by day, entity and place of idle
 * cost, not the facts: a bill may have millions.
 */
export class AttributionSummary {
  readonly #attribute: ReturnType<typeof compileRules>;
  readonly #nameRun = createRunNamer();
  readonly #sharing: Rules['sharing'];
  readonly #metric: CostMetric;
  readonly #sources = new Map<string, CostFact>();
  readonly #attributed = new Map<string, AttributedGroup>();
  /** What is known of the last fact's subject: tables give the facts of one after the other. */
  #last?: {
    subject: CostSubject;
    group: AttributedGroup;
    nearMisses?: readonly NearMiss[];
  };
  readonly #nearMisses = new Map<string, AttributedFact>();
  #unlistedRows = 0;

  constructor({ rules, sharing }: Rules, metric: CostMetric) {
    this.#attribute = compileRules(rules);
    this.#sharing = sharing;
    this.#metric = metric;
  }

  add(fact: CostFact): void {
    if (this.#last?.subject !== fact.subject) {
      this.#last = this.#look(fact.subject);
    }
    const { group, nearMisses } = this.#last;
    const key = `${fact.currency ?? ''} ${fact.day ?? ''}`;
    let source = this.#sources.get(key);
    if (!source) {
      source = emptyFact(fact);
      this.#sources.set(key, source);
    }
    addFact(source, fact);
    let known = group.facts.get(key);
    if (!known) {
      known = emptyFact(fact, group.place);
      group.facts.set(key, known);
    }
    addFact(known, fact);
    if (nearMisses) {
      this.#addNearMisses(fact, nearMisses);
    }
  }

  #look(subject: CostSubject) {
    subject.run = this.#nameRun(subject);
    const { nearMisses, ...attribution } = this.#attribute(subject);
    const { cluster, serviceSubcategory, isIdle } = subject;
    const key = JSON.stringify([
      [cluster, serviceSubcategory, isIdle],
      [attribution.rule, attribution.entity, attribution.pool],
      attribution.claimedBy,
    ]);
    let group = this.#attributed.get(key);
    if (!group) {
      const place = { cluster, serviceSubcategory, isIdle };
      group = { attribution, place, facts: new Map() };
      this.#attributed.set(key, group);
    }
    return { subject, group, nearMisses };
  }

  #addNearMisses(fact: CostFact, nearMisses: readonly NearMiss[]): void {
    const key = JSON.stringify(nearMisses);
    const known = this.#nearMisses.get(key);
    if (known) {
      known.fact.rows += fact.rows;
    } else if (this.#nearMisses.size < MAX_REMEMBERED) {
      this.#nearMisses.set(key, {
        fact: { ...emptyFact(fact), rows: fact.rows },
        attribution: { nearMisses },
      });
    } else {
      this.#unlistedRows += fact.rows;
    }
  }

  finish(): FinishedAttribution {
    const allocations = shareCosts({
      attributed: [...this.#attributed.values()].flatMap(
        ({ attribution, facts }) =>
          [...facts.values()].map(fact => ({ fact, attribution })),
      ),
      policies: this.#sharing ?? readSplitPolicies(undefined, 'sharing'),
    });
    const lines = reconcileCosts(this.#sources.values(), allocations);
    const { nearMisses, unlistedRows } = tallyAttributions(
      this.#nearMisses.values(),
    );
    return {
      currencies: this.#addUp(lines, allocations),
      differences: findDifferences(lines),
      nearMisses,
      unlistedRows: this.#unlistedRows + unlistedRows,
    };
  }

  #addUp(
    lines: readonly ReconciliationLine[],
    allocations: readonly CostAllocation[],
  ): Map<string, CurrencyAttribution> {
    const currencies = new Map<string, Sums>();
    for (const { currency = NONE } of this.#sources.values()) {
      currencies.set(currency, { rules: new Map() });
    }
    for (const line of lines) {
      const sums = currencies.get(line.currency ?? NONE);
      if (sums && line.metric === this.#metric) {
        for (const part of PARTS) {
          // What nobody got is zero; shares only where there are any
          const isTold = this.#sharing || !SHARES.includes(part);
          if (isTold || line[part] !== undefined) {
            sums[part] = (sums[part] ?? 0n) + (line[part] ?? 0n);
          }
        }
      }
    }
    for (const { currency = NONE, rule, reason, amounts } of allocations) {
      const rules = currencies.get(currency)?.rules;
      const amount = amounts[this.#metric];
      const isBooked = rule !== undefined && reason !== 'ambiguous';
      if (rules && isBooked && amount !== undefined) {
        rules.set(rule, (rules.get(rule) ?? 0n) + amount);
      }
    }
    return currencies;
  }
}
