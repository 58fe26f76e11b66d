import { csvLine } from '@plumbline/backstage-plugin-kit-common';
import {
  CostAmounts,
  CostMetric,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';

const LINE_END = '\r\n';

/** The first line: names of columns, and those of costs. */
export function csvHeader(
  columns: readonly string[],
  metrics: readonly CostMetric[],
): string {
  return csvLine([...columns, ...metrics.map(metric => `${metric}_cost`)]);
}

/**
 * A line of texts and amounts. Amounts are decimals of our own, so that a
 * negative one may begin with its sign, which a text from outside may not.
 */
export function writeCostLine(options: {
  texts: readonly string[];
  amounts: CostAmounts;
  metrics: readonly CostMetric[];
}): string {
  const { texts, amounts, metrics } = options;
  const decimals = metrics.map(metric => {
    const amount = amounts[metric];
    return amount === undefined ? '' : formatAmount(amount);
  });
  return `${csvLine(texts).slice(0, -LINE_END.length)},${decimals.join(',')}${LINE_END}`;
}
