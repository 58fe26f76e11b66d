import { CurrencyCost } from '@plumbline/backstage-plugin-cost-common';
import { formatRoughly, formatTrend } from '../money/formatMoney';
import { currentMonth, monthName, shiftMonth } from '../words/months';

/** A cost in few words, the answer first: spent, expected of the budget, against the month before. */
export function describeCost(cost: CurrencyCost, month: string): string[] {
  const { amount, currency, forecast, budget, previousSameDays } = cost;
  const isNow = month === currentMonth();
  const money = (value: string) => formatRoughly(value, currency);
  const limit =
    budget &&
    `${formatRoughly(budget.amount, budget.currency)}${budget.period === 'month' ? '' : ` per ${budget.period}`}`;
  const trend =
    previousSameDays === null
      ? undefined
      : formatTrend(amount, previousSameDays);
  return [
    `${money(amount)} ${isNow ? 'this month' : `in ${monthName(month)}`}`,
    forecast &&
      `forecast ${money(forecast.amount)}${limit ? ` of ${limit}` : ''}`,
    !forecast && limit && `budget ${limit}`,
    trend &&
      `${trend} on the same days of ${isNow ? 'last month' : monthName(shiftMonth(month, -1))}`,
  ].filter(line => typeof line === 'string');
}
