import type { UnattributedCost } from '@plumbline/backstage-plugin-cost-common';
import { Amount } from '@plumbline/backstage-plugin-cost-formats';
import { addStated } from '../domain/DayCost';
import { DayRetention } from '../domain/DayRetention';
import { daysOfMonth } from '../domain/days';
import { describeUnattributed } from '../domain/unattributed';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { MonthCosts, MonthQuestion } from './MonthCosts';

type Unattributed = Parameters<typeof describeUnattributed>[0][number];

/** Says what is no entity's in a month. */
export class UnattributedCosts {
  readonly #monthCosts: MonthCosts;
  readonly #months: CostReaderMonths;
  readonly #retention: DayRetention;

  constructor(options: {
    monthCosts: MonthCosts;
    months: CostReaderMonths;
    retention: DayRetention;
  }) {
    this.#monthCosts = options.monthCosts;
    this.#months = options.months;
    this.#retention = options.retention;
  }

  /** The largest first; as one sum of each source where the days are no longer kept. */
  async list(
    question: Omit<MonthQuestion, 'entityRefs'>,
  ): Promise<UnattributedCost[]> {
    const { month, today } = question;
    const costs = this.#retention.hasWhole(month, today)
      ? await this.#listByDays(question)
      : await this.#listBySums(question);
    const lines = new Map<string, Unattributed>();
    for (const { keys, amount } of costs) {
      const key = JSON.stringify(keys);
      const known: Amount | undefined = lines.get(key)?.amount;
      lines.set(key, { keys, amount: addStated(known, amount) });
    }
    return describeUnattributed([...lines.values()]);
  }

  async #listByDays(question: MonthQuestion): Promise<Unattributed[]> {
    const { month, metric, converter } = question;
    const days = daysOfMonth(month);
    const costs: Unattributed[] = [];
    for (const { start, end } of converter?.partsOf(days) ?? [days]) {
      const sums = await this.#months.listUnattributed({
        from: start,
        to: end,
        metric,
      });
      for (const { keys, amounts } of sums) {
        const { currency } = keys;
        const stated = { currency, day: start, amount: amounts[metric] };
        const converted = converter?.convert(stated) ?? stated;
        costs.push({
          keys: { ...keys, currency: converted.currency },
          amount: converted.amount,
        });
      }
    }
    return costs;
  }

  async #listBySums(question: MonthQuestion): Promise<Unattributed[]> {
    const sums = await this.#monthCosts.listSums({
      ...question,
      entityRefs: [''],
    });
    return sums.map(({ source, currency, amount }) => ({
      keys: {
        source,
        currency,
        account: '',
        service: '',
        namespace: '',
        reason: 'notKept',
      },
      amount,
    }));
  }
}
