import { Address } from '@plumbline/backstage-plugin-kit-react';
import {
  CostGroup,
  CostMetricName,
  costGroupSchema,
  metricSchema,
  monthSchema,
} from '@plumbline/backstage-plugin-cost-common';

/** What is looked at, as the address says. */
export interface CostView {
  /** Absent: the current one. */
  month?: string;
  /** Absent: the one that is configured. */
  metric?: CostMetricName;
  group: CostGroup;
  /** Absent: every one in a section of its own. */
  currency?: string;
}

/** An address may be typed by hand: what it says wrongly counts as not said. */
export function readCostView(address: Address): CostView {
  return {
    month: monthSchema.safeParse(address.get('month')).data,
    metric: metricSchema.safeParse(address.get('metric')).data,
    group:
      costGroupSchema.safeParse(address.get('group')).data ?? 'serviceCategory',
    currency: address.get('currency'),
  };
}
