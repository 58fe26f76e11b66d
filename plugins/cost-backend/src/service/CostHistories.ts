import { groupBy } from '@plumbline/backstage-plugin-kit-common';
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
import { CostReaderEntities } from '../store/CostReaderEntities';

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

/** Which past is asked for. */
interface HistoryQuestion {
  month: string;
  metric: CostMetric;
  today: string;
  /** Where a currency is asked for. */
  converter?: CurrencyConverter;
}

/** Entities whose costs are added up. */
export interface HistoryGroup {
  entityRefs: readonly string[];
  /** Those of budgets: they are read from their start. */
  periods: readonly CostPeriod[];
}

/** Reads the past of entities until the end of a month. */
export class CostHistories {
  readonly #entities: CostReaderEntities;
  readonly #reader: CostReader;
  readonly #retention: DayRetention;

  constructor(options: {
    entities: CostReaderEntities;
    reader: CostReader;
    retention: DayRetention;
  }) {
    this.#entities = options.entities;
    this.#reader = options.reader;
    this.#retention = options.retention;
  }

  /** The last day of a month that is not to come. */
  static untilOf(month: string, today: string): string {
    const { end } = daysOfMonth(month);
    return end < today ? end : today;
  }

  /** By currency, in the order of their codes. */
  async read(
    question: HistoryQuestion & HistoryGroup,
  ): Promise<CurrencyHistory[]> {
    const { month, metric, entityRefs } = question;
    const from = this.#startOf(question, question);
    const stated = await this.#reader.listTotals({
      entityRefs,
      from,
      to: daysOfMonth(month).end,
      metric,
    });
    const delivered = await this.#listDelivered(stated, from, question);
    return this.#build(stated, delivered, question);
  }

  /** The same of several groups, which may share entities, at once. */
  async readMany<G extends HistoryGroup>(
    groups: readonly G[],
    question: HistoryQuestion,
  ): Promise<[G, CurrencyHistory[]][]> {
    const { month, metric } = question;
    const [from] = groups.map(group => this.#startOf(group, question)).sort();
    if (from === undefined) {
      return [];
    }
    const all = await this.#entities.listTotals({
      entityRefs: [...new Set(groups.flatMap(({ entityRefs }) => entityRefs))],
      from,
      to: daysOfMonth(month).end,
      metric,
    });
    const delivered = await this.#listDelivered(all, from, question);
    const byEntity = groupBy(all, ({ entityRef }) => entityRef);
    return groups.map(group => {
      const start = this.#startOf(group, question);
      const stated = group.entityRefs
        .flatMap(ref => byEntity.get(ref) ?? [])
        .filter(({ day }) => day >= start);
      const since = new Map(
        [...delivered].map(([source, days]) => [
          source,
          new Set([...days].filter(day => day >= start)),
        ]),
      );
      return [group, this.#build(stated, since, question)];
    });
  }

  /** The first day that is read. */
  #startOf(
    { periods }: HistoryGroup,
    { month, today }: HistoryQuestion,
  ): string {
    const until = CostHistories.untilOf(month, today);
    const keptFrom = this.#retention.firstDay(today);
    const [first] = [
      addDays(until, -HISTORY_DAYS),
      `${monthBefore(month)}-01`,
      ...periods.map(period => periodAround(period, until).start),
    ].sort();
    return first < keptFrom ? keptFrom : first;
  }

  #listDelivered(
    costs: readonly DayCost[],
    from: string,
    { month, today }: HistoryQuestion,
  ): Promise<DeliveredDays> {
    return this.#reader.listDelivered(
      [...new Set(costs.map(({ source }) => source))],
      listDays(from, CostHistories.untilOf(month, today)),
    );
  }

  #build(
    stated: readonly DayCost[],
    delivered: DeliveredDays,
    { month, today, converter }: HistoryQuestion,
  ): CurrencyHistory[] {
    const until = CostHistories.untilOf(month, today);
    const keptFrom = this.#retention.firstDay(today);
    const all = converter ? converter.convertAll(stated) : stated;
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
