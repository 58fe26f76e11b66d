import {
  COST_METRICS,
  CostAmounts,
  CostMetric,
} from '@plumbline/backstage-plugin-cost-formats';

/** What some rows state, in one currency. */
export interface MetricSums {
  currency: string;
  amounts: CostAmounts;
  /** All rows, and those that state the chosen metric; absent where they were not counted. */
  rows?: number;
  statedRows?: number;
}

function warnOf(
  { currency, amounts, rows = 0, statedRows = rows }: MetricSums,
  metric: CostMetric,
): string | undefined {
  const other = COST_METRICS.find(
    name => name !== metric && (amounts[name] ?? 0n) !== 0n,
  );
  if (amounts[metric] === undefined) {
    return (
      other &&
      `no row states the ${metric} cost in ${currency}, but rows state the ${other} cost`
    );
  }
  if (amounts[metric] === 0n && other) {
    return `the ${metric} cost in ${currency} is zero, the ${other} cost is not`;
  }
  return statedRows < rows
    ? `${rows - statedRows} of ${rows} lines of ${currency} state no ${metric} cost`
    : undefined;
}

/** Why the chosen metric may be misleading; undefined where it is not. */
export function findMetricWarning(
  sums: readonly MetricSums[],
  metric: CostMetric,
): string | undefined {
  const warnings = sums.flatMap(sum => warnOf(sum, metric) ?? []);
  const text = warnings.join('; ');
  return text === '' ? undefined : `${text[0].toUpperCase()}${text.slice(1)}.`;
}
