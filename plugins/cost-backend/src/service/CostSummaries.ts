import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  costSummaryQuerySchema,
  type CostSummaryAnswer,
  type CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import {
  Amount,
  Budget,
  CostMetric,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import type { output } from 'zod';
import { daysOfMonth, dayOf, monthBefore, monthOf } from '../domain/days';
import { DayCost } from '../domain/DayCost';
import {
  describeForecast,
  findProvisional,
  forecastPeriod,
} from '../domain/forecasts';
import { describeBudget, judgeBudgets } from '../domain/judgeBudgets';
import { CostHistory } from '../domain/costHistory';
import { CurrencyConverter, CurrencyRates } from '../domain/CurrencyRates';
import { DayRetention } from '../domain/DayRetention';
import { findMetricWarning, MetricSums } from '../domain/metricWarning';
import { buildMonthCost, MonthCost } from '../domain/monthCost';
import { CostReader } from '../store/CostReader';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { CostAccess } from './CostAccess';
import { CostBudgets, EntityBudgets } from './CostBudgets';
import { CostHistories, CurrencyHistory } from './CostHistories';
import { CostMembers } from './CostMembers';
import { OldMonth, OldMonths } from './OldMonths';
import { SourcesHealth } from './SourcesHealth';
import { UnusualDays } from './UnusualDays';

const orNull = (amount: Amount | undefined) =>
  amount === undefined ? null : formatAmount(amount);

interface Question {
  entityRefs: readonly string[];
  month: string;
  metric: CostMetric;
  today: string;
  entityBudgets: EntityBudgets;
  /** In which anything was ever charged. */
  currencies: readonly string[];
  credentials: BackstageCredentials;
  /** Where a currency is asked for. */
  converter?: CurrencyConverter;
}

/** Nothing is known but that it is no longer kept. */
function historyWithout(keptFrom: string): CostHistory {
  return { days: [], partial: new Set(), leftOut: new Set(), keptFrom };
}

/** A budget in a currency in which nothing is charged is shown beside all of them: it cannot be judged. */
function budgetsFor(
  currency: string,
  { entityBudgets: { budgets }, currencies }: Question,
): readonly Budget[] {
  return budgets.filter(
    budget =>
      budget.currency === currency || !currencies.includes(budget.currency),
  );
}

/** Says what an entity costs, and how that compares. */
export class CostSummaries {
  readonly #access: CostAccess;
  readonly #budgets: CostBudgets;
  readonly #health: SourcesHealth;
  readonly #histories: CostHistories;
  readonly #members: CostMembers;
  readonly #metric: CostMetric;
  readonly #months: CostReaderMonths;
  readonly #oldMonths: OldMonths;
  readonly #rates: CurrencyRates;
  readonly #reader: CostReader;
  readonly #retention: DayRetention;
  readonly #unusual: UnusualDays;

  constructor(options: {
    access: CostAccess;
    costBudgets: CostBudgets;
    health: SourcesHealth;
    histories: CostHistories;
    members: CostMembers;
    /** What is meant where nobody asks for another. */
    metric: CostMetric;
    months: CostReaderMonths;
    oldMonths: OldMonths;
    reader: CostReader;
    retention: DayRetention;
    rates: CurrencyRates;
  }) {
    this.#access = options.access;
    this.#budgets = options.costBudgets;
    this.#health = options.health;
    this.#histories = options.histories;
    this.#members = options.members;
    this.#metric = options.metric;
    this.#months = options.months;
    this.#oldMonths = options.oldMonths;
    this.#rates = options.rates;
    this.#reader = options.reader;
    this.#retention = options.retention;
    this.#unusual = new UnusualDays(options);
  }

  async get(
    query: output<typeof costSummaryQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostSummaryAnswer> {
    const entity: Entity = await this.#access.getReadable(
      query.entity,
      credentials,
    );
    const nowMs = Date.now();
    const today = dayOf(nowMs);
    const metric = query.metric ?? this.#metric;
    const month = query.month ?? (await this.#monthOfNow(today));
    const entityRefs = await this.#members.list(query.entity);
    const entityBudgets = this.#budgets.of(query.entity, entity);
    const converter = this.#rates.converterTo(query.currency);
    const limit = this.#retention.limitOf(month, today);
    const asked = {
      entityRefs,
      month,
      metric,
      today,
      entityBudgets,
      converter,
    };
    const [histories, old, stated, metrics, sources] = await Promise.all([
      this.#histories.read({
        ...asked,
        periods: entityBudgets.budgets.map(({ period }) => period),
      }),
      limit === undefined ? undefined : this.#oldMonths.read(asked),
      this.#reader.listByGroup({
        ...asked,
        group: query.group,
        from: limit ?? `${monthBefore(month)}-01`,
        to: daysOfMonth(month).end,
      }),
      this.#reader.listMetrics({ entityRefs, months: [month] }),
      this.#health.list({
        nowMs,
        isForAll: await this.#access.canReadAll(credentials),
      }),
    ]);
    const question: Question = {
      ...asked,
      credentials,
      currencies: [
        ...new Set([
          ...histories.map(({ currency }) => currency),
          ...(old?.keys() ?? []),
        ]),
      ].sort(),
    };
    const byGroup = converter?.convertAll(stated) ?? stated;
    const currencies: CurrencyCost[] = [];
    for (const currency of question.currencies) {
      const cost = await this.#describe(question, {
        currency,
        byGroup: byGroup.filter(one => one.currency === currency),
        own: histories.find(one => one.currency === currency),
        old: old?.get(currency),
      });
      if (cost) {
        currencies.push(cost);
      }
    }
    return {
      entityRef: query.entity,
      month,
      metric,
      metricWarning: this.#warnOf(question, metrics, stated),
      ...(entityBudgets.problem === undefined
        ? {}
        : { budgetProblem: entityBudgets.problem }),
      ...(limit === undefined ? {} : { daysKeptFrom: limit }),
      ...(converter ? { conversion: converter.describe() } : {}),
      convertibleTo: this.#rates.targets,
      currencies,
      members: entityRefs.length,
      sources,
      provisionalFrom:
        histories
          .flatMap(({ history }) => findProvisional(history) ?? [])
          .sort()[0] ?? null,
    };
  }

  /** The month of now, or the last one of which anything is known. */
  async #monthOfNow(today: string): Promise<string> {
    const current = monthOf(today);
    return (await this.#months.findLastMonth(current)) ?? current;
  }

  async #describe(
    question: Question,
    of: {
      currency: string;
      byGroup: readonly DayCost[];
      own?: CurrencyHistory;
      old?: OldMonth;
    },
  ): Promise<CurrencyCost | undefined> {
    const { month, today } = question;
    const { currency, own } = of;
    const isWhole = this.#retention.hasWhole(month, today);
    const cost = this.#monthCostOf(month, { ...of, isWhole });
    if (!cost) {
      return undefined;
    }
    const period = daysOfMonth(month);
    const history =
      own?.history ?? historyWithout(this.#retention.firstDay(today));
    // Of several budgets the one that stands worst
    const [budget] = judgeBudgets({
      budgets: budgetsFor(currency, question),
      history,
      onDay: CostHistories.untilOf(month, today),
      today,
      currency,
    });
    return {
      currency,
      amount: formatAmount(cost.amount),
      direct: formatAmount(cost.direct),
      idle: formatAmount(cost.idle),
      shared: formatAmount(cost.shared),
      previousSameDays: orNull(cost.previousSameDays),
      previousMonth: orNull(cost.previousMonth),
      ...describeForecast(forecastPeriod({ history, period, today, currency })),
      budget: budget ? describeBudget(budget) : null,
      parts: cost.parts,
      unusual: own && isWhole ? await this.#unusual.list(own, question) : [],
    };
  }

  /** By its days, as far as they are kept; what they do not tell by sums. */
  #monthCostOf(
    month: string,
    of: {
      byGroup: readonly DayCost[];
      own?: CurrencyHistory;
      old?: OldMonth;
      isWhole: boolean;
    },
  ): MonthCost | undefined {
    const { byGroup, own, old, isWhole } = of;
    if (!isWhole) {
      return old && { ...old, parts: [] };
    }
    const cost =
      own &&
      buildMonthCost({
        costs: old
          ? byGroup.filter(({ day }) => monthOf(day) === month)
          : byGroup,
        delivered: own.delivered,
        month,
      });
    if (!old) {
      return cost;
    }
    return { ...old, parts: cost?.parts ?? [] };
  }

  #warnOf(
    { month, metric, today }: Question,
    sums: readonly MetricSums[],
    costs: readonly DayCost[],
  ): string | undefined {
    // What is left of a month says nothing of its rows
    const rows = this.#retention.hasWhole(month, today)
      ? costs.filter(({ day }) => monthOf(day) === month)
      : [];
    const count = (currency: string, what: 'rows' | 'statedRows') =>
      rows
        .filter(cost => cost.currency === currency)
        .reduce((sum, cost) => sum + cost[what], 0);
    return findMetricWarning(
      sums.map(sum => ({
        ...sum,
        rows: count(sum.currency, 'rows'),
        statedRows: count(sum.currency, 'statedRows'),
      })),
      metric,
    );
  }
}
