import { Amount, CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { EntityCost } from '../domain/costRows';
import { daysOfMonth, listDays, monthBefore } from '../domain/days';
import { addStated } from '../domain/DayCost';
import { CostReader } from '../store/CostReader';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { CostHistories } from './CostHistories';

/** Reads what entities cost in the month before, on the same days as each source knows of a month. */
export class PreviousCosts {
  readonly #months: CostReaderMonths;
  readonly #reader: CostReader;

  constructor(options: { months: CostReaderMonths; reader: CostReader }) {
    this.#months = options.months;
    this.#reader = options.reader;
  }

  /** @returns what a cost was before; undefined where nothing was known */
  async read(options: {
    costs: readonly EntityCost[];
    month: string;
    metric: CostMetric;
    today: string;
  }): Promise<(cost: EntityCost) => Amount | undefined> {
    const { costs, month, metric, today } = options;
    const { start } = daysOfMonth(month);
    const before = daysOfMonth(monthBefore(month));
    const sources = [...new Set(costs.flatMap(cost => [...cost.sources]))];
    const delivered = await this.#reader.listDelivered(sources, [
      ...listDays(before.start, before.end),
      ...listDays(start, CostHistories.untilOf(month, today)),
    ]);
    const known = new Set<string>();
    const sums = new Map<string, Amount>();
    for (const source of sources) {
      const days = [...delivered.get(source)!].sort();
      const dayOfMonth = days.at(-1)?.slice(8) ?? '00';
      const isInMonth = (days.at(-1) ?? '') >= start;
      const to = `${monthBefore(month)}-${dayOfMonth}`;
      const last = to < before.end ? to : before.end;
      if (isInMonth && days.some(day => day <= last)) {
        known.add(source);
        const toDate = await this.#months.listToDate({
          source,
          to: last,
          metric,
          entityRefs: costs.map(({ entityRef }) => entityRef),
        });
        for (const { entityRef, currency, amount } of toDate) {
          const key = `${entityRef} ${currency}`;
          const sum = addStated(sums.get(key), amount);
          if (sum !== undefined) {
            sums.set(key, sum);
          }
        }
      }
    }
    return ({ entityRef, currency, sources: own }) =>
      sums.get(`${entityRef} ${currency}`) ??
      ([...own].some(source => known.has(source)) ? 0n : undefined);
  }
}
