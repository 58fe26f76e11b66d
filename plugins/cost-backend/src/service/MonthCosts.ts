import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { addUpEntities, EntityCost, toCeased } from '../domain/costRows';
import { CurrencyConverter } from '../domain/CurrencyRates';
import { DayRetention } from '../domain/DayRetention';
import { daysOfMonth, listDays, monthBefore } from '../domain/days';
import { CostReader } from '../store/CostReader';
import { CostReaderLargest } from '../store/CostReaderLargest';
import { CostReaderMonths, MonthSum } from '../store/CostReaderMonths';
import { CostReaderParts } from '../store/CostReaderParts';

/** Which months are asked for. */
export interface MonthQuestion {
  month: string;
  metric: CostMetric;
  today: string;
  /** All where none are named. */
  entityRefs?: readonly string[];
  /** Where a currency is asked for. */
  converter?: CurrencyConverter;
}

/** Reads what entities cost in a month, in the currency that is asked for. */
export class MonthCosts {
  readonly #largest: CostReaderLargest;
  readonly #months: CostReaderMonths;
  readonly #parts: CostReaderParts;
  readonly #reader: CostReader;
  readonly #retention: DayRetention;

  constructor(options: {
    largest: CostReaderLargest;
    months: CostReaderMonths;
    parts: CostReaderParts;
    reader: CostReader;
    retention: DayRetention;
  }) {
    this.#largest = options.largest;
    this.#months = options.months;
    this.#parts = options.parts;
    this.#reader = options.reader;
    this.#retention = options.retention;
  }

  /**
   * By source, entity and kind. A month in which a rate changes is converted by
   * its days; where those are no longer kept its amounts stay in their currency.
   */
  async listSums(question: MonthQuestion): Promise<MonthSum[]> {
    const { month, today, converter } = question;
    const sums = await this.#months.listByEntity(question);
    if (!converter) {
      return sums;
    }
    const converted: MonthSum[] = [];
    for (const currency of new Set(sums.map(sum => sum.currency))) {
      const own = sums.filter(sum => sum.currency === currency);
      const parts = converter.partsOf(daysOfMonth(month), currency);
      if (parts.length > 1 && !this.#retention.hasWhole(month, today)) {
        converter.leave(currency);
        converted.push(...own);
        continue;
      }
      for (const part of parts) {
        const ofPart =
          parts.length === 1
            ? own
            : await this.#parts.listByEntity({
                ...question,
                ...part,
                currency,
              });
        for (const sum of ofPart) {
          const { start: day } = part;
          converted.push({ ...sum, ...converter.convert({ ...sum, day }) });
        }
      }
    }
    return converted;
  }

  /** The largest costs of a month, the largest first, and whether those are all. */
  async listLargest(
    question: MonthQuestion,
    limit: number,
  ): Promise<{ costs: EntityCost[]; isComplete: boolean }> {
    const costs =
      question.converter || !this.#largest.isPossible
        ? (await this.list(question)).costs
        : await this.#readLargest(question, limit + 1);
    return { costs: costs.slice(0, limit), isComplete: costs.length <= limit };
  }

  async #readLargest(
    question: MonthQuestion,
    limit: number,
  ): Promise<EntityCost[]> {
    const { month } = question;
    const costs = await this.#largest.list({ ...question, limit });
    if (costs.length === limit) {
      return costs;
    }
    const { start, end } = daysOfMonth(month);
    const delivered = await this.#reader.listDelivered(
      await this.#months.listSources(),
      listDays(start, end),
    );
    const gone = await this.#largest.listGone({
      ...question,
      limit: limit - costs.length,
      monthBefore: monthBefore(month),
      sources: [...delivered].flatMap(([source, days]) =>
        days.size > 0 ? source : [],
      ),
    });
    return [...costs, ...gone];
  }

  /** What a month adds up to, by source and by entity. */
  async list(
    question: MonthQuestion,
  ): Promise<{ sums: MonthSum[]; costs: EntityCost[] }> {
    const [sums, sumsBefore] = await Promise.all([
      this.listSums(question),
      this.listSums({ ...question, month: monthBefore(question.month) }),
    ]);
    const costs = addUpEntities(sums);
    const gone = await this.#listGone(
      question,
      costs,
      addUpEntities(sumsBefore),
    );
    return { sums, costs: [...costs, ...gone] };
  }

  /**
   * Those that had a cost in the month before, and nothing in this one, of which
   * all of their sources said something: without the word of one nobody knows.
   */
  async #listGone(
    { month }: MonthQuestion,
    costs: readonly EntityCost[],
    costsBefore: readonly EntityCost[],
  ): Promise<EntityCost[]> {
    const keyOf = ({ entityRef, currency }: EntityCost) =>
      `${entityRef} ${currency}`;
    const known = new Set(costs.map(keyOf));
    const gone = costsBefore.filter(
      cost => cost.amount !== 0n && !known.has(keyOf(cost)),
    );
    const { start, end } = daysOfMonth(month);
    const delivered = await this.#reader.listDelivered(
      [...new Set(gone.flatMap(({ sources }) => [...sources.keys()]))],
      listDays(start, end),
    );
    return gone
      .filter(({ sources }) =>
        [...sources.keys()].every(source => delivered.get(source)!.size > 0),
      )
      .map(toCeased);
  }
}
