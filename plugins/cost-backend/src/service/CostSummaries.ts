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
import { findMetricWarning } from '../domain/metricWarning';
import { buildMonthCost } from '../domain/monthCost';
import { describeUnusual, referenceDaysOf } from '../domain/unusualDays';
import { CostReader } from '../store/CostReader';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { CostAccess } from './CostAccess';
import { CostBudgets, EntityBudgets } from './CostBudgets';
import { CostHistories, CurrencyHistory } from './CostHistories';
import { CostMembers } from './CostMembers';
import { SourcesHealth } from './SourcesHealth';

/** More only hide the newest. */
const MAX_UNUSUAL = 10;

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
  readonly #reader: CostReader;

  constructor(options: {
    access: CostAccess;
    costBudgets: CostBudgets;
    health: SourcesHealth;
    histories: CostHistories;
    members: CostMembers;
    /** What is meant where nobody asks for another. */
    metric: CostMetric;
    months: CostReaderMonths;
    reader: CostReader;
  }) {
    this.#access = options.access;
    this.#budgets = options.costBudgets;
    this.#health = options.health;
    this.#histories = options.histories;
    this.#members = options.members;
    this.#metric = options.metric;
    this.#months = options.months;
    this.#reader = options.reader;
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
    const asked = { entityRefs, month, metric, today, entityBudgets };
    const histories = await this.#histories.read({
      ...asked,
      periods: entityBudgets.budgets.map(({ period }) => period),
    });
    const question: Question = {
      ...asked,
      currencies: histories.map(({ currency }) => currency),
    };
    const byGroup = await this.#reader.listByGroup({
      ...question,
      group: query.group,
      from: `${monthBefore(month)}-01`,
      to: daysOfMonth(month).end,
    });
    const currencies: CurrencyCost[] = [];
    for (const own of histories) {
      const cost = await this.#describe(question, own, byGroup);
      if (cost) {
        currencies.push(cost);
      }
    }
    return {
      entityRef: query.entity,
      month,
      metric,
      metricWarning: await this.#warnOf(question, histories),
      ...(entityBudgets.problem === undefined
        ? {}
        : { budgetProblem: entityBudgets.problem }),
      convertibleTo: [],
      currencies,
      members: entityRefs.length,
      sources: await this.#health.list({
        nowMs,
        isForAll: await this.#access.canReadAll(credentials),
      }),
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
    own: CurrencyHistory,
    byGroup: readonly DayCost[],
  ): Promise<CurrencyCost | undefined> {
    const { month, today } = question;
    const { currency, delivered, history } = own;
    const cost = buildMonthCost({
      costs: byGroup.filter(one => one.currency === currency),
      delivered,
      month,
    });
    if (!cost) {
      return undefined;
    }
    const period = daysOfMonth(month);
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
      unusual: await this.#listUnusual(question, own),
    };
  }

  async #listUnusual(
    { entityRefs, metric }: Question,
    { currency, history, anomalies }: CurrencyHistory,
  ) {
    const shown = anomalies.slice(0, MAX_UNUSUAL);
    const facts =
      shown.length === 0
        ? []
        : await this.#reader.listFacts({
            entityRefs,
            days: [
              ...new Set(
                shown.flatMap(({ firstDay }) => [
                  firstDay,
                  ...referenceDaysOf(firstDay, history),
                ]),
              ),
            ],
            currency,
            metric,
          });
    return shown.map(anomaly =>
      describeUnusual({
        anomaly,
        history,
        facts,
        metric,
        hasMembers: entityRefs.length > 1,
      }),
    );
  }

  async #warnOf(
    { entityRefs, month, metric }: Question,
    histories: readonly CurrencyHistory[],
  ): Promise<string | undefined> {
    const sums = await this.#reader.listMetrics({
      entityRefs,
      months: [month],
    });
    const count = (currency: string, what: 'rows' | 'statedRows') =>
      histories
        .find(own => own.currency === currency)
        ?.costs.filter(({ day }) => monthOf(day) === month)
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
