import {
  ALLOCATION_DIMENSIONS,
  AllocationDimension,
  COST_METRICS,
  CostAllocation,
  CostAmounts,
  CostMetric,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { Booking } from '../domain/Booking';

/** The columns of dimensions. */
const DIMENSION_COLUMNS: Readonly<Record<AllocationDimension, string>> = {
  provider: 'provider',
  account: 'account',
  accountName: 'account_name',
  service: 'service',
  serviceCategory: 'service_category',
  serviceSubcategory: 'service_subcategory',
  region: 'region',
  chargeCategory: 'charge_category',
  cluster: 'cluster',
  namespace: 'namespace',
  workload: 'workload',
  run: 'run',
};

/** Names come from outside: longer ones are no names. */
const MAX_LENGTH = 1_000;

/** PostgreSQL holds no NUL in texts. */
function toText(value: string | undefined): string {
  return (value ?? '').slice(0, MAX_LENGTH).replaceAll('\0', '\ufffd');
}

/** Amounts as columns: decimal text, null where nothing states the metric. */
export function toAmountColumns(
  amounts: CostAmounts,
): Record<CostMetric, string | null> {
  const columns: Partial<Record<CostMetric, string | null>> = {};
  for (const metric of COST_METRICS) {
    const amount = amounts[metric];
    columns[metric] = amount === undefined ? null : formatAmount(amount);
  }
  return columns as Record<CostMetric, string | null>;
}

/** One row of `cost_day`. */
export function toDayRow(
  source: string,
  { billMonth, day, currency }: Booking,
  allocation: CostAllocation,
): Record<string, string | null> {
  const { entity, reason, rule, kind, pool, dimensions, amounts } = allocation;
  const row: Record<string, string | null> = {
    source,
    bill_month: billMonth,
    month: day.slice(0, 7),
    day,
    currency,
    entity_ref: entity ?? '',
    reason: reason ?? '',
    rule: rule ?? '',
    kind,
    pool: pool ?? '',
  };
  for (const name of ALLOCATION_DIMENSIONS) {
    row[DIMENSION_COLUMNS[name]] = toText(dimensions[name]);
  }
  return Object.assign(row, toAmountColumns(amounts));
}
