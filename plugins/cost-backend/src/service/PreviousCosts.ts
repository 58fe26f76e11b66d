import { Amount, CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { findComparedDays } from '../domain/comparedDays';
import { chargedBy, EntityCost } from '../domain/costRows';
import { CurrencyConverter } from '../domain/CurrencyRates';
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

  /**
   * @returns what a cost was before; undefined where nothing was known, or where
   *   one of the sources that it has a cost by was not: the rest of them would
   *   look like growth
   */
  async read(options: {
    costs: readonly EntityCost[];
    month: string;
    metric: CostMetric;
    today: string;
    /** Where a currency is asked for. */
    converter?: CurrencyConverter;
  }): Promise<(cost: EntityCost) => Amount | undefined> {
    const { costs, month, metric, today, converter } = options;
    const { start: first } = daysOfMonth(monthBefore(month));
    const delivered = await this.#reader.listDelivered(
      [...new Set(costs.flatMap(({ sources }) => [...sources.keys()]))],
      listDays(first, CostHistories.untilOf(month, today)),
    );
    const compared = findComparedDays(delivered, month);
    const entityRefs = [...new Set(costs.map(({ entityRef }) => entityRef))];
    const before = await Promise.all(
      compared.flatMap(({ source, before: days }) =>
        (converter?.partsOf(days) ?? [days]).map(
          async ({ start: day, end }) => {
            const ofDays = await this.#months.listOfDays({
              source,
              from: day,
              to: end,
              metric,
              entityRefs,
            });
            return ofDays.map(sum => ({
              ...sum,
              ...converter?.convert({ ...sum, day }),
            }));
          },
        ),
      ),
    );
    const sums = new Map<string, Amount>();
    for (const { entityRef, currency, amount } of before.flat()) {
      const key = `${entityRef} ${currency}`;
      const sum = addStated(sums.get(key), amount);
      if (sum !== undefined) {
        sums.set(key, sum);
      }
    }
    const known = new Set(compared.map(({ source }) => source));
    return cost => {
      const { entityRef, currency, sources } = cost;
      if (!chargedBy(cost).every(source => known.has(source))) {
        return undefined;
      }
      const isKnown = [...sources.keys()].some(source => known.has(source));
      return sums.get(`${entityRef} ${currency}`) ?? (isKnown ? 0n : undefined);
    };
  }
}
