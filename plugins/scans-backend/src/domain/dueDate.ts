import type { ScanSeverity } from '@plumbline/backstage-plugin-scans-common';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Days until something of a severity must be fixed; a severity without days has no date. */
export type SlaDays = Partial<Record<ScanSeverity, number>>;

/** What users of such software agree on unless they say otherwise. */
export const DEFAULT_SLA_DAYS: SlaDays = {
  critical: 7,
  high: 30,
  medium: 90,
  low: 180,
};

/** When a finding is due, ISO 8601 UTC; undefined without a date. */
export function dueDate(
  severity: ScanSeverity,
  since: string,
  days: SlaDays,
): string | undefined {
  const allowed = days[severity];
  return allowed === undefined
    ? undefined
    : new Date(Date.parse(since) + allowed * DAY_MS).toISOString();
}
