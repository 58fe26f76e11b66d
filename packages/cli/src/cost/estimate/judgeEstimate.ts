import {
  type Amount,
  type CostEstimate,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';

/** What `--fail-above` says of an estimate. */
export interface EstimateVerdict {
  passed: boolean;
  failAbove: string;
  /** What was compared: what the change adds per month, or the whole where no difference is stated. */
  compared: 'difference' | 'monthly';
  amount: string | null;
  /** Why it did not pass. */
  reasons: string[];
}

/** Whether an estimate may pass. What could not be estimated is unknown and does not: it is not zero. */
export function judgeEstimate(
  estimate: CostEstimate,
  failAbove: Amount,
): EstimateVerdict {
  const { currency, difference, monthly, projects } = estimate;
  const compared = difference === undefined ? 'monthly' : 'difference';
  const amount = difference ?? monthly;
  const reasons: string[] = [];
  if (amount === undefined) {
    reasons.push('the estimate states no cost');
  } else if (amount > failAbove) {
    const what =
      compared === 'difference' ? 'the change adds' : 'everything costs';
    reasons.push(`${what} ${formatAmount(amount)} ${currency} per month`);
  }
  const failed = projects.filter(({ errors }) => errors.length > 0);
  if (failed.length > 0) {
    reasons.push(
      `${failed.length} of ${projects.length} projects could not be estimated completely`,
    );
  }
  return {
    passed: reasons.length === 0,
    failAbove: formatAmount(failAbove),
    compared,
    amount: amount === undefined ? null : formatAmount(amount),
    reasons,
  };
}
