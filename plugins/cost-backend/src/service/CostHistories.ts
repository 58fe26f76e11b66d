import {
  CostAnomaly,
  CostMetric,
  CostPeriod,
  periodAround,
} from '@plumbline/backstage-plugin-cost-formats';
import { deliveredTo } from '../domain/closedDays';
import { buildCostHistory, CostHistory } from '../domain/costHistory';
import { addDays, daysOfMonth, listDays, monthBefore } from '../domain/days';
import { DayCost, DeliveredDays } from '../domain/DayCost';
import { CurrencyConverter } from '../domain/CurrencyRates';
import { DayRetention } from '../domain/DayRetention';
import { findUnusual, leaveOutUnusual } from '../domain/unusualDays';
import { CostReader } from '../store/CostReader';

/** What is older says little of the days to come. */
const HISTORY_DAYS = 120;

/** The past of some entities in one currency. */
export interface CurrencyHistory {
  currency: string;
  /** The currencies that its costs are stated in: others than that only where it was asked for. */
  statedIn: readonly string[];
  costs: readonly DayCost[];
  /** Of the sources of those costs. */
  delivered: DeliveredDays;
  history: CostHistory;
  /** What was unusual, the newest first. */
  anomalies: readonly CostAnomaly[];
}

/** Reads the past of entities until the end of a month. */
export class CostHistories {
  readonly #reader: CostReader;
  readonly #retention: DayRetention;

  constructor(options: { reader: CostReader; retention: DayRetention }) {
    this.#reader = options.reader;
    this.#retention = options.retention;
  }

  /** The last day of a month that is not to come. */
  static untilOf(month: string, today: string): string {
    const { end } = daysOfMonth(month);
    return end < today ? end : today;
  }

  /** By currency, in the order of their codes. */
  async read(options: {
    entityRefs: readonly string[];
    month: string;
    metric: CostMetric;
    today: string;
    /** Those of budgets: they are read from their start. */
    periods: readonly CostPeriod[];
    /** Where a currency is asked for. */
    converter?: CurrencyConverter;
  }): Promise<CurrencyHistory[]> {
    const { entityRefs, month, metric, today, periods, converter } = options;
    const until = CostHistories.untilOf(month, today);
    const keptFrom = this.#retention.firstDay(today);
    const [first] = [
      addDays(until, -HISTORY_DAYS),
      `${monthBefore(month)}-01`,
      ...periods.map(period => periodAround(period, until).start),
    ].sort();
    const from = first < keptFrom ? keptFrom : first;
    const stated = await this.#reader.listTotals({
      entityRefs,
      from,
      to: daysOfMonth(month).end,
      metric,
    });
    const all = converter ? converter.convertAll(stated) : stated;
    const delivered = await this.#reader.listDelivered(
      [...new Set(all.map(({ source }) => source))],
      listDays(from, until),
    );
    const currencies = [...new Set(all.map(({ currency }) => currency))].sort();
    return currencies.map(currency => {
      const costs = all.filter(cost => cost.currency === currency);
      const own = deliveredTo(costs, delivered);
      const history = buildCostHistory({
        costs,
        delivered: own,
        today,
        keptFrom,
      });
      const anomalies = findUnusual({ history, until, currency });
      return {
        currency,
        statedIn: [
          ...new Set(
            stated
              .filter((_, index) => all[index].currency === currency)
              .map(cost => cost.currency),
          ),
        ],
        costs,
        delivered: own,
        history: leaveOutUnusual(history, anomalies),
        anomalies,
      };
    });
  }
}
