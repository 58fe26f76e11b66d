import {
  Budget,
  BudgetStatus,
  evaluateBudget,
  Forecast,
  formatAmount,
  periodAround,
} from '@plumbline/backstage-plugin-cost-formats';
import type { CostBudgetUse } from '@plumbline/backstage-plugin-cost-common';
import { CostHistory } from './costHistory';
import { forecastPeriod } from './forecasts';

const WORST_FIRST: readonly BudgetStatus['status'][] = [
  'critical',
  'warn',
  'unknown',
  'ok',
];

/** A budget, and how it stands on a day. */
export interface JudgedBudget {
  budget: Budget;
  forecast: Forecast;
  status: BudgetStatus;
}

/** How the budgets of one currency stand on a day, the worst first. */
export function judgeBudgets(options: {
  budgets: readonly Budget[];
  history: CostHistory;
  /** The day of now, or the last one of a month that is over. */
  onDay: string;
  today: string;
  currency: string;
  told?: readonly number[];
}): JudgedBudget[] {
  const { budgets, history, onDay, today, currency, told = [] } = options;
  return budgets
    .map((budget): JudgedBudget => {
      const forecast = forecastPeriod({
        history,
        period: periodAround(budget.period, onDay),
        today,
        currency,
      });
      return {
        budget,
        forecast,
        status: evaluateBudget(budget, { forecast, currency, told }),
      };
    })
    .sort(
      (a, b) =>
        WORST_FIRST.indexOf(a.status.status) -
        WORST_FIRST.indexOf(b.status.status),
    );
}

/** A budget as it is printed. */
export function describeBudget({
  budget,
  forecast,
  status,
}: JudgedBudget): CostBudgetUse {
  return {
    amount: formatAmount(budget.amount),
    currency: budget.currency,
    period: budget.period,
    spent: forecast.spent === undefined ? null : formatAmount(forecast.spent),
    status: status.status,
    reason: status.reason,
  };
}
