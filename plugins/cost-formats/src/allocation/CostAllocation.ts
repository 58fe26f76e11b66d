import { Attribution } from '../attribution/compileRules';
import { CostAmounts, CostFact } from '../facts/CostFact';

/** What of a subject an allocation keeps, so that it can be shown by it. @public */
export const ALLOCATION_DIMENSIONS = [
  'provider',
  'account',
  'accountName',
  'service',
  'serviceCategory',
  'serviceSubcategory',
  'region',
  'chargeCategory',
  'cluster',
  'namespace',
  'workload',
  'run',
] as const;

/** By what allocations can be shown. @public */
export type AllocationDimension = (typeof ALLOCATION_DIMENSIONS)[number];

/** A fact, and whom its cost is booked to. @public */
export interface AttributedFact {
  fact: CostFact;
  attribution: Attribution;
}

/**
 * Why cost is no entity's: no rule matched; several entities claim it; its
 * pool has no policy; its policy is `none`; nobody has a weight above zero; it
 * is the share of use that is itself unattributed; there is nothing but zero
 * to split.
 *
 * @public
 */
export type UnattributedReason =
  | 'noRule'
  | 'ambiguous'
  | 'noPolicy'
  | 'notShared'
  | 'nobodyToShareAmong'
  | 'unattributedUse'
  | 'zero';

/** Cost of a day as it is shown: an entity's own, its share of what was idle or shared, or what stays unattributed. @public */
export interface CostAllocation {
  day?: string;
  currency?: string;
  /** Absent for what stays unattributed. */
  entity?: string;
  /** Why it is no entity's; absent where it is one's. */
  reason?: UnattributedReason;
  /** Id of the rule that booked it, or that put it into its pool. */
  rule?: string;
  kind: 'direct' | 'idle' | 'shared';
  /** Pool of shared cost. */
  pool?: string;
  /** Of idle cost that was split the cluster and the subcategory, of shared cost none. */
  dimensions: Readonly<Partial<Record<AllocationDimension, string>>>;
  amounts: CostAmounts;
}
