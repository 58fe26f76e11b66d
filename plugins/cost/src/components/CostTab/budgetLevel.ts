import { CostBudgetUse } from '@plumbline/backstage-plugin-cost-common';
import { ChartLevel } from '@plumbline/backstage-plugin-kit-react';
import { divideAmount } from '../money/amounts';
import { ChartView } from '../words/chartViews';
import { countDays, daysOf, shiftMonth } from '../words/months';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** First and last day of the period of a budget that a month is in. */
function periodOf(month: string, months: number) {
  const [year, number] = month.split('-').map(Number);
  const first = number - 1 - ((number - 1) % months);
  const start = shiftMonth(`${year}-01`, first);
  return {
    from: daysOf(start).from,
    to: daysOf(shiftMonth(start, months - 1)).to,
  };
}

/** The line that a chart is held against; none where the budget is of another period than the chart. */
export function budgetLevel(options: {
  budget: CostBudgetUse | null;
  currency: string;
  month: string;
  chart: ChartView;
}): ChartLevel[] {
  const { budget, currency, month, chart } = options;
  // A budget in another currency is no line of this chart
  if (!budget || budget.currency !== currency) {
    return [];
  }
  const months = MONTHS[budget.period];
  const level = (label: string, amount: string): ChartLevel[] => [
    { label, value: Number(amount), look: 'threshold' },
  ];
  switch (chart) {
    case 'total':
      return months === 1 ? level('budget', budget.amount) : [];
    case 'year':
      return level('budget per month', divideAmount(budget.amount, months));
    default: {
      const { from, to } = periodOf(month, months);
      return level(
        'budget per day',
        divideAmount(budget.amount, countDays(from, to)),
      );
    }
  }
}
