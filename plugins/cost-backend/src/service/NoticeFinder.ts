import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { dayOf, monthOf } from '../domain/days';
import { judgeBudgets } from '../domain/judgeBudgets';
import { noticesOfBudget, noticesOfUnusual } from '../domain/notices';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { NoticeStore } from '../store/NoticeStore';
import { CostBudgets } from './CostBudgets';
import { CostHistories } from './CostHistories';
import { CostMembers } from './CostMembers';

const UNIT = 10n ** 54n;

/** Finds thresholds of budgets that were crossed, and days that were unusual. */
export class NoticeFinder {
  readonly #budgets: CostBudgets;
  readonly #histories: CostHistories;
  readonly #members: CostMembers;
  readonly #metric: CostMetric;
  readonly #months: CostReaderMonths;
  readonly #notices: NoticeStore;

  constructor(options: {
    costBudgets: CostBudgets;
    histories: CostHistories;
    members: CostMembers;
    metric: CostMetric;
    months: CostReaderMonths;
    notices: NoticeStore;
  }) {
    this.#budgets = options.costBudgets;
    this.#histories = options.histories;
    this.#members = options.members;
    this.#metric = options.metric;
    this.#months = options.months;
    this.#notices = options.notices;
  }

  async find(signal: AbortSignal): Promise<void> {
    const now = new Date().toISOString();
    await this.#findReached(now, signal);
    await this.#findUnusual(now, signal);
  }

  async #findReached(now: string, signal: AbortSignal): Promise<void> {
    const today = dayOf(Date.parse(now));
    for (const [entityRef, { budgets }] of await this.#budgets.listAll()) {
      signal.throwIfAborted();
      const histories = await this.#histories.read({
        entityRefs: await this.#members.list(entityRef),
        month: monthOf(today),
        metric: this.#metric,
        today,
        periods: budgets.map(({ period }) => period),
      });
      for (const { currency, history } of histories) {
        const judged = judgeBudgets({
          budgets: budgets.filter(budget => budget.currency === currency),
          history,
          onDay: today,
          today,
          currency,
        });
        for (const one of judged) {
          const { notice, settled } = noticesOfBudget(one, today);
          const notices = notice ? [notice] : [];
          await this.#notices.add({ entityRef, notices, settled, now });
        }
      }
    }
  }

  /** Of each entity by itself: what sums of them do is told of what they are sums of. */
  async #findUnusual(now: string, signal: AbortSignal): Promise<void> {
    const today = dayOf(Date.parse(now));
    const month = await this.#months.findLastMonth(monthOf(today));
    if (month === undefined) {
      return;
    }
    const sums = await this.#months.listByEntity({
      month,
      metric: this.#metric,
    });
    // What costs less than one unit in a month has no difference of one
    const entityRefs = new Set(
      sums
        .filter(({ entityRef, amount = 0n }) => {
          const size = amount < 0n ? -amount : amount;
          return entityRef !== '' && size >= UNIT;
        })
        .map(({ entityRef }) => entityRef),
    );
    for (const entityRef of entityRefs) {
      signal.throwIfAborted();
      const histories = await this.#histories.read({
        entityRefs: [entityRef],
        month,
        metric: this.#metric,
        today,
        periods: [],
      });
      const notices = histories.flatMap(({ currency, anomalies }) =>
        noticesOfUnusual(anomalies, { currency, today }),
      );
      await this.#notices.add({ entityRef, notices, settled: [], now });
    }
  }
}
