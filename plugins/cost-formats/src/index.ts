/**
 * Bills and cost allocations as exact daily facts, their attribution to
 * entities, and the split of what is shared.
 *
 * @packageDocumentation
 */
export {
  type Amount,
  AMOUNT_SCALE,
  formatAmount,
  readAmount,
} from './money/amount';
export {
  COST_METRICS,
  type CostAmounts,
  type CostFact,
  type CostMetric,
  type CostSubject,
  type RejectedRow,
} from './facts/CostFact';
