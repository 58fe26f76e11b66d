import { Amount } from '../money/amount';

/**
 * What one day cost. A day that the source delivered, but on which nothing was
 * charged, is given with zero; a day that is left out is not known.
 *
 * @public
 */
export interface DailyCost {
  /** UTC day, `YYYY-MM-DD`. */
  day: string;
  amount: Amount;
  /** What of it happens once, such as the purchase of a commitment: it is spent, but says nothing of the days to come. */
  oneOff?: Amount;
}
