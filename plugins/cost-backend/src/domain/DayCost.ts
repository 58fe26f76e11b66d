import { Amount } from '@plumbline/backstage-plugin-cost-formats';

/** An entity's own cost, its share of what nobody used, or its share of what is shared. */
export type CostKind = 'direct' | 'idle' | 'shared';

/** What alike rows of some entities cost on one day. */
export interface DayCost {
  source: string;
  currency: string;
  day: string;
  kind: CostKind;
  /** By what costs are told apart; `(none)` where the source does not say. */
  key: string;
  /** Of charges that happen once, such as the purchase of a commitment. */
  isOneOff: boolean;
  /** Absent where no row states the metric, which is not zero. */
  amount?: Amount;
  rows: number;
  /** Rows that state the metric. */
  statedRows: number;
}

/** Days of which a source said anything, of whichever entity: what is not on them cost nothing. */
export type DeliveredDays = ReadonlyMap<string, ReadonlySet<string>>;

/** Adds what is stated; absent where nothing is. */
export function addStated(
  sum: Amount | undefined,
  amount: Amount | undefined,
): Amount | undefined {
  return amount === undefined ? sum : (sum ?? 0n) + amount;
}
