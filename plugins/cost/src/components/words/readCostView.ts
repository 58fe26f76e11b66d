import { Address } from '@plumbline/backstage-plugin-kit-react';
import {
  CostGroup,
  CostMetricName,
  costGroupSchema,
  currencySchema,
  metricSchema,
  monthSchema,
} from '@plumbline/backstage-plugin-cost-common';
import { ChartView, readChartView } from './chartViews';

/** What is looked at, as the address says. */
export interface CostView {
  /** Absent: the current one. */
  month?: string;
  /** Absent: the one that is configured. */
  metric?: CostMetricName;
  group: CostGroup;
  /** Into which everything is converted; absent: every one in a section of its own. */
  currency?: string;
  chart: ChartView;
}

/** An address may be typed by hand: what it says wrongly counts as not said. */
export function readCostView(address: Address): CostView {
  return {
    month: monthSchema.safeParse(address.get('month')).data,
    metric: metricSchema.safeParse(address.get('metric')).data,
    group:
      costGroupSchema.safeParse(address.get('group')).data ?? 'serviceCategory',
    currency: currencySchema.safeParse(address.get('currency')).data,
    chart: readChartView(address.get('chart')),
  };
}
