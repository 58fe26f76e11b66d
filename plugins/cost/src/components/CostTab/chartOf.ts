import {
  CostGroup,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import {
  ChartMark,
  StackedChartProps,
  formatDay,
} from '@plumbline/backstage-plugin-kit-react';
import { subtractAmounts } from '../money/amounts';
import { formatChange } from '../money/formatMoney';
import { ChartView } from '../words/chartViews';
import {
  dayAfter,
  dayBefore,
  daysOf,
  listDays,
  monthShort,
} from '../words/months';
import { dailyBars, monthlyBars, runningBars } from './barsOf';
import { budgetLevel } from './budgetLevel';
import {
  EXPECTED,
  Outlook,
  dailyOutlook,
  runningOutlook,
  withRest,
} from './outlookOf';
import { CurrencyDays, partsOf } from './partsOf';

/** Of the forecast, as the contract says. */
const BAND = 'expected in four times of five';

type Drawn = Pick<
  StackedChartProps,
  'parts' | 'days' | 'bandTitle' | 'levels' | 'marks' | 'labelOf' | 'dayTitle'
>;

function marksOf(
  { unusual, currency }: CurrencyCost,
  days: readonly string[],
): ChartMark[] {
  return unusual
    .filter(({ day }) => days.includes(day))
    .map(({ day, lastDay, actual, expected }) => ({
      at: day,
      symbol: '◆',
      label: `${formatDay(day)}${lastDay && lastDay !== day ? ` to ${formatDay(lastDay)}` : ''} unusual, ${formatChange(subtractAmounts(actual, expected), currency)}`,
    }));
}

function lastDayOf(costs: CurrencyDays): string {
  return costs.series
    .flatMap(({ days }) => days)
    .reduce((last, { day }) => (day > last ? day : last), '');
}

/** What the chart draws: what is known, what is expected until the month's end, and the budget. */
export function chartOf(options: {
  costs: CurrencyDays;
  cost: CurrencyCost;
  group: CostGroup;
  chart: ChartView;
  month: string;
  from: string;
}): Drawn {
  const { costs, cost, group, chart, month, from } = options;
  const { currency, forecast } = cost;
  const { amounts, parts } = partsOf(costs, group);
  const { from: start, to } = daysOf(month);
  const last = lastDayOf(costs);
  // What is expected is of the month alone: a gap before it stays a gap
  const next = last < start ? start : dayAfter(last);
  const ahead = forecast && next <= to ? listDays(next, to) : [];
  const known = listDays(from, ahead.length > 0 ? dayBefore(next) : to).filter(
    day => ahead.length > 0 || day <= last,
  );
  const outlook = forecast && { forecast, currency, spent: cost.amount };
  const expected =
    outlook && ahead.length > 0
      ? [
          {
            key: EXPECTED,
            title:
              chart === 'day' || chart === 'quarter'
                ? 'expected, on average'
                : 'expected',
            tone: 'hole' as const,
          },
        ]
      : [];
  const levels = budgetLevel({ budget: cost.budget, currency, month, chart });
  if (chart === 'year') {
    const bars = monthlyBars(amounts, listDays(from, to), currency);
    return {
      parts: [...parts, ...expected],
      days: bars.map(bar =>
        expected.length > 0 && bar.day.startsWith(month)
          ? withRest(bar, outlook as Outlook)
          : bar,
      ),
      levels,
      labelOf: day => monthShort(day.slice(0, 7)),
      dayTitle: 'Month',
    };
  }
  const isRunning = chart === 'total';
  const bars = (isRunning ? runningBars : dailyBars)(amounts, known, currency);
  const future =
    expected.length > 0
      ? (isRunning ? runningOutlook : dailyOutlook)(ahead, outlook as Outlook)
      : [];
  return {
    parts: [...parts, ...expected],
    days: [...bars, ...future],
    bandTitle: BAND,
    levels,
    marks: marksOf(cost, known),
  };
}
