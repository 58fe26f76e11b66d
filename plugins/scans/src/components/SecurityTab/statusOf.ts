import { EntityScanSummary } from '@plumbline/backstage-plugin-scans-common';
import { StatusWord } from '@plumbline/backstage-plugin-kit-react';

/**
 * What is known to be bad stays bad when its scan grows old; only what is not
 * known to be bad becomes unknown.
 */
export function statusOf(summary: EntityScanSummary): StatusWord {
  const { open, overdue, exploited, state } = summary;
  if (open.critical > 0 || overdue > 0 || exploited > 0) {
    return 'critical';
  }
  if (open.high > 0) {
    return 'warn';
  }
  // How bad something without a severity is, nobody knows
  return state === 'never' || state === 'stale' || open.unknown > 0
    ? 'unknown'
    : 'ok';
}
