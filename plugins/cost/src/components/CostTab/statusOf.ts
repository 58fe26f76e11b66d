import { CostSummaryAnswer } from '@plumbline/backstage-plugin-cost-common';
import { StatusWord } from '@plumbline/backstage-plugin-kit-react';

const WORST_FIRST: readonly StatusWord[] = [
  'critical',
  'warn',
  'unknown',
  'ok',
];

/** By the budgets, the worst of them; nothing known is unknown, and without a budget there is no status. */
export function statusOf(summary: CostSummaryAnswer): StatusWord | undefined {
  const { currencies } = summary;
  if (currencies.length === 0) {
    return 'unknown';
  }
  const statuses = currencies.map(({ budget }) => budget?.status);
  return WORST_FIRST.find(status => statuses.includes(status));
}
