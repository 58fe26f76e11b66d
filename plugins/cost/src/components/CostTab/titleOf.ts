import { CostGroup } from '@plumbline/backstage-plugin-cost-common';
import { ChartView, rangeOf } from '../words/chartViews';
import { monthName, monthTitle } from '../words/months';
import { GROUPS } from '../words/words';

/** What a chart shows, in words. */
export function titleOf(options: {
  month: string;
  group: CostGroup;
  chart: ChartView;
}): string {
  const { month, group, chart } = options;
  const by = `by ${GROUPS[group]}`;
  const first = rangeOf(month, chart).from.slice(0, 7);
  switch (chart) {
    case 'total':
      return `What ${monthName(month)} cost until each day, ${by}`;
    case 'quarter':
      return `Daily cost from ${monthName(first)} to ${monthName(month)}, ${by}`;
    case 'year':
      return `Cost of each month from ${monthTitle(first)} to ${monthTitle(month)}, ${by}`;
    default:
      return `Daily cost in ${monthName(month)}, ${by}`;
  }
}
