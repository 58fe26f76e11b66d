import { setImmediate } from 'node:timers/promises';
import type { BudgetStatusWord } from '@plumbline/backstage-plugin-cost-common';
import { Budget, CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { CurrencyConverter, CurrencyRates } from '../domain/CurrencyRates';
import { judgeBudgets } from '../domain/judgeBudgets';
import { CostReaderEntities } from '../store/CostReaderEntities';
import { inParts } from '../store/inParts';
import { CostBudgets } from './CostBudgets';
import { CostHistories, CurrencyHistory } from './CostHistories';
import { CostMembers } from './CostMembers';

/** Whose past is held at once. */
const GROUPS = 50;
/** Of some thousand entities several months, metrics and currencies. */
const MAX_KNOWN = 20_000;

interface Question {
  month: string;
  metric: CostMetric;
  today: string;
  /** Where a currency is asked for. */
  converter?: CurrencyConverter;
}

/** What has a budget, and whose costs it is for. */
interface Budgeted {
  entityRef: string;
  entityRefs: readonly string[];
  budgets: readonly Budget[];
}

/** The worst by currency. */
type Statuses = ReadonlyMap<string, BudgetStatusWord>;

/**
 * Says how the budgets of some entities stand. A forecast takes a while, and is
 * the same until something else is stored: it is remembered for so long.
 */
export class BudgetStatuses {
  readonly #budgets: CostBudgets;
  readonly #entities: CostReaderEntities;
  readonly #histories: CostHistories;
  readonly #members: CostMembers;
  readonly #rates: CurrencyRates;
  #known = new Map<string, Statuses>();
  #state?: string;

  constructor(options: {
    costBudgets: CostBudgets;
    entities: CostReaderEntities;
    histories: CostHistories;
    members: CostMembers;
    rates: CurrencyRates;
  }) {
    this.#budgets = options.costBudgets;
    this.#entities = options.entities;
    this.#histories = options.histories;
    this.#members = options.members;
    this.#rates = options.rates;
  }

  /** The worst status by ref and currency; entities without a budget are left out. */
  async read(
    options: Question & { entityRefs: readonly string[] },
  ): Promise<Map<string, BudgetStatusWord>> {
    const state = await this.#entities.findState();
    const all = await this.#budgets.listAll();
    const statuses = new Map<string, BudgetStatusWord>();
    const unknown: Budgeted[] = [];
    if (state !== this.#state || this.#known.size > MAX_KNOWN) {
      this.#known = new Map();
      this.#state = state;
    }
    const known = this.#known;
    const keep = ({ entityRef }: Budgeted, found: Statuses) =>
      found.forEach((status, currency) =>
        statuses.set(`${entityRef} ${currency}`, status),
      );
    for (const entityRef of new Set(options.entityRefs)) {
      const budgets = all.get(entityRef)?.budgets ?? [];
      if (budgets.length > 0) {
        const entityRefs = await this.#members.list(entityRef);
        const budgeted = { entityRef, entityRefs, budgets };
        const found = known.get(keyOf(budgeted, options));
        if (found) {
          keep(budgeted, found);
        } else {
          unknown.push(budgeted);
        }
      }
    }
    for (const part of inParts(unknown, GROUPS)) {
      for (const [budgeted, found] of await this.#judge(part, options)) {
        known.set(keyOf(budgeted, options), found);
        keep(budgeted, found);
      }
    }
    return statuses;
  }

  async #judge(
    part: readonly Budgeted[],
    { month, metric, today, converter }: Question,
  ): Promise<[Budgeted, Statuses][]> {
    const histories = await this.#histories.readMany(
      part.map(budgeted => ({
        ...budgeted,
        periods: budgeted.budgets.map(({ period }) => period),
      })),
      {
        month,
        metric,
        today,
        // Rates of a past that is not shown are none of the answer's
        converter: this.#rates.converterTo(converter?.to),
      },
    );
    const judged: [Budgeted, Statuses][] = [];
    for (const [budgeted, own] of histories) {
      judged.push([budgeted, judge(budgeted, own, { month, today })]);
      // Others wait for an answer, too
      await setImmediate();
    }
    return judged;
  }
}

function judge(
  { budgets }: Budgeted,
  histories: readonly CurrencyHistory[],
  { month, today }: { month: string; today: string },
): Statuses {
  return new Map(
    histories.flatMap(({ currency, history }): [string, BudgetStatusWord][] => {
      const [worst] = judgeBudgets({
        budgets: budgets.filter(budget => budget.currency === currency),
        history,
        onDay: CostHistories.untilOf(month, today),
        today,
        currency,
      });
      return worst ? [[currency, worst.status.status]] : [];
    }),
  );
}

/** Everything that a status depends on besides what is stored. */
function keyOf(
  { entityRef, entityRefs, budgets }: Budgeted,
  { month, metric, today, converter }: Question,
): string {
  const amounts = budgets.map(({ amount, currency, period, thresholds }) => [
    String(amount),
    currency,
    period,
    thresholds,
  ]);
  return JSON.stringify([
    [entityRef, month, metric, today, converter?.to],
    amounts,
    entityRefs,
  ]);
}
