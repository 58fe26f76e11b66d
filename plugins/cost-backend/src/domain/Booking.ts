import {
  CostAllocation,
  ReconciliationLine,
} from '@plumbline/backstage-plugin-cost-formats';

/** Everything that a bill says of one day in one currency, booked and checked. */
export interface Booking {
  /** Month of the bill, `YYYY-MM`: what a restatement replaces. */
  billMonth: string;
  day: string;
  currency: string;
  allocations: readonly CostAllocation[];
  /** What became of each metric; their parts add up to their source. */
  lines: readonly ReconciliationLine[];
}
