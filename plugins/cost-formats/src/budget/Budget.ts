import { CostPeriod } from '../forecast/calendar';
import { Amount } from '../money/amount';

/** What may be spent in a period. @public */
export interface Budget {
  /** More than zero. */
  amount: Amount;
  /** ISO 4217 code. */
  currency: string;
  period: CostPeriod;
  /** Percent of the amount, ascending, at which somebody is told. */
  thresholds: readonly number[];
}

/** Where a budget says nothing of its thresholds. @public */
export const DEFAULT_THRESHOLDS: readonly number[] = [50, 80, 100];
