import type { BudgetStatusWord } from '@plumbline/backstage-plugin-cost-common';
import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { CurrencyConverter } from '../domain/CurrencyRates';
import { judgeBudgets } from '../domain/judgeBudgets';
import { CostBudgets } from './CostBudgets';
import { CostHistories } from './CostHistories';
import { CostMembers } from './CostMembers';

/** Each needs a past of its own. */
const MAX_JUDGED = 100;

/** Says how the budgets of some entities stand. */
export class BudgetStatuses {
  readonly #budgets: CostBudgets;
  readonly #histories: CostHistories;
  readonly #members: CostMembers;

  constructor(options: {
    costBudgets: CostBudgets;
    histories: CostHistories;
    members: CostMembers;
  }) {
    this.#budgets = options.costBudgets;
    this.#histories = options.histories;
    this.#members = options.members;
  }

  /** The worst status by ref and currency; entities without a budget, and those beyond a hundred, are left out. */
  async read(options: {
    entityRefs: readonly string[];
    month: string;
    metric: CostMetric;
    today: string;
    /** Where a currency is asked for. */
    converter?: CurrencyConverter;
  }): Promise<Map<string, BudgetStatusWord>> {
    const { entityRefs, month, metric, today, converter } = options;
    const statuses = new Map<string, BudgetStatusWord>();
    const all = await this.#budgets.listAll();
    const asked = [...new Set(entityRefs)].filter(ref => all.has(ref));
    for (const entityRef of asked.slice(0, MAX_JUDGED)) {
      const { budgets } = all.get(entityRef)!;
      const histories = await this.#histories.read({
        entityRefs: await this.#members.list(entityRef),
        month,
        metric,
        today,
        converter,
        periods: budgets.map(({ period }) => period),
      });
      for (const { currency, history } of histories) {
        const [worst] = judgeBudgets({
          budgets: budgets.filter(budget => budget.currency === currency),
          history,
          onDay: CostHistories.untilOf(month, today),
          today,
          currency,
        });
        if (worst) {
          statuses.set(`${entityRef} ${currency}`, worst.status.status);
        }
      }
    }
    return statuses;
  }
}
