import { daysOf, shiftMonth } from './months';

/** What the chart of a tab shows, as a choice. */
export const CHARTS = {
  day: 'month by day',
  total: 'running total',
  quarter: '3 months',
  year: '13 months',
} as const;

/** Kept in the address, where the first needs no word. */
export type ChartView = keyof typeof CHARTS;

/** Months before the chosen one that are shown as well. */
const BEFORE: Record<ChartView, number> = {
  day: 0,
  total: 0,
  quarter: 2,
  // The same month of the year before is one of them
  year: 12,
};

export function readChartView(text: string | undefined): ChartView {
  return text !== undefined && Object.hasOwn(CHARTS, text)
    ? (text as ChartView)
    : 'day';
}

/** First and last day that a chart shows. */
export function rangeOf(
  month: string,
  chart: ChartView,
): { from: string; to: string } {
  return {
    from: daysOf(shiftMonth(month, -BEFORE[chart])).from,
    to: daysOf(month).to,
  };
}
